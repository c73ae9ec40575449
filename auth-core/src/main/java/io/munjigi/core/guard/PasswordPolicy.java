package io.munjigi.core.guard;

import io.munjigi.core.model.AuthPolicy.PasswordRules;
import io.munjigi.core.model.EmailAddress;
import io.munjigi.core.model.Fault;
import io.munjigi.core.model.Password;
import io.munjigi.core.port.PasswordBlocklist;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether a password may become an account's: long enough, not too long, not one that everybody tries, not one that can be guessed from the
 * address. No composition rules, no strength score (NIST SP 800-63B, 3.1.1.2).
 *
 * <p>Safe for use by many threads.
 */
public final class PasswordPolicy {

    /** A shorter local part would forbid too many good passwords. */
    private static final int SHORTEST_TELLING_NAME = 4;

    private final PasswordRules rules;
    private final PasswordBlocklist blocklist;
    private final int maxBytes;

    /**
     * @param maxBytes the longest password that the hasher takes whole, in bytes of UTF-8
     */
    public PasswordPolicy(PasswordRules rules, PasswordBlocklist blocklist, int maxBytes) {
        this.rules = rules;
        this.blocklist = blocklist;
        this.maxBytes = maxBytes;
    }

    /**
     * All that is wrong about a password.
     *
     * @param field what the command calls it
     * @param email whose it is to be, or null where that is not known to be an address
     */
    public List<Fault> faults(String field, Password password, @Nullable EmailAddress email) {
        List<Fault.Code> codes = new ArrayList<>();
        if (!password.isWellFormed()) {
            codes.add(Fault.Code.PASSWORD_NOT_TEXT);
        }
        if (password.length() < rules.minLength()) {
            codes.add(Fault.Code.PASSWORD_TOO_SHORT);
        }
        if (password.byteLength() > maxBytes) {
            codes.add(Fault.Code.PASSWORD_TOO_LONG);
        }
        if (blocklist.contains(password)) {
            codes.add(Fault.Code.PASSWORD_COMMON);
        }
        if (isGuessable(password, email)) {
            codes.add(Fault.Code.PASSWORD_GUESSABLE);
        }
        return codes.stream().map(code -> new Fault(field, code)).toList();
    }

    private boolean isGuessable(Password password, @Nullable EmailAddress email) {
        String lowerCase = password.reveal().toLowerCase(Locale.ROOT);
        Stream<String> names = email == null
                ? Stream.empty()
                : Stream.of(email.localPart().toLowerCase(Locale.ROOT))
                        .filter(name -> name.codePointCount(0, name.length()) >= SHORTEST_TELLING_NAME);
        return Stream.concat(rules.forbiddenWords().stream(), names).anyMatch(lowerCase::contains);
    }
}
