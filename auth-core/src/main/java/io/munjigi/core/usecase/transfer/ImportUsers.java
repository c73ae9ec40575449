package io.munjigi.core.usecase.transfer;

import io.munjigi.core.guard.AuditTrail;
import io.munjigi.core.guard.Identifiers;
import io.munjigi.core.model.AccountToImport;
import io.munjigi.core.model.AuditEntry;
import io.munjigi.core.model.AuditEvent.Kind;
import io.munjigi.core.model.AuthPolicy.RoleRules;
import io.munjigi.core.model.EmailAddress;
import io.munjigi.core.model.EmailKey;
import io.munjigi.core.model.Insider;
import io.munjigi.core.model.NewAccount;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.PasswordHash;
import io.munjigi.core.model.Role;
import io.munjigi.core.model.User;
import io.munjigi.core.model.UserId;
import io.munjigi.core.port.PasswordHasher;
import io.munjigi.core.port.UserDirectory;
import io.munjigi.core.port.UserDirectory.Addition;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Accounts come from elsewhere, their password hashes as they are: nobody has to set a new password, and each hash is replaced by one of ours
 * when its owner logs in. Some hundred at a time; what was taken once is passed over when it comes again, so an import that was interrupted
 * is begun anew.
 *
 * <p>Safe for use by many threads.
 */
public final class ImportUsers {

    /** Of UUIDs (RFC 9562): version 7. */
    private static final int TIME_ORDERED = 7;

    private static final int RFC_VARIANT = 2;

    private final UserDirectory directory;
    private final PasswordHasher hasher;
    private final RoleRules roles;
    private final AuditTrail audit;
    private final Identifiers identifiers;
    private final InstantSource clock;

    /** Wired by {@code AuthBuilder}. */
    public ImportUsers(
            UserDirectory directory,
            PasswordHasher hasher,
            RoleRules roles,
            AuditTrail audit,
            Identifiers identifiers,
            InstantSource clock) {
        this.directory = directory;
        this.hasher = hasher;
        this.roles = roles;
        this.audit = audit;
        this.identifiers = identifiers;
        this.clock = clock;
    }

    /**
     * Some accounts.
     *
     * @param insider who brings them
     * @param accounts which; unmodifiable
     */
    public record Command(Insider insider, List<AccountToImport> accounts) {

        public Command {
            accounts = List.copyOf(accounts);
        }
    }

    /** Why an account is not taken. */
    public enum Reason {
        /** It has no address. */
        EMAIL_MISSING,
        /** What stands there is no address. */
        EMAIL_INVALID,
        /** There is no such role. */
        ROLE_UNKNOWN,
        /** The hash is malformed, or of a kind that nobody here knows. */
        HASH_UNKNOWN,
        /** The hash asks for more time or memory than any honest one. */
        HASH_TOO_COSTLY,
        /** Another account has its id. */
        ID_TAKEN
    }

    /**
     * An account that was not taken.
     *
     * @param position where it stands
     * @param reason why
     */
    public record Refusal(long position, Reason reason) {}

    /**
     * What came of it.
     *
     * @param added how many were added
     * @param present how many had an address that an account has already: nothing was changed about it
     * @param refusals the others, in order; unmodifiable
     */
    public record Result(int added, int present, List<Refusal> refusals) {

        public Result {
            refusals = List.copyOf(refusals);
        }
    }

    /**
     * Adds those that can be added, as one step.
     *
     * @throws io.munjigi.core.model.AuthException with {@code UNAVAILABLE}: none was added
     */
    public Result handle(Command command) {
        Map<EmailKey, Candidate> candidates = new LinkedHashMap<>();
        Set<UserId> ids = new HashSet<>();
        List<Refusal> refusals = new ArrayList<>();
        int twice = 0;
        for (AccountToImport account : command.accounts()) {
            Reason fault = fault(account);
            if (fault != null) {
                refusals.add(new Refusal(account.position(), fault));
                continue;
            }
            Candidate candidate = candidate(command.insider(), account);
            if (candidates.containsKey(candidate.key())) {
                twice++;
            } else if (ids.add(candidate.id())) {
                candidates.put(candidate.key(), candidate);
            } else {
                refusals.add(new Refusal(account.position(), Reason.ID_TAKEN));
            }
        }
        return add(command.insider(), List.copyOf(candidates.values()), twice, refusals);
    }

