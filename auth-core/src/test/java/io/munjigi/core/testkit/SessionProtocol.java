package io.munjigi.core.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.Auth;
import io.munjigi.core.model.AccountChange;
import io.munjigi.core.model.AccountChange.Status;
import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.AuthPolicy;
import io.munjigi.core.model.Credentials;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Password;
import io.munjigi.core.model.Principal;
import io.munjigi.core.model.Role;
import io.munjigi.core.model.Session;
import io.munjigi.core.model.SessionId;
import io.munjigi.core.model.SessionTokens;
import io.munjigi.core.model.User;
import io.munjigi.core.model.UserId;
import io.munjigi.core.port.Sessions;
import io.munjigi.core.port.Stores;
import io.munjigi.core.port.Users;
import io.munjigi.core.usecase.account.ChangePassword;
import io.munjigi.core.usecase.account.SignUp;
import io.munjigi.core.usecase.login.Login;
import io.munjigi.core.usecase.login.Logout;
import io.munjigi.core.usecase.login.RefreshSession;
import io.munjigi.core.usecase.session.RevokeAllSessions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The session protocol against what must hold of it, in every order in which the store's calls of a few clients of one user can follow one
 * another. Some of them share a session, as tabs do, or a thief and the owner.
 *
 * <p>What must hold: a token has one successor, and is not answered after the grace. A refresh is refused only if the session was ended, the token's successor was used, or the
 * grace was over; and where it is refused for one of the latter, the session is dead. Nothing is alive that was ended by a call that was
 * answered, or was opened by a login that had read the account before. What was not ended lives.
 */
public final class SessionProtocol implements AutoCloseable {

    private static final Password NEW_PASSWORD = Password.of("staple battery horse");
    private static final Duration LONGER_THAN_THE_GRACE = Duration.ofSeconds(31);
    private static final Duration LONGER_THAN_NEWS_TAKES = Duration.ofSeconds(6);
    private static final Role AUDITOR = new Role("auditor");
    private static final Set<String> ENDINGS = Set.of("end", "endAll", "disable");

    /** What a client does. All hold the tokens of the same session. */
    public enum Deed {
        /** Refreshes. */
        REFRESH,
        /** Refreshes, loses the answer, and tries again with the same token. */
        REFRESH_AGAIN,
        /** Refreshes, and refreshes with what it got. */
        REFRESH_ON,
        /** Refreshes with a token that the session left behind long ago. */
        STEAL,
        /** Logs out by the access token. */
        LOG_OUT,
        /** Logs out by the refresh token. */
        LOG_OUT_BY_REFRESH_TOKEN,
        /** Logs out everywhere. */
        LOG_OUT_EVERYWHERE,
        /** Logs in. */
        LOG_IN,
        /** Changes the password. */
        CHANGE_PASSWORD,
        /** Is an administrator who disables the account. */
        DISABLE,
        /** Is an administrator who gives a role. */
        GIVE_ROLE,
        /** Is the time, which passes. */
        LET_TIME_PASS
    }

    private final Stores stores;
    private final SettableClock clock;
    private final Auth auth;
    private final Schedules schedules = new Schedules();

    /** On these stores, whose times must be this clock's. */
    public SessionProtocol(Stores stores, SettableClock clock) {
        this.stores = stores;
        this.clock = clock;
        this.auth = Auth.builder()
                .stores(stores)
                .users(Interposed.before(Users.class, stores.users(), schedules::step))
                .sessions(Interposed.before(Sessions.class, stores.sessions(), schedules::step))
                .passwordHasher(new FakePasswordHasher())
                .passwordBlocklist(password -> false)
                .accessTokens(new FakeAccessTokens(clock))
                .secretSealer(new FakeSecretSealer())
                .clock(clock)
                .policy(AuthPolicy.strict().withThrottling(AuthPolicy.ThrottleRules.off()))
                .withoutBackgroundWork()
                .build();
    }

    /**
     * Walks every order of every choice of so many deeds.
     *
     * @return in how many orders
     */
    public int walk(int clients) {
        return walk(new ArrayList<>(), List.of(Deed.values()), clients, schedules::walk);
    }

    /**
     * Walks every order that can make a difference to the stores: where only looks at them follow one another, it does not matter in which
     * order.
     *
     * @return in how many orders
     */
    public int walkUpToReads(int clients) {
        return walk(
                new ArrayList<>(),
                List.of(Deed.values()),
                clients,
                plays -> schedules.walk(plays, SessionProtocol::isRead));
    }

    private static boolean isRead(String step) {
        return step.startsWith("find");
    }

