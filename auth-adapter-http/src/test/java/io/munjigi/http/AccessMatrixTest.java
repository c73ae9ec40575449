package io.munjigi.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.model.AuditEvent;
import io.munjigi.core.model.AuthPolicy;
import io.munjigi.core.model.AuthPolicy.RoleRules;
import io.munjigi.core.model.AuthPolicy.ThrottleRules;
import io.munjigi.core.model.Permission;
import io.munjigi.core.model.Role;
import io.munjigi.core.testkit.FakeSigningKeyMaker;
import io.munjigi.core.testkit.SomeEvents;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Who is let in where: every kind of caller at every operation that the document names, which says what is to come of it. */
class AccessMatrixTest {

    private static final OpenApiDocument DOCUMENT = OpenApiDocument.published();
    private static final List<Permission> PERMISSIONS = List.of(
            Permission.USERS_READ,
            Permission.USERS_WRITE,
            Permission.ROLES_WRITE,
            Permission.AUDIT_READ,
            Permission.KEYS_READ,
            Permission.KEYS_WRITE);
    private static final ServedHouse HOUSE = ServedHouse.with(AuthPolicy.strict()
            .withThrottling(ThrottleRules.off())
            .withRoles(new RoleRules(PERMISSIONS.stream()
                    .collect(Collectors.toMap(AccessMatrixTest::roleOf, permission -> Set.of(permission))))));
    private static final Somebody ROOT = Somebody.with(HOUSE, Role.ADMIN);

    @BeforeAll
    static void firstKey() {
        Instant now = HOUSE.house().clock().instant();
        HOUSE.house().stores().signingKeys().append(new FakeSigningKeyMaker().make(1, now, now), SomeEvents.any());
    }

    @AfterAll
    static void close() {
        HOUSE.close();
    }

    /** A role that allows this and nothing else. */
    private static Role roleOf(Permission permission) {
        return new Role("may-" + permission.name().replace(':', '-'));
    }

    /** An operation of the document, or what answers HEAD beside it. */
    record Operation(String method, String template, JsonNode node) {

        boolean needsToken() {
            return node.path("security").valueStream().anyMatch(scheme -> scheme.has("bearer"));
        }

        Optional<String> permission() {
            return node.path("x-permission").asStringOpt();
        }

        /** With nobody's ids, and a body that is never valid, so that little comes of it. */
        Answer send(@Nullable String token) {
            String path = template.replace("{id}", "01938c5e-8a00-7abc-8def-0123456789ab")
                    .replace("{role}", "user")
                    .replace("{kid}", "nobodys");
            return HOUSE.send(method, path, request -> {
                if (node.has("requestBody")) {
                    request.method(method, BodyPublishers.ofString("{}")).header("Content-Type", ServedHouse.JSON);
                }
                if (token != null) {
                    request.header("Authorization", "Bearer " + token);
                }
            });
        }

        @Override
        public String toString() {
            return method + " " + template;
        }
    }

    private static List<Operation> operations() {
        return DOCUMENT.operations().stream()
                .map(operation -> operation.split(" ", -1))
                .flatMap(parts -> {
                    JsonNode node =
                            DOCUMENT.root().path("paths").path(parts[1]).path(parts[0].toLowerCase(Locale.ROOT));
                    return Stream.of(parts[0], parts[0].equals("GET") ? "HEAD" : parts[0])
                            .distinct()
                            .map(method -> new Operation(method, parts[1], node));
                })
                .toList();
    }

    /** Callers, made anew for each call, since some calls end sessions. */
    private static Map<String, Caller> callers() {
        Map<String, Caller> callers = new LinkedHashMap<>();
        callers.put("a user", new Caller(() -> Somebody.signedUp(HOUSE), permission -> false));
        for (Permission allowed : PERMISSIONS) {
            callers.put(
                    "one who may " + allowed,
                    new Caller(
                            () -> Somebody.with(HOUSE, roleOf(allowed)),
                            permission -> permission.equals(allowed.name())));
        }
        callers.put("an administrator", new Caller(() -> Somebody.with(HOUSE, Role.ADMIN), permission -> true));
        callers.put("one who was demoted since", new Caller(AccessMatrixTest::demoted, permission -> false));
        callers.put("one who was promoted since", new Caller(AccessMatrixTest::promoted, permission -> true));
        return callers;
    }

    private record Caller(Supplier<Somebody> comes, Function<String, Boolean> may) {}

    private static Somebody demoted() {
        Somebody somebody = Somebody.with(HOUSE, Role.ADMIN);
        ROOT.call("DELETE", "/admin/users/" + somebody.id() + "/roles/admin");
        return somebody;
    }

    private static Somebody promoted() {
        Somebody somebody = Somebody.signedUp(HOUSE);
        ROOT.call("PUT", "/admin/users/" + somebody.id() + "/roles/admin");
        return somebody;
    }

    private static Somebody disabled() {
        Somebody somebody = Somebody.with(HOUSE, Role.ADMIN);
        ROOT.call("PATCH", "/admin/users/" + somebody.id(), "{\"disabled\":true}");
        return somebody;
    }

    @Test
    void every_caller_is_let_in_where_the_document_says_so_and_nowhere_else() {
        int cells = 0;
        for (Operation operation : operations()) {
            int outside = operation.needsToken() ? 401 : 0;
            assertStatus("nobody", operation, operation.send(null), outside);
            assertStatus(
                    "one who was disabled since",
                    operation,
                    operation.send(disabled().accessToken()),
                    outside);
            cells += 2;
            for (Map.Entry<String, Caller> entry : callers().entrySet()) {
                Caller caller = entry.getValue();
                boolean may = operation.permission().map(caller.may()).orElse(true);
                Answer answer = operation.send(caller.comes().get().accessToken());
                assertStatus(entry.getKey(), operation, answer, may ? 0 : 403);
                cells++;
            }
        }
        System.out.println("access matrix: " + cells + " cells");
        assertThat(cells).isGreaterThan(500);
    }

    /**
     * @param refused the status that a refusal has, or 0 for none
     */
    private static void assertStatus(String who, Operation operation, Answer answer, int refused) {
        if (refused == 0) {
            assertThat(answer.status())
                    .as("%s at %s", who, operation)
                    .isNotIn(401, 403, 405)
                    .isLessThan(500);
        } else {
            assertThat(answer.status()).as("%s at %s", who, operation).isEqualTo(refused);
        }
    }

    @Test
    void what_is_for_administrators_names_its_permission_and_nothing_else_does() {
        for (Operation operation : operations()) {
            boolean isAdministration = operation.template().startsWith("/admin/");
            assertThat(operation.permission().isPresent()).as("%s", operation).isEqualTo(isAdministration);
            operation.permission().ifPresent(name -> assertThat(PERMISSIONS).contains(new Permission(name)));
        }
    }

    @Test
    void a_route_asks_for_the_permission_that_the_document_names() {
        Somebody user = Somebody.signedUp(HOUSE);
        for (Operation operation : operations()) {
            operation.permission().ifPresent(name -> {
                String requestId = operation.send(user.accessToken()).header("X-Request-Id");
                List<AuditEvent> events = HOUSE.house().stores().events().stream()
                        .filter(event -> requestId.equals(event.origin().requestId()))
                        .toList();
                assertThat(events)
                        .extracting(AuditEvent::detail)
                        .as("%s", operation)
                        .containsExactly(name);
            });
        }
    }
}
