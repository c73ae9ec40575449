package io.munjigi.app;

import java.io.Serial;
import java.util.List;

/** The settings are mistaken. All mistakes at once, one line each, each with the setting's name; no secret is repeated. */
public final class SettingsException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final transient List<String> mistakes;

    SettingsException(List<String> mistakes) {
        super(String.join("; ", mistakes));
        this.mistakes = List.copyOf(mistakes);
    }

    /** One line each, with the setting's name; unmodifiable. */
    public List<String> mistakes() {
        return mistakes;
    }
}
