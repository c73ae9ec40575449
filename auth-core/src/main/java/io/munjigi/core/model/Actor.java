package io.munjigi.core.model;

/** Who does something: a caller who has proven who they are, or somebody within. The audit trail names it. */
public sealed interface Actor permits Principal, Insider {

    /** What the audit trail calls it: a user's id, or the insider's own name. */
    String auditName();
}
