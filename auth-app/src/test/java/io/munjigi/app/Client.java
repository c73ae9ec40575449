package io.munjigi.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells the story to a running service. */
final class Client {

    static final String PASSWORD = "correct horse battery";

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String url;

    Client(String url) {
        this.url = url;
    }

    HttpResponse<String> signUp(String email) {
        return send(HttpRequest.newBuilder(URI.create(url + "/auth/signup"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"email\":\"" + email + "\",\"password\":\"" + PASSWORD + "\"}")));
    }

    HttpResponse<String> logIn(String email) {
        return logIn(email, PASSWORD);
    }

    HttpResponse<String> logIn(String email, String password) {
        return send(HttpRequest.newBuilder(URI.create(url + "/auth/login"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("username=" + URLEncoder.encode(email, StandardCharsets.UTF_8)
                        + "&password=" + URLEncoder.encode(password, StandardCharsets.UTF_8))));
    }

    HttpResponse<String> me(String accessToken) {
        return send(
                HttpRequest.newBuilder(URI.create(url + "/users/me")).header("Authorization", "Bearer " + accessToken));
    }

    HttpResponse<String> refresh(String refreshToken) {
        return send(HttpRequest.newBuilder(URI.create(url + "/auth/refresh"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("refresh_token=" + refreshToken)));
    }

    HttpResponse<String> logOut(String accessToken) {
        return send(HttpRequest.newBuilder(URI.create(url + "/auth/logout"))
                .header("Authorization", "Bearer " + accessToken)
                .POST(BodyPublishers.noBody()));
    }

    HttpResponse<String> as(String accessToken, String method, String path) {
        return send(HttpRequest.newBuilder(URI.create(url + path))
                .header("Authorization", "Bearer " + accessToken)
                .method(method, BodyPublishers.noBody()));
    }

    HttpResponse<String> deleteMe(String accessToken) {
        return send(HttpRequest.newBuilder(URI.create(url + "/users/me"))
                .header("Authorization", "Bearer " + accessToken)
                .header("Content-Type", "application/json")
                .method("DELETE", BodyPublishers.ofString("{\"password\":\"" + PASSWORD + "\"}")));
    }

    HttpResponse<String> changePassword(String accessToken, String current, String next) {
        return send(HttpRequest.newBuilder(URI.create(url + "/users/me/password"))
                .header("Authorization", "Bearer " + accessToken)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(
                        "{\"current_password\":\"" + current + "\",\"new_password\":\"" + next + "\"}")));
    }

    /** What only administrators may see. */
    HttpResponse<String> admin(String accessToken) {
        return send(HttpRequest.newBuilder(URI.create(url + "/admin/users"))
                .header("Authorization", "Bearer " + accessToken));
    }

    /** Asks until it is answered so, as long as news may be under way. */
    void await(int status, Supplier<HttpResponse<String>> question) {
        int last = 0;
        for (int time = 0; time < 50; time++) {
            last = question.get().statusCode();
            if (last == status) {
                return;
            }
            pause();
        }
        throw new AssertionError("it is answered with " + last + ", not " + status);
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(URI.create(url + path)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    /** An answer that has to have this status. */
    static HttpResponse<String> expect(int status, HttpResponse<String> answer) {
        if (answer.statusCode() != status) {
            throw new AssertionError(answer.statusCode() + ", not " + status + ": " + answer.body());
        }
        return answer;
    }

    static String access(HttpResponse<String> tokens) {
        return member(expect(200, tokens), "access_token");
    }

    static String refresh(HttpResponse<String> tokens) {
        return member(expect(200, tokens), "refresh_token");
    }

    /** How often a text stands in an answer. */
    static int count(HttpResponse<String> answer, String text) {
        return answer.body().split(Pattern.quote(text), -1).length - 1;
    }

    /** A text member of a JSON answer. */
    static String member(HttpResponse<String> answer, String name) {
        Matcher member = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(answer.body());
        if (!member.find()) {
            throw new AssertionError(name + " is not in " + answer.body());
        }
        return member.group(1);
    }
}
