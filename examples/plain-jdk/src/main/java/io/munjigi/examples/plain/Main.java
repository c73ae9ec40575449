package io.munjigi.examples.plain;

import java.io.IOException;

/** Starts the program; it serves until it is stopped. */
final class Main {

    private static final int PORT = 8080;

    private Main() {}

    public static void main(String[] arguments) throws IOException {
        String secret = System.getenv("ACCOUNTS_SECRET");
        if (secret == null) {
            throw new IllegalStateException("ACCOUNTS_SECRET has to be set: 32 bytes or more");
        }
        Accounts accounts = Accounts.open("jdbc:h2:file:./data/plain", secret);
        AccountsServer server = AccountsServer.start(accounts.auth(), PORT);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.close();
            accounts.close();
        }));
        System.out.println("Serves on " + server.url());
    }
}
