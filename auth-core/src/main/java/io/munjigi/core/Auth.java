package io.munjigi.core;

import io.munjigi.core.guard.RevocationMirror;
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
import io.munjigi.core.usecase.session.ListSessions;
import io.munjigi.core.usecase.session.RevokeAllSessions;
import io.munjigi.core.usecase.session.RevokeSession;
import io.munjigi.core.usecase.transfer.ExportUsers;
import io.munjigi.core.usecase.transfer.ImportUsers;

/**
 * The front door: one accessor for each use case. Made by {@link #builder()}; safe for use by many threads. Closing it ends what goes on in
 * the background; the stores that it was given are closed by whoever gave them, after it.
 */
public final class Auth implements AutoCloseable {

    private final Accounts accounts;
    private final ComingIn comingIn;
    private final OwnSessions ownSessions;
    private final Administration administration;
    private final Auditing auditing;
    private final Keys keys;
    private final RevocationMirror revocations;
    private final Vitals vitals;
    private final Runnable closing;

    record Accounts(
            SignUp signUp,
            CurrentUser currentUser,
            ChangePassword changePassword,
            ExportAccount exportAccount,
            DeleteAccount deleteAccount) {}

    record ComingIn(
            Login login,
            AuthenticateToken authenticateToken,
            Authorize authorize,
            RefreshSession refreshSession,
            Logout logout,
            RevokeToken revokeToken,
            InspectToken inspectToken) {}

    record OwnSessions(ListSessions listSessions, RevokeSession revokeSession, RevokeAllSessions revokeAllSessions) {}

    record Administration(
            ListUsers listUsers,
            ReadUser readUser,
            CreateUser createUser,
            SetUserDisabled setUserDisabled,
            SetUserPassword setUserPassword,
            UnlockUser unlockUser,
            ChangeRoles changeRoles,
            RevokeUserSessions revokeUserSessions,
            DeleteUser deleteUser,
            EnsureAdministrator ensureAdministrator,
            ImportUsers importUsers,
            ExportUsers exportUsers) {}

    record Auditing(ReadAuditLog readAuditLog, VerifyAuditTrail verifyAuditTrail) {}

    record Keys(
            PublishedKeys publishedKeys,
            ListSigningKeys listSigningKeys,
            RotateSigningKeys rotateSigningKeys,
            RevokeSigningKey revokeSigningKey,
            ResealKeys resealKeys) {}

    Auth(
            Accounts accounts,
            ComingIn comingIn,
            OwnSessions ownSessions,
            Administration administration,
            Auditing auditing,
            Keys keys,
            RevocationMirror revocations,
            Vitals vitals,
            Runnable closing) {
        this.accounts = accounts;
        this.comingIn = comingIn;
        this.ownSessions = ownSessions;
        this.administration = administration;
        this.auditing = auditing;
        this.keys = keys;
        this.revocations = revocations;
        this.vitals = vitals;
        this.closing = closing;
    }

    /** Starts to put one together. */
    public static AuthBuilder builder() {
        return new AuthBuilder();
    }

    // Accounts

    /** Somebody makes an account. */
    public SignUp signUp() {
        return accounts.signUp();
    }

    /** Who am I. */
    public CurrentUser currentUser() {
        return accounts.currentUser();
    }

    /** Another password for one's own account. */
    public ChangePassword changePassword() {
        return accounts.changePassword();
    }

    /** All that is stored about the caller. */
    public ExportAccount exportAccount() {
        return accounts.exportAccount();
    }

    /** The end of one's own account. */
    public DeleteAccount deleteAccount() {
        return accounts.deleteAccount();
    }

    // Coming in, staying, and going

    /** A password becomes a session and its tokens. */
    public Login login() {
        return comingIn.login();
    }

    /** A token becomes the caller it proves. */
    public AuthenticateToken authenticateToken() {
        return comingIn.authenticateToken();
    }

    /** Whether a caller may do something. */
    public Authorize authorize() {
        return comingIn.authorize();
    }

    /** A refresh token becomes the next pair of tokens. */
    public RefreshSession refreshSession() {
        return comingIn.refreshSession();
    }

    /** A session ends by one of its tokens. */
    public Logout logout() {
        return comingIn.logout();
    }

    /** The same for whoever holds a token of either kind (RFC 7009). */
    public RevokeToken revokeToken() {
        return comingIn.revokeToken();
    }

    /** What is the matter with a token. */
    public InspectToken inspectToken() {
        return comingIn.inspectToken();
    }

    // One's own sessions

    /** Where am I signed in. */
    public ListSessions listSessions() {
        return ownSessions.listSessions();
    }

    /** One of one's own sessions ends. */
    public RevokeSession revokeSession() {
        return ownSessions.revokeSession();
    }

    /** Logout everywhere. */
    public RevokeAllSessions revokeAllSessions() {
        return ownSessions.revokeAllSessions();
    }

    // Administration

    /** Accounts, page by page. */
    public ListUsers listUsers() {
        return administration.listUsers();
    }

    /** One account. */
    public ReadUser readUser() {
        return administration.readUser();
    }

    /** An account for somebody. */
    public CreateUser createUser() {
        return administration.createUser();
    }

    /** Somebody is barred from coming in, or no longer. */
    public SetUserDisabled setUserDisabled() {
        return administration.setUserDisabled();
    }

    /** Another password for somebody. */
    public SetUserPassword setUserPassword() {
        return administration.setUserPassword();
    }

    /** Wrong passwords for somebody are forgotten. */
    public UnlockUser unlockUser() {
        return administration.unlockUser();
    }

    /** A role more, or less. */
    public ChangeRoles changeRoles() {
        return administration.changeRoles();
    }

    /** A forced logout. */
    public RevokeUserSessions revokeUserSessions() {
        return administration.revokeUserSessions();
    }

    /** The end of somebody's account. */
    public DeleteUser deleteUser() {
        return administration.deleteUser();
    }

    /** An administrator from the start on. */
    public EnsureAdministrator ensureAdministrator() {
        return administration.ensureAdministrator();
    }

    /** Accounts come from elsewhere. */
    public ImportUsers importUsers() {
        return administration.importUsers();
    }

    /** All accounts, to take them along. */
    public ExportUsers exportUsers() {
        return administration.exportUsers();
    }

    // The audit trail

    /** What was done, and by whom. */
    public ReadAuditLog readAuditLog() {
        return auditing.readAuditLog();
    }

    /** Whether the audit trail is as it was. */
    public VerifyAuditTrail verifyAuditTrail() {
        return auditing.verifyAuditTrail();
    }

    // Keys

    /** What others verify our tokens with. */
    public PublishedKeys publishedKeys() {
        return keys.publishedKeys();
    }

    /** Which signing keys there are. */
    public ListSigningKeys listSigningKeys() {
        return keys.listSigningKeys();
    }

    /** A new signing key. */
    public RotateSigningKeys rotateSigningKeys() {
        return keys.rotateSigningKeys();
    }

    /** A signing key goes, in an emergency. */
    public RevokeSigningKey revokeSigningKey() {
        return keys.revokeSigningKey();
    }

    /** All keys are sealed under the master secret as it is now. */
    public ResealKeys resealKeys() {
        return keys.resealKeys();
    }

    // Operation

    /** Whether this node knows of the revocations of others, up to a few seconds ago; if not, it lets nobody in by a token. */
    public boolean isInSync() {
        return revocations.isInSync();
    }

    /** How it does, for whoever watches it. */
    public Vitals vitals() {
        return vitals;
    }

    /** Ends what goes on in the background. Closing twice does nothing. */
    @Override
    public void close() {
        closing.run();
    }
}
