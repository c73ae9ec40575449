package io.munjigi.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.model.Session;
import io.munjigi.core.model.SessionId;
import io.munjigi.persistence.TestDatabase.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A rotation or an end of a session that was acknowledged is still true, and news, when the process that asked for it was killed. */
@Tag("thorough")
class SessionDurabilityTest {

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "H2_IN_MEMORY")
    void a_logout_that_was_acknowledged_survives_a_kill(Kind kind) throws Exception {
        killAndLook(TestDatabase.freshSettings(kind), 1);
    }

    @Test
    void logouts_that_were_acknowledged_survive_twenty_kills() throws Exception {
        killAndLook(TestDatabase.freshSettings(Kind.H2_IN_A_FILE), 20);
    }

    private static void killAndLook(DatabaseSettings settings, int kills) throws Exception {
        List<SessionId> rotated = new ArrayList<>();
        List<SessionId> ended = new ArrayList<>();
        for (int kill = 1; kill <= kills; kill++) {
            ChildProcess child = ChildProcess.endingSessions(settings.url());
            int enough = rotated.size() + ended.size() + 100 + 37 * kill;
            for (String line = child.awaitFirstLine(); line != null; line = child.nextLine()) {
                String[] words = line.split(" ", -1);
                (words[0].equals("ended") ? ended : rotated)
                        .add(SessionId.parse(words[words.length - 1]).orElseThrow());
                if (rotated.size() + ended.size() == enough) {
                    child.killWithoutWaiting();
                }
            }
            child.kill();
            try (Database database = Database.open(settings)) {
                assertStillTrue(database, rotated, ended);
            }
        }
    }

    private static void assertStillTrue(Database database, List<SessionId> rotated, List<SessionId> ended) {
        Set<UUID> news = new HashSet<>();
        database.revocations().read(null, one -> news.add(one.id()));
        assertThat(rotated)
                .isNotEmpty()
                .allSatisfy(id -> assertThat(database.sessions().find(id).map(Session::generation))
                        .contains(1));
        assertThat(ended)
                .isNotEmpty()
                .allSatisfy(id -> assertThat(database.sessions().find(id)).isEmpty());
        assertThat(news).containsAll(ended.stream().map(SessionId::value).toList());
    }
}