    private int walk(List<Deed> chosen, List<Deed> choice, int clients, ToIntFunction<Schedules.Plays> walk) {
        if (chosen.size() == clients) {
            return walk.applyAsInt(() -> new Run(List.copyOf(chosen)));
        }
        int walked = 0;
        for (int index = 0; index < choice.size(); index++) {
            chosen.add(choice.get(index));
            walked += walk(chosen, choice.subList(index, choice.size()), clients, walk);
            chosen.remove(chosen.size() - 1);
        }
        return walked;
    }

    @Override
    public void close() {
        schedules.close();
        auth.close();
    }

    /** One use of a refresh token, and what came of it; from its beginning to its end, and when it last looked. */
    private record Use(int generation, @Nullable SessionTokens answer, int from, int looked, int to) {}

    /** One login, and when it read the account. */
    private record Entry(SessionTokens tokens, int read) {}

    /** One play: a fresh user with one session that was refreshed twice, and what happened to them. */
    private final class Run implements Schedules.Play {

        private static final int FIRST = 2;

        private final List<Deed> deeds;
        private final User user = SomeUsers.anyone();
        private final String stale;
        private final SessionTokens shared;
        private final Map<String, Integer> generations = new ConcurrentHashMap<>();
        private final List<Use> uses = new ArrayList<>();
        private final List<Entry> entries = new ArrayList<>();
        private final List<Integer> endingsOfAll = new ArrayList<>();
        private boolean sharedEnded;
        private boolean disabled;
        private boolean roleGiven;
        private int timePassed = Integer.MAX_VALUE;

        Run(List<Deed> deeds) {
            this.deeds = deeds;
            String email = user.email().value();
            auth.signUp().handle(new SignUp.Command(email, TestAuth.PASSWORD, Origin.UNKNOWN));
            SessionTokens first = logIn(TestAuth.PASSWORD);
            stale = first.refreshToken();
            SessionTokens second = refresh(stale);
            shared = refresh(second.refreshToken());
            generations.put(stale, 0);
            generations.put(shared.refreshToken(), FIRST);
        }

        @Override
        public List<Runnable> actors() {
            return deeds.stream().<Runnable>map(deed -> () -> perform(deed)).toList();
        }

        private void perform(Deed deed) {
            switch (deed) {
                case REFRESH -> use(shared.refreshToken());
                case REFRESH_AGAIN -> {
                    use(shared.refreshToken());
                    use(shared.refreshToken());
                }
                case REFRESH_ON -> {
                    SessionTokens next = use(shared.refreshToken());
                    if (next != null) {
                        use(next.refreshToken());
                    }
                }
                case STEAL -> use(stale);
                case LOG_OUT ->
                    sharedEnded |= succeeds(
                            () -> auth.logout().handle(new Logout.Command(shared.accessToken(), null, Origin.UNKNOWN)));
                case LOG_OUT_BY_REFRESH_TOKEN ->
                    sharedEnded |= succeeds(() ->
                            auth.logout().handle(new Logout.Command(null, shared.refreshToken(), Origin.UNKNOWN)));
                case LOG_OUT_EVERYWHERE -> {
                    if (asCaller(caller -> auth.revokeAllSessions()
                            .handle(new RevokeAllSessions.Command(caller, false, Origin.UNKNOWN)))) {
                        sharedEnded = true;
                        endingsOfAll.add(schedules.myLast("endAll"));
                    }
                }
                case LOG_IN -> enter();
                case CHANGE_PASSWORD -> {
                    if (asCaller(caller -> auth.changePassword()
                            .handle(new ChangePassword.Command(
                                    caller, TestAuth.PASSWORD, NEW_PASSWORD, Origin.UNKNOWN)))) {
                        endingsOfAll.add(schedules.myLast("change"));
                    }
                }
                case DISABLE -> {
                    schedules.step("disable");
                    change(new AccountChange.NewState(true));
                    disabled = true;
                }
                case GIVE_ROLE -> {
                    schedules.step("roles");
                    change(new AccountChange.Grant(AUDITOR, Duration.ofHours(1)));
                    roleGiven = true;
                }
                case LET_TIME_PASS -> {
                    schedules.step("time");
                    timePassed = Math.min(timePassed, schedules.myLast("time"));
                    clock.advance(LONGER_THAN_THE_GRACE);
                }
            }
        }

        private @Nullable SessionTokens use(String refreshToken) {
            int generation = generations.getOrDefault(refreshToken, -1);
            int from = schedules.now();
            SessionTokens answer;
            try {
                answer = refresh(refreshToken);
                generations.putIfAbsent(answer.refreshToken(), generation + 1);
                assertThat(generations.get(answer.refreshToken()))
                        .as("the generation of the successor")
                        .isEqualTo(generation + 1);
            } catch (AuthException refused) {
                assertThat(refused.error()).isEqualTo(AuthError.INVALID_TOKEN);
                answer = null;
            }
            uses.add(new Use(generation, answer, from, schedules.myLast("find"), schedules.now()));
            return answer;
        }

