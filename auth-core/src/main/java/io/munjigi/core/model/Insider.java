package io.munjigi.core.model;

/**
 * Who acts from within, and so may do everything. Whoever can write code or run commands beside the stores is one; no route reaches them,
 * which an architecture rule holds the HTTP adapter to.
 */
public enum Insider implements Actor {
    /** A person at the command line, an import, or what was set to be done at the start. */
    OPERATOR("operator"),
    /** The house itself, on a schedule. */
    SYSTEM("system");

    private final String auditName;

    Insider(String auditName) {
        this.auditName = auditName;
    }

    @Override
    public String auditName() {
        return auditName;
    }
}
