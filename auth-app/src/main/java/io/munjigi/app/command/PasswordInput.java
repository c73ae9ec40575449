package io.munjigi.app.command;

import io.munjigi.app.command.Surroundings.Person;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Secrets that a command is given: by somebody at a terminal, or as a line on standard input. Never as an argument, which others can see. */
final class PasswordInput {

    private static final int LONGEST_LINE = 8192;

    private final Surroundings surroundings;

    PasswordInput(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * A password that somebody chooses, asked for twice.
     *
     * @throws CommandException if nobody is there to be asked, or the two differ
     */
    String chosen(boolean onStandardInput) {
        if (onStandardInput) {
            return line();
        }
        Person person = person();
        char[] first = person.askHidden("Password: ");
        char[] second = person.askHidden("Again: ");
        if (!Arrays.equals(first, second)) {
            throw CommandException.mistaken("the two passwords differ");
        }
        return new String(first);
    }

    /**
     * A secret that there is already.
     *
     * @throws CommandException if nobody is there to be asked
     */
    String known(boolean onStandardInput, String question) {
        return onStandardInput ? line() : new String(person().askHidden(question));
    }

    private Person person() {
        return surroundings
                .person()
                .get()
                .orElseThrow(() -> CommandException.mistaken(
                        "there is no terminal to ask for a password; give it on standard input with --password-stdin"));
    }

    /**
     * The first line of standard input, without its end.
     *
     * @throws CommandException if it is empty, too long or not UTF-8
     */
    String line() {
        try {
            byte[] bytes = firstLine(surroundings.in());
            String line = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            String text = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
            if (text.isEmpty()) {
                throw CommandException.mistaken("there is nothing on the first line of standard input");
            }
            return text;
        } catch (CharacterCodingException notUtf8) {
            throw CommandException.mistaken("standard input is not UTF-8");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static byte[] firstLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.write(next);
            if (line.size() > LONGEST_LINE) {
                throw CommandException.mistaken("the first line of standard input is too long");
            }
        }
        return line.toByteArray();
    }
}
