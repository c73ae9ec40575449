package io.munjigi.app;

import io.munjigi.app.metrics.ServiceMetrics;
import io.munjigi.core.Auth;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.Insider;
import io.munjigi.core.model.Password;
import io.munjigi.core.usecase.admin.EnsureAdministrator;
import io.munjigi.http.AuthRoutes;
import io.munjigi.http.AuthServer;
import io.munjigi.http.Monitoring;
import io.munjigi.http.ReadinessCheck;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The service: a house behind a server. */
public final class Munjigi implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Munjigi.class.getName());

    private final AuthServer server;
    private final @Nullable AuthServer management;
    private final House house;
    private final Place place;

    private Munjigi(AuthServer server, @Nullable AuthServer management, House house, Place place) {
        this.server = server;
        this.management = management;
        this.house = house;
        this.place = place;
    }

    /** Where it listens, and is watched if that is at a port of its own. */
    private record Place(
            ServerSocketChannel listening,
            String url,
            @Nullable ServerSocketChannel watched,
            @Nullable String managementUrl)
            implements AutoCloseable {

        static Place of(Settings settings) {
            ServerSocketChannel listening =
                    Listening.on(settings.host(), settings.port(), Setting.HTTP_HOST, Setting.HTTP_PORT);
            String url = Listening.url(settings.scheme(), settings.host(), listening);
            Settings.Management management = settings.management();
            Integer port = management.port();
            if (port == null) {
                return new Place(listening, url, null, null);
            }
            try {
                ServerSocketChannel watched =
                        Listening.on(management.host(), port, Setting.MANAGEMENT_HOST, Setting.MANAGEMENT_PORT);
                return new Place(listening, url, watched, Listening.url(settings.scheme(), management.host(), watched));
            } catch (StartException taken) {
                Listening.end(listening);
                throw taken;
            }
        }

        @Override
        public void close() {
            Listening.end(listening);
            if (watched != null) {
                Listening.end(watched);
            }
        }
    }

    /**
     * Starts the service, or leaves nothing behind. Its ports are bound first, so that the URL is known and a taken port is found before
     * anything is touched; requests are served last.
     *
     * @throws StartException if a port is taken, the key store cannot be used, the master secret cannot be kept, the file of breached
     *     passwords is none, the Redis URL is malformed or the administrator that there is to be cannot be made
     * @throws io.munjigi.persistence.DatabaseUnusableException if the database cannot be opened
     * @throws io.munjigi.core.model.UnsealableException if the keys in it were sealed under another master secret
     */
    public static Munjigi start(Settings settings) {
        Place place = Place.of(settings);
        try {
            return start(settings, place);
        } catch (RuntimeException failed) {
            place.close();
            throw failed;
        }
    }

    private static Munjigi start(Settings settings, Place place) {
        House house = House.lasting(settings, place.url());
        AuthServer management = null;
        try {
            ensureAdministrator(settings, house.auth());
            List<ReadinessCheck> checks = List.of(
                    new ReadinessCheck("database", house.database()::isReachable),
                    new ReadinessCheck("revocations", house.auth()::isInSync));
            String issuer = settings.issuer() == null ? place.url() : settings.issuer();
            AuthRoutes routes =
                    new AuthRoutes(house.auth(), issuer, checks, settings.http(), monitoring(settings, house));
            management = place.watched() == null ? null : serveManagement(settings, routes, place.watched());
            return new Munjigi(serve(settings, routes, place.listening()), management, house, place);
        } catch (RuntimeException failed) {
            if (management != null) {
                management.close();
            }
            house.close();
            throw failed;
        }
    }

    private static Monitoring monitoring(Settings settings, House house) {
        if (!settings.management().metrics()) {
            return Monitoring.NONE;
        }
        ServiceMetrics metrics = new ServiceMetrics(house.auth().vitals(), house.database(), house.tokens());
        boolean isForCallersHere = settings.management().port() == null;
        return new Monitoring(metrics.requests(), metrics::text, isForCallersHere);
    }

    /** Stops after the other, whose delay is enough. */
    private static AuthServer serveManagement(Settings settings, AuthRoutes routes, ServerSocketChannel listening) {
        AuthServer.Limits limits = settings.server().withDelay(Duration.ZERO);
        return withKeys(() -> AuthServer.startManagement(routes, limits, listening, settings.tls()));
    }

    private static AuthServer serve(Settings settings, AuthRoutes routes, ServerSocketChannel listening) {
        return withKeys(() -> AuthServer.start(routes, settings.server(), listening, settings.tls()));
    }

    private static AuthServer withKeys(Supplier<AuthServer> start) {
        try {
            return start.get();
        } catch (IllegalArgumentException unusable) {
            throw new StartException(Setting.TLS_KEYSTORE.variable() + ": " + unusable.getMessage());
        }
    }

    private static void ensureAdministrator(Settings settings, Auth auth) {
        Settings.Administrator wanted = settings.administrator();
        if (wanted == null) {
            return;
        }
        try {
            EnsureAdministrator.Command command = new EnsureAdministrator.Command(
                    Insider.OPERATOR, wanted.email(), Password.of(wanted.passwordText()));
            switch (auth.ensureAdministrator().handle(command)) {
                case THERE -> {}
                case MADE -> LOG.log(System.Logger.Level.INFO, "the first administrator was made");
                case ADDRESS_TAKEN ->
                    LOG.log(
                            System.Logger.Level.WARNING,
                            "there is no administrator: an ordinary account has the address in "
                                    + Setting.ADMIN_EMAIL.variable()
                                    + ", and is not raised by it; munjigi user grant does that");
            }
        } catch (AuthException refused) {
            throw new StartException(Setting.ADMIN_EMAIL.variable() + " and " + Setting.ADMIN_PASSWORD.variable()
                    + ": the first administrator cannot be made: " + Refusals.inWords(refused));
        }
    }

    /** Where it serves. */
    public String url() {
        return place.url();
    }

    /** Where it is watched, if that is at a port of its own. */
    public Optional<String> managementUrl() {
        return Optional.ofNullable(place.managementUrl());
    }

    /** Serves on for the delay that is set, answers what was accepted, then lets everything else go. */
    @Override
    public void close() {
        try {
            server.close();
        } finally {
            closeTheRest();
        }
    }

    /** Those who watch see the stop to its end. */
    private void closeTheRest() {
        try {
            if (management != null) {
                management.close();
            }
        } finally {
            house.close();
        }
    }
}
