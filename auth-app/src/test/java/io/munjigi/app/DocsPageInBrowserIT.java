package io.munjigi.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What `docs.mjs` does on the page, against the real jar, where this machine has what that takes. */
class DocsPageInBrowserIT {

    private static final String WHAT = "/docs in a browser";

    @TempDir
    Path data;

    @Test
    void a_newcomer_signs_up_logs_in_and_sees_who_they_are_on_the_documentation_page()
            throws IOException, InterruptedException {
        NodeScript docs = NodeScript.orLeaveOut(WHAT, "browser", "docs.mjs", "playwright-core");
        Optional<Path> chromium = NodeScript.onPath("chromium", "chromium-browser", "google-chrome");
        if (chromium.isEmpty()) {
            Machine.leaveOut(WHAT, "there is no Chromium (apt-get install chromium)");
        }

        try (RunningJar jar = RunningJar.start(Map.of("MUNJIGI_DATA_DIR", data.toString()))) {
            Path picture = Path.of(System.getProperty("munjigi.root"), "auth-app/target/docs-page.png");
            NodeScript.Ended check = docs.run(jar.url(), chromium.orElseThrow().toString(), picture.toString());

            assertThat(check.exitCode()).as(check.output()).isZero();
        }
    }
}
