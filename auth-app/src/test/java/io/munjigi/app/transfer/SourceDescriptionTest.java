package io.munjigi.app.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceDescriptionTest {

    @Test
    void an_argument_says_by_its_end_or_its_start_what_it_is() {
        assertThat(SourceDescription.named("-")).isEqualTo(new SourceDescription.StandardInput());
        assertThat(SourceDescription.named("a/users.ndjson"))
                .isEqualTo(new SourceDescription.JsonLines(Path.of("a/users.ndjson")));
        assertThat(SourceDescription.named("users.JSONL"))
                .isEqualTo(new SourceDescription.JsonLines(Path.of("users.JSONL")));
        assertThat(SourceDescription.named("users.csv")).isEqualTo(new SourceDescription.Csv(Path.of("users.csv")));
        assertThat(SourceDescription.named("sqlite:a/app.db"))
                .isEqualTo(new SourceDescription.Sqlite(Path.of("a/app.db")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "users", "users.json", "users.xml", "jdbc:postgresql://host/db?password=hidden", "\0.csv"})
    void what_takes_more_than_its_name_is_refused(String argument) {
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> SourceDescription.named(argument))
                .withMessageNotContaining("hidden");
    }
}
