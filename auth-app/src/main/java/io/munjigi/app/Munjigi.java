package io.munjigi.app;

import io.munjigi.core.Auth;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.Insider;
import io.munjigi.core.model.Password;
import io.munjigi.core.usecase.admin.EnsureAdministrator;
import io.munjigi.http.AuthRoutes;
import io.munjigi.http.AuthServer;
import io.munjigi.http.ReadinessCheck;
import java.nio.channels.ServerSocketChannel;
import java.util.List;

/** The service: a house behind a server. */
public final class Munjigi implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Munjigi.class.getName());

    private final AuthServer server;
    private final House house;
    private final String url;

    private Munjigi(AuthServer server, House house, String url) {
        this.server = server;
        this.house = house;
        this.url = url;
    }

    /**
     * Starts the service. The port is bound first, so that the URL is known and a taken port is found before anything is touched; requests
     * are served last.
     *
     * @throws StartException if the port is taken, the key store cannot be used, the master secret cannot be kept, the file of breached
     *     passwords is none, the Redis URL is malformed or the administrator that there is to be cannot be made
     * @throws io.munjigi.persistence.DatabaseUnusableException if the database cannot be opened
     * @throws io.munjigi.core.model.UnsealableException if the keys in it were sealed under another master secret
     */
    public static Munjigi start(Settings settings) {
        ServerSocketChannel listening = Listening.on(settings.host(), settings.port());
        String url = Listening.url(settings.scheme(), settings.host(), listening);
        House house = House.lasting(settings, url);
        try {
            ensureAdministrator(settings, house.auth());
            List<ReadinessCheck> checks = List.of(
                    new ReadinessCheck("database", house.database()::isReachable),
                    new ReadinessCheck("revocations", house.auth()::isInSync));
            String issuer = settings.issuer() == null ? url : settings.issuer();
            AuthRoutes routes = new AuthRoutes(house.auth(), issuer, checks, settings.http());
            AuthServer server = serve(settings, routes, listening);
            return new Munjigi(server, house, url);
        } catch (RuntimeException failed) {
            house.close();
            throw failed;
        }
    }

    private static AuthServer serve(Settings settings, AuthRoutes routes, ServerSocketChannel listening) {
        try {
            return AuthServer.start(routes, settings.server(), listening, settings.tls());
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
        return url;
    }

    /** Answers what was accepted, then lets everything else go. */
    @Override
    public void close() {
        try {
            server.close();
        } finally {
            house.close();
        }
    }
}
