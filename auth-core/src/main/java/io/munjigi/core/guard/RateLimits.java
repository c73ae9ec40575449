package io.munjigi.core.guard;

import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.AuthPolicy.Rates;
import io.munjigi.core.model.AuthPolicy.ThrottleRules;
import io.munjigi.core.model.ClientNetwork;
import io.munjigi.core.model.Limit;
import io.munjigi.core.model.LimitKind;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.UserId;
import io.munjigi.core.port.Throttle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How often anybody may sign up, log in, refresh or give their password again: for each account, each client network and the whole service.
 * What is refused here has cost no hash.
 *
 * <p>Safe for use by many threads.
 */
public final class RateLimits {

    /** So many logins does one that fails cost a network that tries out many accounts. */
    private static final int PRICE_OF_STUFFING = 20;

    private static final int NETWORKS_OF_A_BLOCK = 10;

    private final ThrottleRules rules;
    private final Throttle throttle;
    private final Tally<LimitKind> admitted = new Tally<>(LimitKind.class);
    private final Tally<LimitKind> refused = new Tally<>(LimitKind.class);

    public RateLimits(ThrottleRules rules, Throttle throttle) {
        this.rules = rules;
        this.throttle = throttle;
    }

    /** What is limited. */
    public enum Act {
        SIGN_UP,
        LOGIN,
        REFRESH,
        PASSWORD_CHANGE
    }

    /**
     * Lets somebody try, who has proven nothing yet.
     *
     * @param account what stands for the account
     * @throws AuthException with {@code TOO_MANY_ATTEMPTS}
     */
    public void admit(Act act, String account, Origin origin) {
        Rates rates = rates(act);
        List<Limit> limits = new ArrayList<>();
        limits.add(new Limit(act + " account " + account, rates.account()));
        network(origin).ifPresent(network -> {
            limits.add(ofNetwork(act, network));
            network.block().ifPresent(block -> limits.add(ofBlock(act, block)));
        });
        limits.add(new Limit(act + " service", rates.service()));
        take(kind(act), limits);
    }

    /**
     * Lets a device try that is known: whatever others do, those of an account have a limit of their own.
     *
     * @throws AuthException with {@code TOO_MANY_ATTEMPTS}
     */
    void admitDevicesOf(UserId user) {
        take(
                LimitKind.KNOWN_DEVICE,
                List.of(new Limit(
                        Act.LOGIN + " devices " + user, rates(Act.LOGIN).account())));
    }

    private void take(LimitKind kind, List<Limit> limits) {
        Duration wait = throttle.take(limits);
        count(kind, wait.isZero());
        if (!wait.isZero()) {
            throw AuthException.tooManyAttempts(wait);
        }
    }

    /** Counts what a limit said. */
    void count(LimitKind kind, boolean isAdmitted) {
        (isAdmitted ? admitted : refused).add(kind);
    }

    /** How many were let try. */
    public long admitted(LimitKind kind) {
        return admitted.count(kind);
    }

    /** How many were not. */
    public long refused(LimitKind kind) {
        return refused.count(kind);
    }

    /** Makes it dear for a network that tries out many accounts to go on. */
    void fine(ClientNetwork network) {
        throttle.charge(ofNetwork(Act.LOGIN, network), PRICE_OF_STUFFING);
    }

    private Limit ofNetwork(Act act, ClientNetwork network) {
        return new Limit(act + " network " + network.value(), rates(act).network());
    }

    /** Whoever has a /48 has 65,536 networks: they count as ten. */
    private Limit ofBlock(Act act, ClientNetwork block) {
        return new Limit(act + " block " + block.value(), rates(act).network().times(NETWORKS_OF_A_BLOCK));
    }

    private Rates rates(Act act) {
        return switch (act) {
            case SIGN_UP -> rules.signUp();
            case LOGIN -> rules.login();
            case REFRESH -> rules.refresh();
            case PASSWORD_CHANGE -> rules.passwordChange();
        };
    }

    private static LimitKind kind(Act act) {
        return switch (act) {
            case SIGN_UP -> LimitKind.SIGN_UP;
            case LOGIN -> LimitKind.LOGIN;
            case REFRESH -> LimitKind.REFRESH;
            case PASSWORD_CHANGE -> LimitKind.PASSWORD_CHANGE;
        };
    }

    static Optional<ClientNetwork> network(Origin origin) {
        return Optional.ofNullable(origin.address()).flatMap(ClientNetwork::of);
    }
}
