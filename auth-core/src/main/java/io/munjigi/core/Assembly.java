package io.munjigi.core;

import io.munjigi.core.guard.AccessControl;
import io.munjigi.core.guard.AccountChanger;
import io.munjigi.core.guard.AttemptKeys;
import io.munjigi.core.guard.AuditSeals;
import io.munjigi.core.guard.AuditTrail;
import io.munjigi.core.guard.DeviceTokens;
import io.munjigi.core.guard.Enrolment;
import io.munjigi.core.guard.FallbackThrottle;
import io.munjigi.core.guard.HashingThreads;
import io.munjigi.core.guard.Identifiers;
import io.munjigi.core.guard.InMemoryThrottle;
import io.munjigi.core.guard.KeyChangeNews;
import io.munjigi.core.guard.LoginGuard;
import io.munjigi.core.guard.PasswordCheck;
import io.munjigi.core.guard.PasswordPolicy;
import io.munjigi.core.guard.PurposeKeys;
import io.munjigi.core.guard.RateLimits;
import io.munjigi.core.guard.RevocationMirror;
import io.munjigi.core.guard.SessionEnder;
import io.munjigi.core.guard.Tally;
import io.munjigi.core.model.AuthPolicy;
import io.munjigi.core.model.Insider;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.RefreshOutcome;
import io.munjigi.core.model.Revocation;
import io.munjigi.core.port.AccessTokens;
import io.munjigi.core.port.AuditChain;
import io.munjigi.core.port.AuditLog;
import io.munjigi.core.port.PasswordAttempts;
import io.munjigi.core.port.PasswordHasher;
import io.munjigi.core.port.Revocations;
import io.munjigi.core.port.Sessions;
import io.munjigi.core.port.SigningKeyMaker;
import io.munjigi.core.port.SigningKeys;
import io.munjigi.core.port.Throttle;
import io.munjigi.core.port.UserDirectory;
import io.munjigi.core.port.Users;
import io.munjigi.core.usecase.access.Authorize;
import io.munjigi.core.usecase.account.ChangePassword;
import io.munjigi.core.usecase.account.CurrentUser;
import io.munjigi.core.usecase.account.DeleteAccount;
import io.munjigi.core.usecase.account.ExportAccount;
import io.munjigi.core.usecase.account.SignUp;
import io.munjigi.core.usecase.admin.ChangeRoles;
import io.munjigi.core.usecase.admin.CreateUser;
import io.munjigi.core.usecase.admin.DeleteUser;
import io.munjigi.core.usecase.admin.EnsureAdministrator;
import io.munjigi.core.usecase.admin.ListUsers;
import io.munjigi.core.usecase.admin.ReadUser;
import io.munjigi.core.usecase.admin.RevokeUserSessions;
import io.munjigi.core.usecase.admin.SetUserDisabled;
import io.munjigi.core.usecase.admin.SetUserPassword;
import io.munjigi.core.usecase.admin.UnlockUser;
import io.munjigi.core.usecase.audit.ReadAuditLog;
import io.munjigi.core.usecase.audit.VerifyAuditTrail;
import io.munjigi.core.usecase.keys.ListSigningKeys;
import io.munjigi.core.usecase.keys.PublishedKeys;
import io.munjigi.core.usecase.keys.ResealKeys;
import io.munjigi.core.usecase.keys.RevokeSigningKey;
import io.munjigi.core.usecase.keys.RotateSigningKeys;
import io.munjigi.core.usecase.login.AuthenticateToken;
import io.munjigi.core.usecase.login.InspectToken;
import io.munjigi.core.usecase.login.Login;
import io.munjigi.core.usecase.login.Logout;
import io.munjigi.core.usecase.login.RefreshSession;
import io.munjigi.core.usecase.login.RevokeToken;
import io.munjigi.core.usecase.login.SessionIssuer;
import io.munjigi.core.usecase.session.ListSessions;
import io.munjigi.core.usecase.session.RevokeAllSessions;
import io.munjigi.core.usecase.session.RevokeSession;
import io.munjigi.core.usecase.transfer.ExportUsers;
import io.munjigi.core.usecase.transfer.ImportUsers;
import io.munjigi.core.usecase.upkeep.PurgeExpired;
import io.munjigi.core.usecase.upkeep.SealAuditTrail;
import io.munjigi.core.usecase.upkeep.TrimAuditTrail;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Puts a house together from a builder's parts: guards first, then the use cases that share them. For use by one thread, once. */
final class Assembly {

    /** A login or a refresh that is under way signs its token and stores it within this. */
    private static final Duration LONGEST_ISSUE = Duration.ofMinutes(1);

