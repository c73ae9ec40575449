package io.munjigi.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class H2UrlTest {

    private static String durable(String url) {
        return new H2Url(url).durable();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:h2:./data/x",
                "jdbc:h2:file:./data/x",
                "jdbc:h2:./data/x;WRITE_DELAY=500",
                "jdbc:h2:./data/x;write_delay=500;Write_Delay=10",
                "jdbc:h2:./data/x; WRITE_DELAY=500 "
            })
    void a_file_is_written_at_every_commit_survives_interrupts_and_is_recovered(String url) {
        assertThat(durable(url))
                .startsWith("jdbc:h2:munjigi:./data/x;WRITE_DELAY=0;")
                .containsOnlyOnce("WRITE_DELAY=");
    }

    @Test
    void everything_else_that_the_operator_set_is_kept() {
        assertThat(
                        durable(
                                "jdbc:h2:~/x;MODE=REGULAR;RETENTION_TIME=60000;INIT=CREATE SCHEMA a\\;SET SCHEMA a;DB_CLOSE_ON_EXIT=TRUE"))
                .startsWith(
                        "jdbc:h2:munjigi:~/x;MODE=REGULAR;RETENTION_TIME=60000;INIT=CREATE SCHEMA a\\;SET SCHEMA a;DB_CLOSE_ON_EXIT=TRUE;WRITE_DELAY=0")
                .doesNotContain("RETENTION_TIME=3000", "DB_CLOSE_ON_EXIT=FALSE");
    }

    @Test
    void a_file_system_that_the_operator_chose_is_kept() {
        assertThat(durable("jdbc:h2:nioMapped:/data/x")).startsWith("jdbc:h2:munjigi:nioMapped:/data/x;");
        assertThat(durable("jdbc:h2:split:28:/data/x")).startsWith("jdbc:h2:munjigi:split:28:/data/x;");
        assertThat(durable("jdbc:h2:C:/data/x")).startsWith("jdbc:h2:munjigi:C:/data/x;");
    }

    @Test
    void what_cannot_be_combined_with_a_shared_file_is_not_added() {
        assertThat(durable("jdbc:h2:/data/x;AUTO_SERVER=TRUE")).doesNotContain("DB_CLOSE_ON_EXIT");
    }

    @Test
    void memory_and_servers_get_no_settings_of_a_file() {
        assertThat(durable("jdbc:h2:mem:x")).isEqualTo("jdbc:h2:mem:x;WRITE_DELAY=0");
        assertThat(durable("jdbc:h2:tcp://localhost/x")).isEqualTo("jdbc:h2:tcp://localhost/x;WRITE_DELAY=0");
    }
}