        private void enter() {
            try {
                SessionTokens tokens = logIn(TestAuth.PASSWORD);
                entries.add(new Entry(tokens, schedules.myLast("findCredentials")));
            } catch (AuthException refused) {
                assertThat(refused.error()).isEqualTo(AuthError.INVALID_CREDENTIALS);
            }
        }

        private boolean asCaller(Consumer<Principal> act) {
            return succeeds(() -> act.accept(auth.authenticateToken().handle(shared.accessToken())));
        }

        private boolean succeeds(Runnable act) {
            try {
                act.run();
                return true;
            } catch (AuthException refused) {
                assertThat(refused.error()).isIn(AuthError.INVALID_TOKEN, AuthError.WRONG_PASSWORD);
                return false;
            }
        }

        private SessionTokens refresh(String token) {
            return auth.refreshSession().handle(new RefreshSession.Command(token, Origin.UNKNOWN));
        }

        private SessionTokens logIn(Password password) {
            return auth.login()
                    .handle(new Login.Command(user.email().value(), password, Origin.UNKNOWN))
                    .tokens();
        }

        private Credentials account() {
            return stores.users().findCredentials(user.email().key()).orElseThrow();
        }

        private void change(AccountChange change) {
            UserId id = account().user().id();
            assertThat(stores.users().change(id, change, SomeEvents.any()).status())
                    .isIn(Status.MADE, Status.ALREADY_SO);
        }

        @Override
        public void ended() {
            clock.advance(LONGER_THAN_NEWS_TAKES);
            checkSuccessors();
            checkGrace();
            checkRefusals();
            checkWhatLives();
            change(new AccountChange.Removal(account().version()));
            clock.advance(Duration.ofDays(1));
            stores.sweeping().removeOutdatedRevocations(1_000);
        }

        /** Whoever presented the same generation got the same token. */
        private void checkSuccessors() {
            assertThat(generations.values()).as("one token for each generation").doesNotHaveDuplicates();
        }

        /** Nor was a token taken again after the grace. */
        private void checkGrace() {
            for (Use late : uses.stream()
                    .filter(use -> use.answer() != null && use.looked() > timePassed)
                    .toList()) {
                assertThat(uses)
                        .as("uses before the grace was over of the token that is answered in " + late)
                        .noneMatch(use -> use.generation() == late.generation()
                                && use.answer() != null
                                && use.to() <= timePassed);
            }
        }

        private void checkRefusals() {
            List<String> steps = schedules.steps();
            for (Use refused : uses.stream().filter(use -> use.answer() == null).toList()) {
                boolean justified = refused.generation() < FIRST
                        || steps.subList(0, refused.to()).stream().anyMatch(SessionProtocol::isEnding)
                        || timePassed < refused.to()
                        || uses.stream()
                                .anyMatch(use -> use.generation() > refused.generation() && use.from() < refused.to());
                assertThat(justified).as("a reason to refuse " + refused).isTrue();
            }
        }

        private void checkWhatLives() {
            boolean refusedAny = uses.stream().anyMatch(use -> use.answer() == null);
            SessionId id = shared.sessionId();
            boolean sharedLives = stores.sessions().find(id).isPresent();
            if (sharedEnded || disabled || refusedAny) {
                assertThat(sharedLives).as("the session lives on").isFalse();
            } else {
                assertThat(sharedLives).as("the session lives").isTrue();
            }
            checkTokens(shared, sharedLives);
            uses.stream().map(Use::answer).forEach(answer -> {
                if (answer != null) {
                    checkTokens(answer, sharedLives);
                }
            });
            if (sharedLives) {
                String newest = generations.entrySet().stream()
                        .max(Map.Entry.comparingByValue())
                        .orElseThrow()
                        .getKey();
                assertThat(stores.sessions().find(id))
                        .map(Session::generation)
                        .as("no step but those that were answered")
                        .contains(generations.get(newest));
                assertThat(refresh(newest).sessionId()).isEqualTo(id);
            }
            for (Entry entry : entries) {
                boolean lives =
                        stores.sessions().find(entry.tokens().sessionId()).isPresent();
                boolean ended = disabled || endingsOfAll.stream().anyMatch(ending -> ending > entry.read());
                assertThat(lives).as("a login lives").isEqualTo(!ended);
                checkTokens(entry.tokens(), lives);
            }
        }

        private void checkTokens(SessionTokens tokens, boolean live) {
            try {
                Principal caller = auth.authenticateToken().handle(tokens.accessToken());
                assertThat(live).as("a token is good").isTrue();
                assertThat(caller.roles().contains(AUDITOR)).as("has the role").isEqualTo(roleGiven);
            } catch (AuthException refused) {
                assertThat(live).as("a token is refused").isFalse();
            }
        }
    }

    private static boolean isEnding(String step) {
        return ENDINGS.stream().anyMatch(ending -> step.endsWith(" " + ending));
    }
}
