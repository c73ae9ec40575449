package io.munjigi.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.nulabinc.zxcvbn.StandardDictionaries;
import io.munjigi.core.model.Password;
import io.munjigi.core.port.PasswordBlocklist;
import io.munjigi.core.testkit.Race;
import io.munjigi.core.testkit.contract.PasswordBlocklistContract;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class CommonPasswordsTest implements PasswordBlocklistContract {

    private final CommonPasswords blocklist = new CommonPasswords();

    @Override
    public PasswordBlocklist blocklist() {
        return blocklist;
    }

    @Test
    void every_listed_password_is_found_and_nothing_beside_it() throws IOException {
        List<String> listed = StandardDictionaries.PASSWORDS_LOADER.load().getFrequencies();

        assertThat(listed).hasSizeGreaterThan(3_000);
        assertThat(listed).allMatch(password -> blocklist.contains(Password.of(password)));
        assertThat(listed).allMatch(password -> blocklist.contains(Password.of(password.toUpperCase(Locale.ROOT))));
        assertThat(listed).noneMatch(password -> blocklist.contains(Password.of(password + "\u00e9")));
        assertThat(listed).noneMatch(password -> blocklist.contains(Password.of("\u00e9" + password)));
    }

    @Test
    void many_may_ask_first() {
        assertThat(Race.of(8, number -> blocklist.contains(Password.of("password1"))))
                .containsOnly(true);
    }
}
