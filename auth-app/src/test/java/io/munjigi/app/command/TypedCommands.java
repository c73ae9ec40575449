package io.munjigi.app.command;

import io.munjigi.app.command.Surroundings.Person;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Somebody who types commands against a database in memory, within this process. */
final class TypedCommands {

    static final String PASSWORD = "correct horse battery";

    private final Map<String, String> environment = new HashMap<>();

    TypedCommands() {
        environment.put("MUNJIGI_DATABASE_URL", "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        environment.put("MUNJIGI_SECRET", "0123456789abcdef0123456789abcdef");
        environment.put("MUNJIGI_ISSUER", "https://auth.example.org");
        environment.put("MUNJIGI_DATA_DIR", System.getProperty("java.io.tmpdir"));
    }

    /** What came of a command. */
    record Outcome(int exit, String out, String err) {}

    TypedCommands with(String setting, String value) {
        environment.put(setting, value);
        return this;
    }

    Map<String, String> environment() {
        return environment;
    }

    Outcome type(String... command) {
        return typeInto("", command);
    }

    /** With something on standard input, and nobody at a terminal. */
    Outcome typeInto(String in, String... command) {
        return run(in, Optional.empty(), command);
    }

    /** With somebody at a terminal, who gives these answers. */
    Outcome typeAnswering(List<String> answers, String... command) {
        return run("", Optional.of(new Answers(answers)), command);
    }

    private Outcome run(String in, Optional<Person> person, String... command) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit = CommandTree.run(
                new Surroundings(
                        Map.copyOf(environment),
                        new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
                        out,
                        new PrintStream(out, false, StandardCharsets.UTF_8),
                        new PrintStream(err, false, StandardCharsets.UTF_8),
                        () -> person),
                List.of(command));
        return new Outcome(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static final class Answers implements Person {

        private final List<String> answers;
        private int given;

        Answers(List<String> answers) {
            this.answers = answers;
        }

        @Override
        public char[] askHidden(String question) {
            return ask(question).toCharArray();
        }

        @Override
        public String ask(String question) {
            return answers.get(given++);
        }
    }
}
