import io.javalin.Javalin;
import java.nio.charset.StandardCharsets;

/** What the server below could do at best: one route that returns the bytes in the environment variable BODY, and nothing else. */
class BareRoute {

    public static void main(String[] args) {
        byte[] body = System.getenv("BODY").getBytes(StandardCharsets.UTF_8);
        Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.routes.get("/users/me", context -> context.contentType("application/json").result(body));
                })
                .start("127.0.0.1", Integer.parseInt(args[0]));
    }
}
