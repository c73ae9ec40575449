package io.munjigi.app.transfer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.exc.JacksonIOException;

/**
 * The users in a JSON document: an object, of which the member {@code users} is an array of objects. It is read token by token. Where it ceases
 * to be JSON the next user cannot be found, so that ends the reading; what is no account for other reasons does not.
 */
final class ExportSource implements AccountSource {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final CountedInput input;
    private final JsonParser parser;
    private final Supplier<ExportedUser> users;
    private final TokenStreamContext list;
    private long position;

    /** What one user of an export is read into. */
    interface ExportedUser extends Json.Members {

        /** The account, once all members have been taken. */
        AccountRow at(long position) throws MalformedRowException;
    }

    /**
     * @throws SourceException if it is no such document
     */
    ExportSource(CountedInput input, Supplier<ExportedUser> users) {
        this.input = input;
        this.users = users;
        parser = Json.parserOfExport(text(input));
        try {
            findUsers();
        } catch (JacksonException failed) {
            throw explained(failed);
        }
        list = parser.streamReadContext();
    }

    /** Without a byte order mark. What is not UTF-8 is replaced: Jackson's own decoder would end the reading there. */
    private static Reader text(CountedInput input) {
        BufferedReader text = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
        try {
            text.mark(1);
            if (text.read() != BYTE_ORDER_MARK) {
                text.reset();
            }
            return text;
        } catch (IOException failed) {
            throw input.unreadable();
        }
    }

    private void findUsers() {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new SourceException(input.name() + " is not an export: it is no JSON object");
        }
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            boolean isList = parser.nextToken() == JsonToken.START_ARRAY;
            if (isList && name.equals("users")) {
                return;
            }
            parser.skipChildren();
        }
        throw new SourceException(input.name() + " is not an export with users: it has no array \"users\"");
    }

    @Override
    public Optional<SourceRow> next() {
        try {
            if (parser.currentToken() == JsonToken.END_ARRAY && parser.streamReadContext() != list) {
                return Optional.empty();
            }
            return parser.nextToken() == JsonToken.END_ARRAY ? Optional.empty() : Optional.of(row());
        } catch (JacksonException failed) {
            throw explained(failed);
        }
    }

    private SourceRow row() {
        position++;
        ExportedUser user = users.get();
        try {
            Json.readMembers(parser, user);
            return user.at(position);
        } catch (MalformedRowException malformed) {
            leaveUser();
            return malformed.at(position);
        }
    }

    /** Wherever in the user reading stopped. */
    private void leaveUser() {
        parser.skipChildren();
        while (parser.streamReadContext() != list) {
            parser.nextToken();
        }
    }

    /** Without the parser's own words, which quote the document. */
    private SourceException explained(JacksonException failed) {
        return failed instanceof JacksonIOException
                ? input.unreadable()
                : new SourceException(input.name() + " cannot be read from line "
                        + parser.currentLocation().getLineNr() + " on: that is not well-formed JSON, or too large");
    }

    @Override
    public OptionalDouble share() {
        return input.share();
    }

    @Override
    public String unit() {
        return "user";
    }

    @Override
    public void close() {
        parser.close();
        input.close();
    }
}
