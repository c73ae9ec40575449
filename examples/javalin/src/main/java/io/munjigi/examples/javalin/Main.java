package io.munjigi.examples.javalin;

import io.javalin.Javalin;
import io.munjigi.core.model.Insider;
import io.munjigi.core.model.Password;
import io.munjigi.core.usecase.admin.EnsureAdministrator;

/** Starts the shop; it serves until it is stopped. */
final class Main {

    private static final int PORT = 8080;

    private Main() {}

    public static void main(String[] arguments) {
        Accounts accounts = Accounts.open("jdbc:h2:file:./data/shop", setting("ACCOUNTS_SECRET"));
        accounts.auth()
                .ensureAdministrator()
                .handle(new EnsureAdministrator.Command(
                        Insider.OPERATOR, setting("ADMIN_EMAIL"), Password.of(setting("ADMIN_PASSWORD"))));
        Javalin shop = Shop.over(accounts).start(PORT);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            shop.stop();
            accounts.close();
        }));
    }

    private static String setting(String name) {
        String value = System.getenv(name);
        if (value == null) {
            throw new IllegalStateException(name + " has to be set");
        }
        return value;
    }
}
