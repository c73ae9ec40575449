package io.munjigi.examples.javalin;

import io.javalin.Javalin;
import io.munjigi.core.Auth;
import io.munjigi.core.model.User;
import io.munjigi.http.AuthRoutes;
import io.munjigi.http.ReadinessCheck;
import java.util.List;

/** The shop's own Javalin, with the routes of the accounts on it and one of its own that asks for a permission. */
final class Shop {

    private Shop() {}

    static Javalin over(Accounts accounts) {
        Auth auth = accounts.auth();
        AuthRoutes routes = new AuthRoutes(
                auth, Accounts.ISSUER, List.of(new ReadinessCheck("database", accounts.database()::isReachable)));
        return Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.jetty.host = "127.0.0.1";
            routes.mountOn(config);
            config.routes.get("/invoices", routes.permitting(Accounts.READ_INVOICES, (context, caller) -> {
                User clerk = auth.currentUser().handle(caller);
                context.result("No invoices today, " + clerk.email().value());
            }));
        });
    }
}