    private final AuthBuilder parts;
    private final AuthPolicy policy;
    private final InstantSource clock;
    private final Users users;
    private final UserDirectory directory;
    private final Sessions sessions;
    private final AccessTokens tokens;
    private final SigningKeys signingKeys;
    private final PasswordHasher hasher;
    private final AuditLog auditLog;
    private final AuditChain auditChain;
    private final PurposeKeys purposeKeys;
    private final Identifiers identifiers;
    private final QueuedAuditListener listener;
    private final AuditTrail audit;
    private final AuditSeals seals;
    private final AccessControl accessControl;
    private final HashingThreads hashingThreads;
    private final RateLimits limits;
    private final LoginGuard loginGuard;
    private final PasswordPolicy passwordPolicy;
    private final RevocationMirror mirror;
    private final AccountChanger changer;
    private final SessionEnder sessionEnder;
    private final Tally<RefreshOutcome> refreshes = new Tally<>(RefreshOutcome.class);

    Assembly(AuthBuilder parts) {
        this.parts = parts;
        this.policy = parts.policy;
        this.clock = parts.clock;
        this.users = required(parts.users, "users");
        this.directory = required(parts.userDirectory, "userDirectory");
        this.sessions = required(parts.sessions, "sessions");
        this.tokens = required(parts.accessTokens, "accessTokens");
        this.signingKeys = required(parts.signingKeys, "signingKeys");
        this.hasher = required(parts.passwordHasher, "passwordHasher");
        this.auditLog = required(parts.auditLog, "auditLog");
        this.auditChain = required(parts.auditChain, "auditChain");
        this.purposeKeys = new PurposeKeys(
                required(parts.sealedSecrets, "sealedSecrets"),
                required(parts.secretSealer, "secretSealer"),
                parts.randomness);
        this.identifiers = new Identifiers(clock, parts.randomness);
        this.listener = new QueuedAuditListener(parts.auditListener, parts.backgroundWork);
        this.audit = new AuditTrail(
                auditLog,
                listener,
                purposeKeys.key(PurposeKeys.AUDIT_LOGIN_NAMES),
                identifiers,
                parts.randomness,
                clock);
        this.seals = new AuditSeals(purposeKeys.key(PurposeKeys.AUDIT_CHAIN));
        this.accessControl = new AccessControl(policy.roles(), audit);
        this.hashingThreads = new HashingThreads(policy.hashing(), parts.stopwatch);
        Throttle throttle = throttle();
        this.limits = new RateLimits(policy.throttling(), throttle);
        this.loginGuard = loginGuard(throttle);
        this.passwordPolicy = new PasswordPolicy(
                policy.passwords(),
                required(parts.passwordBlocklist, "passwordBlocklist"),
                parts.breachedPasswords,
                hasher.maxPasswordBytes());
        Revocations record = required(parts.revocations, "revocations");
        this.mirror = new RevocationMirror(
                record,
                parts.broadcast,
                tokens,
                clock,
                parts.stopwatch,
                policy.sessions().accessTtl());
        this.changer = new AccountChanger(users, mirror, audit);
        this.sessionEnder = new SessionEnder(sessions, record, mirror, audit);
    }

    private Throttle throttle() {
        if (!policy.throttling().isOn()) {
            return Throttle.UNLIMITED;
        }
        Throttle own = new InMemoryThrottle(parts.stopwatch);
        return parts.sharedThrottle == null ? own : new FallbackThrottle(parts.sharedThrottle, own);
    }

    private LoginGuard loginGuard(Throttle throttle) {
        PasswordAttempts attempts = required(parts.passwordAttempts, "passwordAttempts");
        return new LoginGuard(
                policy.throttling(),
                users,
                new PasswordCheck(hasher, hashingThreads),
                policy.throttling().isOn() ? attempts : PasswordAttempts.UNCOUNTED,
                throttle,
                new AttemptKeys(purposeKeys.key(PurposeKeys.PASSWORD_ATTEMPTS)),
                new DeviceTokens(purposeKeys.key(PurposeKeys.DEVICE_TOKENS), parts.randomness, clock),
                limits,
                audit);
    }

    Auth auth() {
        Enrolment enrolment = new Enrolment(passwordPolicy, hashingThreads, hasher, users, audit, identifiers, clock);
        Auth.Keys keys = keys();
        BackgroundWork work = background(keys.rotateSigningKeys());
        mirror.poll();
        start(work);
        return new Auth(
                accounts(enrolment),
                comingIn(),
                new Auth.OwnSessions(
                        new ListSessions(sessions),
                        new RevokeSession(sessionEnder, audit),
                        new RevokeAllSessions(sessionEnder, audit)),
                administration(enrolment),
                new Auth.Auditing(
                        new ReadAuditLog(auditLog, accessControl),
                        new VerifyAuditTrail(auditChain, auditLog, seals, accessControl)),
                keys,
                mirror,
                new Vitals(hashingThreads, limits, refreshes, audit, mirror),
                () -> {
                    listener.close();
                    work.close();
                });
    }

