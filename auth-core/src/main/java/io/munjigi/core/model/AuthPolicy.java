package io.munjigi.core.model;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/**
 * What the house holds its users and itself to. Immutable; {@link #strict()} is the default, and every {@code with} makes a changed copy.
 *
 * @param signUpOpen whether anybody may sign up
 * @param passwords what a new password must be
 * @param sessions how long sessions and their tokens last
 * @param keys how long signing keys serve
 * @param hashing how many hashes are computed and waited for at once
 */
public record AuthPolicy(
        boolean signUpOpen, PasswordRules passwords, SessionRules sessions, KeyRules keys, HashingBudget hashing) {

    /**
     * The defaults: sign-up open, passwords of 8 characters, access for 15 minutes, sessions of 14 idle and 90 days at most, 30 seconds of
     * grace for a refresh whose answer was lost, new signing keys every 90 days.
     */
    public static AuthPolicy strict() {
        return new AuthPolicy(
                true,
                new PasswordRules(8, Set.of("munjigi")),
                new SessionRules(
                        Duration.ofMinutes(15), Duration.ofDays(14), Duration.ofDays(90), Duration.ofSeconds(30)),
                new KeyRules(Duration.ofDays(90)),
                HashingBudget.forThisMachine());
    }

    /** The same, with sign-up open or closed. */
    public AuthPolicy withSignUpOpen(boolean open) {
        return new AuthPolicy(open, passwords, sessions, keys, hashing);
    }

    /** The same, with other password rules. */
    public AuthPolicy withPasswords(PasswordRules rules) {
        return new AuthPolicy(signUpOpen, rules, sessions, keys, hashing);
    }

    /** The same, with other session rules. */
    public AuthPolicy withSessions(SessionRules rules) {
        return new AuthPolicy(signUpOpen, passwords, rules, keys, hashing);
    }

    /** The same, with other key rules. */
    public AuthPolicy withKeys(KeyRules rules) {
        return new AuthPolicy(signUpOpen, passwords, sessions, rules, hashing);
    }

    /** The same, with another hashing budget. */
    public AuthPolicy withHashing(HashingBudget budget) {
        return new AuthPolicy(signUpOpen, passwords, sessions, keys, budget);
    }

    /**
     * What a new password must be, beside not being a common one (OWASP ASVS 5.0, V6.2; NIST SP 800-63B).
     *
     * @param minLength the fewest code points, 8 to 64
     * @param forbiddenWords lower-case words that no password may contain: the service's own names
     */
    public record PasswordRules(int minLength, Set<String> forbiddenWords) {

        /**
         * @throws IllegalArgumentException if the length is out of bounds
         */
        public PasswordRules {
            if (minLength < 8 || minLength > 64) {
                throw new IllegalArgumentException("the least password length is 8 to 64");
            }
            forbiddenWords = Set.copyOf(forbiddenWords);
        }
    }

    /**
     * How long things last, each in whole seconds.
     *
     * @param accessTtl an access token, 1 second to 1 day
     * @param idleTtl a session that is not refreshed
     * @param maxTtl any session, at most 10 years
     * @param refreshGrace how long after a refresh the token that it took is answered again with the same successor, as long as that was
     *     not used: for answers that were lost, and refreshes at the same time; zero, where every second use counts as theft, to 5 minutes
     */
    public record SessionRules(Duration accessTtl, Duration idleTtl, Duration maxTtl, Duration refreshGrace) {

        /** What an access token lasts at most, whatever is set. */
        public static final Duration LONGEST_ACCESS = Duration.ofDays(1);

        private static final Duration LONGEST_GRACE = Duration.ofMinutes(5);
        private static final Duration LONGEST_SESSION = Duration.ofDays(3650);

        /**
         * @throws IllegalArgumentException if a duration is out of bounds or has fractions of a second
         */
        public SessionRules {
            check("access token's", accessTtl, LONGEST_ACCESS);
            check("session's idle", idleTtl, LONGEST_SESSION);
            check("session's longest", maxTtl, LONGEST_SESSION);
            if (!refreshGrace.equals(refreshGrace.truncatedTo(ChronoUnit.SECONDS))
                    || refreshGrace.isNegative()
                    || refreshGrace.compareTo(LONGEST_GRACE) > 0) {
                throw new IllegalArgumentException("the refresh grace is whole seconds from PT0S to PT5M");
            }
        }

        private static void check(String whose, Duration ttl, Duration longest) {
            if (ttl.getNano() != 0 || ttl.getSeconds() < 1 || ttl.compareTo(longest) > 0) {
                throw new IllegalArgumentException(
                        "the " + whose + " lifetime is whole seconds from PT1S to PT" + longest.toHours() + "H");
            }
        }
    }

    /**
     * How long signing keys serve.
     *
     * @param rotation after how long a key is followed by the next, 1 hour to 10 years
     */
    public record KeyRules(Duration rotation) {

        private static final Duration SHORTEST = Duration.ofHours(1);
        private static final Duration LONGEST = Duration.ofDays(3650);

        /**
         * @throws IllegalArgumentException if the duration is out of bounds
         */
        public KeyRules {
            if (rotation.compareTo(SHORTEST) < 0 || rotation.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException(
                        "keys are rotated every " + SHORTEST + " to PT" + LONGEST.toHours() + "H");
            }
        }
    }

    /**
     * How much hashing goes on at once. Argon2id at the default parameters holds 19 MiB for each thread.
     *
     * @param threads how many hashes are computed at once, 1 to 256
     * @param queue how many more may wait, 0 to 8,192, each a thread that waits; whoever comes beyond is refused at once
     */
    public record HashingBudget(int threads, int queue) {

        /** How many may wait for each thread, where nothing else is said. */
        public static final int QUEUE_PER_THREAD = 16;

        /**
         * @throws IllegalArgumentException if a number is out of bounds
         */
        public HashingBudget {
            if (threads < 1 || threads > 256) {
                throw new IllegalArgumentException("hashing threads are 1 to 256");
            }
            if (queue < 0 || queue > 8_192) {
                throw new IllegalArgumentException("the hashing queue is 0 to 8192");
            }
        }

        /** Every core but one, so that one is left for those who are signed in already. */
        public static HashingBudget forThisMachine() {
            return withThreads(Math.min(256, Math.max(1, Runtime.getRuntime().availableProcessors() - 1)));
        }

        /** So many threads, with {@value #QUEUE_PER_THREAD} waiting for each. */
        public static HashingBudget withThreads(int threads) {
            return new HashingBudget(threads, QUEUE_PER_THREAD * threads);
        }
    }
}
