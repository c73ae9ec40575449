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
 * Whether a password may become an account's: long enough, not too long, not one that everybody tries, not one that is known from a
 * breach, not one that can be guessed from the address. No composition rules, no strength score (NIST SP 800-63B, 3.1.1.2).
 *
 * <p>Safe for use by many threads.
 */
public final class PasswordPolicy {

    /** A shorter local part would forbid too many good passwords. */
    private static final int SHORTEST_TELLING_NAME = 4;

    private final PasswordRules rules;
    private final PasswordBlocklist common;
    private final PasswordBlocklist breached;
    private final int maxBytes;

    /**
     * @param common those that everybody tries first
     * @param breached those that are known from a breach
     * @param maxBytes the longest password that the hasher takes whole, in bytes of UTF-8
     */
    public PasswordPolicy(PasswordRules rules, PasswordBlocklist common, PasswordBlocklist breached, int maxBytes) {
        this.rules = rules;
        this.common = common;
        this.breached = breached;
        this.maxBytes = maxBytes;
    }

    /**
     * All that is wrong about a password.
     *
     * @param field what the command calls it
     * @param email whose it is to be, or null where that is not known to be an address
     * @throws io.munjigi.core.model.AuthException with {@code UNAVAILABLE} if a list cannot be read
     */
    public List<Fault> faults(String field, Password password, @Nullable EmailAddress email) {
        List<Fault> faults = new ArrayList<>();
        if (!password.isWellFormed()) {
            faults.add(new Fault(field, Fault.Code.PASSWORD_NOT_TEXT));
        }
        if (password.length() < rules.minLength()) {
            faults.add(new Fault(field, Fault.Code.PASSWORD_TOO_SHORT, rules.minLength()));
        }
        if (password.byteLength() > maxBytes) {
            faults.add(new Fault(field, Fault.Code.PASSWORD_TOO_LONG, maxBytes));
        }
        if (common.contains(password)) {
            faults.add(new Fault(field, Fault.Code.PASSWORD_COMMON));
        } else if (breached.contains(password)) {
            // What is common is known from a breach too: to say both would say nothing more.
            faults.add(new Fault(field, Fault.Code.PASSWORD_BREACHED));
        }
        if (isGuessable(password, email)) {
            faults.add(new Fault(field, Fault.Code.PASSWORD_GUESSABLE));
        }
        return List.copyOf(faults);
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
