package io.munjigi.app.command;

import io.munjigi.app.Setting;
import io.munjigi.app.Settings;
import io.munjigi.app.SettingsSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

@Command(name = "config", description = "The settings.")
final class ConfigCommands {

    private final Workplace workplace;

    ConfigCommands(Workplace workplace) {
        this.workplace = workplace;
    }

    @Command(name = "show", description = "Show all settings, and where each comes from. Secrets are not shown.")
    void show() {
        SettingsSource source = new SettingsSource(workplace.surroundings().environment());
        for (Setting setting : Setting.values()) {
            String text = source.text(setting);
            boolean set = text != null;
            String origin = Bodies.lower(source.origin(setting));
            String value = set ? shown(setting, text) : null;
            JsonObject body = new JsonObject()
                    .with("name", setting.variable())
                    .with("value", value)
                    .with("default", setting.usual())
                    .with("secret", setting.isSecret())
                    .with("set", set)
                    .with("origin", origin);
            String said = value != null ? value : setting.isSecret() ? (set ? "(set)" : "(not set)") : setting.usual();
            workplace.say(body, setting.variable() + " = " + said + "  [" + origin + "]");
        }
    }

    /** The URL of a database may hold a password. */
    private static @Nullable String shown(Setting setting, @Nullable String text) {
        if (text == null || setting.isSecret()) {
            return null;
        }
        return setting == Setting.DATABASE_URL ? Settings.place(text) : text;
    }

    @Command(name = "check", description = "Say all that is mistaken about the settings.")
    void check() {
        Settings settings = workplace.settings();
        workplace.say(
                new JsonObject().with("ok", true).with("database", settings.databasePlace()),
                "the settings are in order; the database is " + settings.databasePlace());
    }
}
