package io.munjigi.app.command;

/**
 * Something that was looked at.
 *
 * @param name what
 * @param grade how it is
 * @param message how it is, in words, and what to do about it
 */
record Check(String name, Grade grade, String message) {

    /** How something is. */
    enum Grade {
        OK,
        WARNING,
        PROBLEM
    }

    static Check ok(String name, String message) {
        return new Check(name, Grade.OK, message);
    }

    static Check warning(String name, String message) {
        return new Check(name, Grade.WARNING, message);
    }

    static Check problem(String name, String message) {
        return new Check(name, Grade.PROBLEM, message);
    }
}
