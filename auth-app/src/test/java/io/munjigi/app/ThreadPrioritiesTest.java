package io.munjigi.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ThreadPrioritiesTest {

    /** As in {@code ./munjigi}, the unit and the image. */
    private static final List<String> OPTIONS =
            List.of("-XX:-PrintWarnings", "-XX:ThreadPriorityPolicy=1", "-XX:JavaPriority1_To_OSPriority=19");

    /** The JVM that is asked. */
    public static final class Asked {

        private Asked() {}

        public static void main(String[] arguments) {
            System.out.print(ThreadPriorities.areHeeded());
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void linux_heeds_them_where_the_jvm_is_told_so() throws IOException, InterruptedException {
        Path quota = Path.of("/sys/fs/cgroup/cpu.max");
        assumeThat(Files.notExists(quota) || Files.readString(quota).startsWith("max"))
                .as("no quota of processor time")
                .isTrue();

        assertThat(answer(OPTIONS)).isEqualTo("true");
    }

    @Test
    void they_are_not_heeded_where_nothing_is_said() throws IOException, InterruptedException {
        assertThat(answer(List.of())).isEqualTo("false");
    }

    private static String answer(List<String> options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Asked.class.getName()));
        ProcessBuilder asked = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        asked.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        Process process = asked.start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return answer;
    }
}