    private record Candidate(long position, NewAccount account) {

        UserId id() {
            return account.user().id();
        }

        EmailKey key() {
            return account.user().email().key();
        }
    }

    private Result add(Insider insider, List<Candidate> candidates, int twice, List<Refusal> refusals) {
        if (candidates.isEmpty()) {
            return new Result(0, twice, refusals);
        }
        AuditEntry entry = audit.of(Kind.ACCOUNT_IMPORT, Origin.UNKNOWN)
                .by(insider)
                .saying("up to " + candidates.size() + " accounts, from position "
                        + candidates.get(0).position())
                .done();
        Map<UserId, Addition> additions =
                directory.addAll(candidates.stream().map(Candidate::account).toList(), entry);
        int added = 0;
        int present = twice;
        for (Candidate candidate : candidates) {
            switch (additions.getOrDefault(candidate.id(), Addition.ID_TAKEN)) {
                case ADDED -> {
                    added++;
                    candidate.account().entries().forEach(audit::tell);
                }
                case ADDRESS_TAKEN -> present++;
                case ID_TAKEN -> refusals.add(new Refusal(candidate.position(), Reason.ID_TAKEN));
            }
        }
        if (added > 0) {
            audit.tell(entry);
        }
        refusals.sort(Comparator.comparing(Refusal::position));
        return new Result(added, present, refusals);
    }

    private @Nullable Reason fault(AccountToImport account) {
        String email = account.email();
        if (email == null || email.isEmpty()) {
            return Reason.EMAIL_MISSING;
        }
        if (EmailAddress.parse(email).isEmpty()) {
            return Reason.EMAIL_INVALID;
        }
        if (!account.roles().stream().allMatch(this::isRole)) {
            return Reason.ROLE_UNKNOWN;
        }
        PasswordHash hash = account.passwordHash();
        return hash == null
                ? null
                : switch (hasher.examine(hash)) {
                    case READABLE -> null;
                    case UNKNOWN -> Reason.HASH_UNKNOWN;
                    case TOO_COSTLY -> Reason.HASH_TOO_COSTLY;
                };
    }

    private boolean isRole(String name) {
        return Role.parse(name).filter(roles::know).isPresent();
    }

    /** With an event for each role that is more than every account has. */
    private Candidate candidate(Insider insider, AccountToImport account) {
        Instant now = clock.instant();
        Instant createdAt = account.createdAt() == null || account.createdAt().isAfter(now) ? now : account.createdAt();
        User user = new User(
                id(account.id(), createdAt, now),
                new EmailAddress(String.valueOf(account.email())),
                account.emailVerified(),
                account.roles().stream().map(Role::new).collect(Collectors.toCollection(TreeSet::new)),
                account.disabled(),
                createdAt.truncatedTo(ChronoUnit.MILLIS));
        List<AuditEntry> grants = user.roles().stream()
                .filter(role -> !role.equals(Role.USER))
                .map(role -> audit.of(Kind.ROLE_GRANT, Origin.UNKNOWN)
                        .by(insider)
                        .on(user.id())
                        .saying("role " + role.name() + ", by import")
                        .done())
                .toList();
        return new Candidate(account.position(), new NewAccount(user, account.passwordHash(), grants));
    }

    /**
     * Accounts are listed in the order of their ids: so one that is not in the order of time is not kept, and a new one is made as of when the
     * account was made elsewhere.
     */
    private UserId id(@Nullable UserId theirs, Instant createdAt, Instant now) {
        boolean isInOrder = theirs != null
                && theirs.value().version() == TIME_ORDERED
                && theirs.value().variant() == RFC_VARIANT
                && theirs.value().getMostSignificantBits() >>> 16 <= now.toEpochMilli();
        return theirs != null && isInOrder ? theirs : new UserId(identifiers.at(createdAt));
    }
}