    private Auth.Accounts accounts(Enrolment enrolment) {
        return new Auth.Accounts(
                new SignUp(policy.signUpOpen(), limits, loginGuard, enrolment, audit),
                new CurrentUser(users),
                new ChangePassword(users, passwordPolicy, loginGuard, changer, audit),
                new ExportAccount(users, sessions, auditLog, audit),
                new DeleteAccount(users, loginGuard, changer, audit));
    }

    private Auth.ComingIn comingIn() {
        SessionIssuer issuer = new SessionIssuer(
                sessions,
                tokens,
                purposeKeys.key(PurposeKeys.REFRESH_TOKENS),
                policy.sessions(),
                identifiers,
                parts.randomness,
                clock);
        AuthenticateToken authenticateToken = new AuthenticateToken(tokens, mirror, users);
        return new Auth.ComingIn(
                new Login(users, loginGuard, issuer, audit),
                authenticateToken,
                new Authorize(accessControl),
                new RefreshSession(
                        issuer,
                        limits,
                        sessionEnder,
                        audit,
                        refreshes,
                        policy.sessions().refreshGrace()),
                new Logout(authenticateToken, issuer, sessionEnder, audit),
                new RevokeToken(tokens, issuer, sessionEnder, audit),
                new InspectToken(tokens, sessions, issuer));
    }

    private Auth.Administration administration(Enrolment enrolment) {
        CreateUser createUser = new CreateUser(enrolment, accessControl, audit);
        return new Auth.Administration(
                new ListUsers(directory, accessControl),
                new ReadUser(users, accessControl),
                createUser,
                new SetUserDisabled(users, changer, accessControl, audit),
                new SetUserPassword(users, passwordPolicy, hashingThreads, hasher, changer, loginGuard, audit),
                new UnlockUser(users, loginGuard, accessControl, audit),
                new ChangeRoles(users, changer, accessControl, audit, newsOfRoles()),
                new RevokeUserSessions(users, sessionEnder, accessControl, audit),
                new DeleteUser(users, changer, accessControl, audit),
                new EnsureAdministrator(directory, users, createUser),
                new ImportUsers(directory, hasher, policy.roles(), audit, identifiers, clock),
                new ExportUsers(directory, audit));
    }

    /** A token that says what was before can be issued for a moment still, for a replay too, by another node's clock. */
    private Duration newsOfRoles() {
        return policy.sessions().accessTtl().plus(LONGEST_ISSUE).plus(Revocation.TOLERANCE);
    }

    private Auth.Keys keys() {
        SigningKeyMaker maker = parts.signingKeyMaker;
        KeyChangeNews news = new KeyChangeNews(tokens, parts.broadcast, audit);
        return new Auth.Keys(
                new PublishedKeys(tokens),
                new ListSigningKeys(signingKeys, accessControl, clock),
                new RotateSigningKeys(signingKeys, maker, news, accessControl, audit, clock),
                new RevokeSigningKey(signingKeys, maker, news, accessControl, audit, clock),
                new ResealKeys(
                        required(parts.sealedSecrets, "sealedSecrets"),
                        signingKeys,
                        required(parts.secretSealer, "secretSealer"),
                        audit));
    }

    private BackgroundWork background(RotateSigningKeys rotate) {
        boolean rotates = parts.signingKeyMaker != null;
        RotateSigningKeys.Command ifDue =
                new RotateSigningKeys.Command(Insider.SYSTEM, policy.keys().rotation(), Origin.UNKNOWN);
        PurgeExpired purge = new PurgeExpired(required(parts.sweeping, "sweeping"), signingKeys, clock);
        TrimAuditTrail trim = new TrimAuditTrail(auditChain, seals, audit, policy.audit(), clock);
        SealAuditTrail seal = new SealAuditTrail(auditChain, seals, clock);
        return new BackgroundWork(parts.pace, mirror::poll, seal::handle, purge::handle, trim::handle, () -> {
            if (rotates) {
                rotate.handle(ifDue);
            }
        });
    }

    private void start(BackgroundWork work) {
        if (parts.backgroundWork) {
            parts.broadcast.listen(work::pollSoon);
            work.start();
        }
    }

    private static <T> T required(@Nullable T part, String name) {
        if (part == null) {
            throw new IllegalStateException("AuthBuilder needs " + name);
        }
        return part;
    }
}
