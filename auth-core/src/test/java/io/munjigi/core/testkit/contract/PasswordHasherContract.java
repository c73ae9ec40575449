package io.munjigi.core.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.munjigi.core.model.Password;
import io.munjigi.core.model.PasswordHash;
import io.munjigi.core.port.PasswordHasher;
import io.munjigi.core.port.PasswordHasher.Legibility;
import io.munjigi.core.port.PasswordHasher.Match;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link PasswordHasher} must do. */
public interface PasswordHasherContract {

    /** The hasher under test. */
    PasswordHasher hasher();

    /** A hash of the password that is weaker and cheaper than what the hasher makes now. */
    PasswordHash weakHashOf(Password password);

    /** A well-formed hash of a kind that the hasher knows, which asks for more time or memory than it will ever spend. */
    PasswordHash tooCostlyHash();

    private static Password ofBytes(int length) {
        return Password.of("a".repeat(length));
    }

    @Test
    default void the_password_matches_its_hash_and_no_other_does() {
        PasswordHash hash = hasher().hash(Password.of("correct horse"));

        assertThat(hasher().verify(Password.of("correct horse"), hash)).isEqualTo(Match.YES);
        assertThat(hasher().verify(Password.of("Correct horse"), hash)).isEqualTo(Match.NO);
        assertThat(hasher().verify(Password.of(""), hash)).isEqualTo(Match.NO);
    }

    @Test
    default void no_hash_shows_its_password_and_no_two_are_alike() {
        PasswordHash one = hasher().hash(Password.of("correct horse"));
        PasswordHash other = hasher().hash(Password.of("correct horse"));

        assertThat(one).isNotEqualTo(other);
        assertThat(one.reveal()).doesNotContain("correct", "horse");
    }

    @Test
    default void a_password_is_text_in_any_script_and_with_any_character() {
        for (String text : List.of("пароль-密码-😀", "Grüße aus Köln", "tab\tand\nline", "before\0after", " spaces ")) {
            PasswordHash hash = hasher().hash(Password.of(text));
            assertThat(hasher().verify(Password.of(text), hash)).isEqualTo(Match.YES);
        }
        PasswordHash hash = hasher().hash(Password.of("before\0after"));
        assertThat(hasher().verify(Password.of("before\0other"), hash)).isEqualTo(Match.NO);
        assertThat(hasher().verify(Password.of("before"), hash)).isEqualTo(Match.NO);
    }

    @Test
    default void the_longest_password_counts_to_its_last_byte() {
        int longest = hasher().maxPasswordBytes();
        PasswordHash hash = hasher().hash(ofBytes(longest));

        assertThat(hasher().verify(ofBytes(longest), hash)).isEqualTo(Match.YES);
        assertThat(hasher().verify(ofBytes(longest - 1), hash)).isEqualTo(Match.NO);
        assertThat(hasher().verify(ofBytes(longest + 1), hash)).isEqualTo(Match.NO);
        assertThat(hasher().verify(Password.of("a".repeat(longest - 1) + "b"), hash))
                .isEqualTo(Match.NO);
    }

    @Test
    default void what_cannot_be_hashed_whole_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> hasher().hash(ofBytes(hasher().maxPasswordBytes() + 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> hasher().hash(Password.of("unpaired \ud800")));
    }

    @Test
    default void its_own_hashes_need_no_replacement_and_do_not_cost_less() {
        PasswordHash hash = hasher().hash(Password.of("correct horse"));

        assertThat(hasher().examine(hash)).isEqualTo(Legibility.READABLE);
        assertThat(hasher().needsReplacement(hash)).isFalse();
        assertThat(hasher().costsLess(hash)).isFalse();
    }

    @Test
    default void a_weaker_hash_is_verified_by_its_own_parameters_and_needs_replacement() {
        PasswordHash weak = weakHashOf(Password.of("correct horse"));

        assertThat(hasher().verify(Password.of("correct horse"), weak)).isEqualTo(Match.YES);
        assertThat(hasher().verify(Password.of("wrong horse"), weak)).isEqualTo(Match.NO);
        assertThat(hasher().examine(weak)).isEqualTo(Legibility.READABLE);
        assertThat(hasher().needsReplacement(weak)).isTrue();
        assertThat(hasher().costsLess(weak)).isTrue();
    }

    @Test
    default void a_broken_hash_is_said_to_be_so() {
        String good = hasher().hash(Password.of("correct horse")).reveal();
        for (String broken : List.of(
                "",
                " ",
                "x",
                "$",
                "$$$$",
                "\0",
                "correct horse",
                "$unknown$1$salt$hash",
                good + "$",
                "$" + good,
                good.substring(0, good.indexOf('$', 1)))) {
            assertUnreadable(PasswordHash.of(broken), Legibility.UNKNOWN);
        }
    }

    @Test
    default void a_hash_that_asks_too_much_is_named_and_never_computed() {
        PasswordHash stored = tooCostlyHash();

        assertTimeoutPreemptively(Duration.ofSeconds(1), () -> assertUnreadable(stored, Legibility.TOO_COSTLY));
    }

    private void assertUnreadable(PasswordHash stored, Legibility why) {
        assertThat(hasher().examine(stored)).as(stored.reveal()).isEqualTo(why);
        assertThat(hasher().verify(Password.of("correct horse"), stored))
                .as(stored.reveal())
                .isEqualTo(Match.UNREADABLE);
        assertThat(hasher().needsReplacement(stored)).as(stored.reveal()).isTrue();
        assertThat(hasher().costsLess(stored)).as(stored.reveal()).isTrue();
    }
}
