package io.munjigi.app.command;

import io.munjigi.app.House;
import io.munjigi.app.LineFormatter;
import io.munjigi.app.Settings;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where a command works: it has settings, opens the house and says what comes of it, for people or as JSON. For use by one thread. */
final class Workplace {

    private final Surroundings surroundings;
    private boolean json;

    Workplace(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    void speakJson(boolean spoken) {
        json = spoken;
    }

    boolean speaksJson() {
        return json;
    }

    /**
     * @throws io.munjigi.app.SettingsException with all mistakes at once
     */
    Settings settings() {
        return Settings.of(surroundings.environment());
    }

    /** Opens the house, lets somebody work in it, and closes it. */
    <T extends @Nullable Object> T inTheHouse(Function<House, T> work) {
        try (House house = House.forOneCommand(settings())) {
            return work.apply(house);
        }
    }

    /** Says one thing on standard output: a JSON value, or its text on a line. */
    void say(JsonObject value, String text) {
        sayRaw(json ? JsonText.of(value.members()) : LineFormatter.escaped(text));
    }

    /** Says a line that holds nothing of anybody's, as it is. */
    void sayRaw(String line) {
        surroundings.out().println(line);
    }

    /** Says something beside the result, to people only. */
    void remark(String text) {
        if (!json) {
            surroundings.err().println(LineFormatter.escaped(text));
        }
    }

    /** Says what went wrong, after everything that was said before. */
    ExitCode tell(Throwable failure) {
        surroundings.out().flush();
        return new Failures(surroundings.err(), json).tell(failure);
    }

    /** Whether nobody reads what is said any more, such as {@code head} after its lines. */
    boolean isUnheard() {
        return surroundings.out().checkError();
    }
}
