package io.munjigi.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;

class CoreNeedsOnlyJavaBaseTest {

    @Test
    void jdeps_finds_no_module_but_java_base() throws URISyntaxException {
        Path classes = Path.of(
                Auth.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Path annotations = Path.of(org.jspecify.annotations.NullMarked.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        StringWriter printed = new StringWriter();
        PrintWriter out = new PrintWriter(printed);

        ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
        int exit = jdeps.run(
                out,
                out,
                "--multi-release",
                "17",
                "--module-path",
                annotations.toString(),
                "--add-modules",
                "org.jspecify",
                "--print-module-deps",
                classes.toString());

        assertThat(exit).as(printed.toString()).isZero();
        assertThat(printed.toString().strip()).isEqualTo("java.base");
    }
}
