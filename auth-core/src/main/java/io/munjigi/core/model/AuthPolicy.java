package io.munjigi.core.model;

import io.munjigi.core.model.Limit.Rate;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the house holds its users and itself to. Immutable; {@link #strict()} is the default, and every {@code with} makes a changed copy.
 *
 * @param signUpOpen whether anybody may sign up
 * @param passwords what a new password must be
 * @param sessions how long sessions and their tokens last
 * @param keys how long signing keys serve
 * @param hashing how many hashes are computed and waited for at once
 * @param roles which roles there are, and what they allow
 * @param audit how long the audit trail is kept
 * @param throttling how often anybody may try
 */
public record AuthPolicy(
        boolean signUpOpen,
        PasswordRules passwords,
        SessionRules sessions,
        KeyRules keys,
        HashingBudget hashing,
        RoleRules roles,
        AuditRules audit,
        ThrottleRules throttling) {

    /**
     * The defaults: sign-up open, passwords of 8 characters, access for 15 minutes, sessions of 14 idle and 90 days at most, 30 seconds of
     * grace for a refresh whose answer was lost, new signing keys every 90 days, the roles {@code user} and {@code admin} alone, an audit
     * trail of 365 days, and the limits of {@link ThrottleRules#strict()}.
     */
    public static AuthPolicy strict() {
        return new AuthPolicy(
                true,
                new PasswordRules(8, Set.of("munjigi")),
                new SessionRules(
                        Duration.ofMinutes(15), Duration.ofDays(14), Duration.ofDays(90), Duration.ofSeconds(30)),
                new KeyRules(Duration.ofDays(90)),
                HashingBudget.forThisMachine(),
                new RoleRules(Map.of()),
                new AuditRules(Duration.ofDays(365)),
                ThrottleRules.strict());
    }

    /** The same, with sign-up open or closed. */
    public AuthPolicy withSignUpOpen(boolean open) {
        return new AuthPolicy(open, passwords, sessions, keys, hashing, roles, audit, throttling);
    }

    /** The same, with other password rules. */
    public AuthPolicy withPasswords(PasswordRules rules) {
        return new AuthPolicy(signUpOpen, rules, sessions, keys, hashing, roles, audit, throttling);
    }

    /** The same, with other session rules. */
    public AuthPolicy withSessions(SessionRules rules) {
        return new AuthPolicy(signUpOpen, passwords, rules, keys, hashing, roles, audit, throttling);
    }

    /** The same, with other key rules. */
    public AuthPolicy withKeys(KeyRules rules) {
        return new AuthPolicy(signUpOpen, passwords, sessions, rules, hashing, roles, audit, throttling);
    }

    /** The same, with another hashing budget. */
    public AuthPolicy withHashing(HashingBudget budget) {
        return new AuthPolicy(signUpOpen, passwords, sessions, keys, budget, roles, audit, throttling);
    }

    /** The same, with other roles. */
    public AuthPolicy withRoles(RoleRules rules) {
        return new AuthPolicy(signUpOpen, passwords, sessions, keys, hashing, rules, audit, throttling);
    }

    /** The same, with another rule for the audit trail. */
    public AuthPolicy withAudit(AuditRules rules) {
        return new AuthPolicy(signUpOpen, passwords, sessions, keys, hashing, roles, rules, throttling);
    }

    /** The same, with other limits. */
    public AuthPolicy withThrottling(ThrottleRules rules) {
        return new AuthPolicy(signUpOpen, passwords, sessions, keys, hashing, roles, audit, rules);
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
     * @param longestWait for how long, 100 milliseconds to 1 minute
     */
    public record HashingBudget(int threads, int queue, Duration longestWait) {

        /** How many may wait for each thread, where nothing else is said. */
        public static final int QUEUE_PER_THREAD = 16;

        private static final int MOST_THREADS = 256;
        private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

        /**
         * @throws IllegalArgumentException if a number is out of bounds
         */
        public HashingBudget {
            if (threads < 1 || threads > MOST_THREADS) {
                throw new IllegalArgumentException("hashing threads are 1 to " + MOST_THREADS);
            }
            if (queue < 0 || queue > 8_192) {
                throw new IllegalArgumentException("the hashing queue is 0 to 8192");
            }
            if (longestWait.compareTo(Duration.ofMillis(100)) < 0 || longestWait.compareTo(Duration.ofMinutes(1)) > 0) {
                throw new IllegalArgumentException("the longest wait for a hash is PT0.1S to PT1M");
            }
        }

        /** Every core but one, so that one is left for those who are signed in already. */
        public static HashingBudget forThisMachine() {
            return withThreads(Math.min(MOST_THREADS, Math.max(1, cores() - 1)));
        }

        /** Every core, for where the operating system lets hashing threads, which have the least priority, give way to all others. */
        public static HashingBudget ofEveryCore() {
            return withThreads(Math.min(MOST_THREADS, cores()));
        }

        private static int cores() {
            return Runtime.getRuntime().availableProcessors();
        }

        /** So many threads, with {@value #QUEUE_PER_THREAD} waiting for each, 5 seconds at most. */
        public static HashingBudget withThreads(int threads) {
            return new HashingBudget(threads, QUEUE_PER_THREAD * threads, LONGEST_WAIT);
        }

        /** The same, with so many waiting. */
        public HashingBudget withQueue(int most) {
            return new HashingBudget(threads, most, longestWait);
        }

        /** The same, with so much time to wait. */
        public HashingBudget withLongestWait(Duration wait) {
            return new HashingBudget(threads, queue, wait);
        }
    }

    /**
     * Which roles there are beside {@code user} and {@code admin}, and what they allow. An administrator may do everything, whatever is said
     * here; {@code user} allows nothing unless it is named.
     *
     * @param permissions what each role allows; at most {@value #MOST_ROLES} roles, since a user's stand in each of their tokens
     */
    public record RoleRules(Map<Role, Set<Permission>> permissions) {

        private static final int MOST_ROLES = 32;

        /**
         * @throws IllegalArgumentException if something is said of what an administrator may do, or there are too many
         */
        public RoleRules {
            if (permissions.size() > MOST_ROLES) {
                throw new IllegalArgumentException("there are at most " + MOST_ROLES + " roles");
            }
            if (permissions.containsKey(Role.ADMIN)) {
                throw new IllegalArgumentException("the role admin allows everything, and that cannot be changed");
            }
            permissions = permissions.entrySet().stream()
                    .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, rule -> Set.copyOf(rule.getValue())));
        }

        /** Whether there is such a role. */
        public boolean know(Role role) {
            return role.equals(Role.ADMIN) || role.equals(Role.USER) || permissions.containsKey(role);
        }

        /** Whether one of these roles allows it. A role that is not known allows nothing. */
        public boolean allow(Collection<Role> roles, Permission permission) {
            return roles.stream().anyMatch(role -> role.equals(Role.ADMIN) || of(role).contains(permission));
        }

        /** Whether the first roles allow all that the second do: who has them may act on who has those. */
        public boolean cover(Collection<Role> roles, Collection<Role> others) {
            if (roles.contains(Role.ADMIN) || others.contains(Role.ADMIN)) {
                return roles.contains(Role.ADMIN);
            }
            return others.stream()
                    .flatMap(other -> of(other).stream())
                    .allMatch(permission -> allow(roles, permission));
        }

        private Set<Permission> of(Role role) {
            return permissions.getOrDefault(role, Set.of());
        }
    }

    /**
     * How long the audit trail is kept.
     *
     * @param retention how old an event becomes at least before it is removed, 1 day to 100 years
     */
    public record AuditRules(Duration retention) {

        private static final Duration SHORTEST = Duration.ofDays(1);
        private static final Duration LONGEST = Duration.ofDays(36_500);

        /**
         * @throws IllegalArgumentException if the duration is out of bounds
         */
        public AuditRules {
            if (retention.compareTo(SHORTEST) < 0 || retention.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("the audit trail is kept for P1D to P36500D");
            }
        }
    }

    /**
     * How often anybody may try.
     *
     * @param isOn whether anything is limited at all
     * @param account how wrong passwords for one address follow one another, from all devices that it does not know
     * @param device the same for each device that has signed in before, and each session
     * @param signUp sign-ups
     * @param login logins, right ones too
     * @param refresh refreshes; here a session stands for its account
     * @param passwordChange all for which a signed-in user gives the password again
     */
    public record ThrottleRules(
            boolean isOn,
            AttemptRule account,
            AttemptRule device,
            Rates signUp,
            Rates login,
            Rates refresh,
            Rates passwordChange) {

        /** As many as one hashing thread and its queue: who logs in many times at once, rightly, is not taken for a guesser. */
        private static final int FREE_OF_ACCOUNT = 15;

        private static final int FREE_OF_DEVICE = 9;
        private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
        private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
        private static final Duration MEMORY = Duration.ofDays(1);
        private static final int MOST_OF_ACCOUNT = 100;
        private static final int MOST_OF_DEVICE = 10;

        /**
         * The defaults. From the 16th wrong password on each costs a wait of a second, doubled by each that follows up to 15 minutes; at the
         * 100th the account takes passwords from known devices only for a day, and from a known device, at its 10th, no more than from any
         * other. A network logs in or changes passwords once a second after a burst of 100, signs up every 10 seconds after a burst of 100,
         * and refreshes 100 times a second after a burst of 1,000.
         */
        public static ThrottleRules strict() {
            Rate perSecond = new Rate(100, Duration.ofSeconds(1));
            Rate perTenSeconds = new Rate(100, Duration.ofSeconds(10));
            return new ThrottleRules(
                    true,
                    new AttemptRule(FREE_OF_ACCOUNT, FIRST_WAIT, LONGEST_WAIT, MOST_OF_ACCOUNT, MEMORY),
                    new AttemptRule(FREE_OF_DEVICE, FIRST_WAIT, LONGEST_WAIT, MOST_OF_DEVICE, MEMORY),
                    new Rates(perTenSeconds, perTenSeconds, new Rate(1_000, Duration.ofMillis(50))),
                    new Rates(perSecond, perSecond, new Rate(2_000, Duration.ofMillis(10))),
                    new Rates(
                            perSecond,
                            new Rate(1_000, Duration.ofMillis(10)),
                            new Rate(20_000, Duration.ofNanos(200_000))),
                    new Rates(perTenSeconds, perSecond, new Rate(2_000, Duration.ofMillis(10))));
        }

        /** Nothing is limited, for where something in front limits already: not even wrong passwords in a row. */
        public static ThrottleRules off() {
            ThrottleRules strict = strict();
            return new ThrottleRules(
                    false,
                    strict.account(),
                    strict.device(),
                    strict.signUp(),
                    strict.login(),
                    strict.refresh(),
                    strict.passwordChange());
        }
    }

    /**
     * How often something may happen.
     *
     * @param account for one account
     * @param network from one client network
     * @param service in the whole service
     */
    public record Rates(Rate account, Rate network, Rate service) {}
}
