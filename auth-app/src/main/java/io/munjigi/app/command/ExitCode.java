package io.munjigi.app.command;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a command ends. */
enum ExitCode {
    DONE(0, "done"),
    NOT_NOW(1, "it cannot be done now: the database, a file, the port; nothing is wrong with the command"),
    MISTAKEN(2, "the command or the settings are mistaken"),
    ROWS_REFUSED(3, "the import is done, and some rows were refused"),
    AUDIT_FINDINGS(4, "the audit trail is not as it was sealed"),
    REFUSED(5, "what was asked for does not exist, or was refused: no such account, a taken address, a weak password");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    int number() {
        return number;
    }

    /** What each number means, for help. */
    static Map<String, String> meanings() {
        Map<String, String> meanings = new LinkedHashMap<>();
        Arrays.stream(values()).forEach(code -> meanings.put(String.valueOf(code.number), code.meaning));
        return meanings;
    }
}
