package io.munjigi.app.transfer;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.exc.JacksonIOException;

/**
 * Writes accounts as JSON lines, as {@link SourceDescription.JsonLines} reads them: UTF-8, each line ended by LF, what is absent left out.
 * Holds one buffer. For use by one thread; to be closed, or the end is missing.
 */
public final class AccountWriter implements AutoCloseable {

    private final OutputStream bytes;

    /**
     * Writes to these bytes, and closes them when it is closed. A {@link java.io.PrintStream} would keep a full disk to itself.
     */
    public AccountWriter(OutputStream bytes) {
        this.bytes = new BufferedOutputStream(bytes);
    }

    /**
     * Writes one line.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    public void write(AccountRow account) {
        try (JsonGenerator json = Json.generator(bytes)) {
            json.writeStartObject();
            if (account.id() != null) {
                json.writeStringProperty("id", account.id().toString());
            }
            json.writeStringProperty("email", account.email());
            json.writeBooleanProperty("email_verified", account.emailVerified());
            json.writeArrayPropertyStart("roles");
            account.roles().forEach(json::writeString);
            json.writeEndArray();
            json.writeBooleanProperty("disabled", account.disabled());
            if (account.createdAt() != null) {
                json.writeStringProperty("created_at", account.createdAt().toString());
            }
            if (account.passwordHash() != null) {
                json.writeStringProperty("password_hash", account.passwordHash().reveal());
            }
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (JacksonIOException failed) {
            throw new UncheckedIOException(failed.getCause());
        }
    }

    /**
     * Writes what is left.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    @Override
    public void close() {
        try {
            bytes.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
