package io.munjigi.core.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.model.Password;
import io.munjigi.core.port.PasswordBlocklist;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link PasswordBlocklist} must do. */
public interface PasswordBlocklistContract {

    /** The list under test. */
    PasswordBlocklist blocklist();

    @Test
    default void what_everybody_tries_first_is_in_it() {
        for (String common : List.of("password", "12345678", "qwertyuiop", "iloveyou", "sunshine")) {
            assertThat(blocklist().contains(Password.of(common))).as(common).isTrue();
        }
    }

    @Test
    default void what_only_contains_a_common_one_is_not_in_it() {
        for (String uncommon : List.of("correct horse battery", "password of my own", "", "\0", "😀".repeat(20))) {
            assertThat(blocklist().contains(Password.of(uncommon))).as(uncommon).isFalse();
        }
    }
}
