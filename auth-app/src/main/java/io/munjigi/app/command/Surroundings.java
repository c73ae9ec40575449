package io.munjigi.app.command;

import java.io.BufferedOutputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a command finds around it.
 *
 * @param environment the environment variables
 * @param in standard input
 * @param data standard output, as bytes whose failures are told
 * @param out the same, for text
 * @param err standard error
 * @param person who can be asked something, if somebody sits at a terminal
 */
record Surroundings(
        Map<String, String> environment,
        InputStream in,
        OutputStream data,
        PrintStream out,
        PrintStream err,
        Supplier<Optional<Person>> person) {

    /** Somebody at a terminal. */
    interface Person {

        /** What they type, which is not shown; empty at the end of the input. */
        char[] askHidden(String question);

        /** What they type; empty at the end of the input. */
        String ask(String question);
    }

    /** Those of this process. */
    static Surroundings ofThisProcess() {
        OutputStream data = new FileOutputStream(FileDescriptor.out);
        PrintStream out = new PrintStream(new BufferedOutputStream(data), false, StandardCharsets.UTF_8);
        return new Surroundings(System.getenv(), System.in, data, out, System.err, Surroundings::personAtTheTerminal);
    }

    /** There is a console where input and output are a terminal's. */
    @SuppressWarnings("SystemConsoleNull") // true of 22 to 24 only, where a password is then read from what there is
    private static Optional<Person> personAtTheTerminal() {
        Console console = System.console();
        return console == null ? Optional.empty() : Optional.of(new AtConsole(console));
    }

    private record AtConsole(Console console) implements Person {

        @Override
        public char[] askHidden(String question) {
            char[] typed = console.readPassword("%s", question);
            return typed == null ? new char[0] : typed;
        }

        @Override
        public String ask(String question) {
            String typed = console.readLine("%s", question);
            return typed == null ? "" : typed;
        }
    }
}
