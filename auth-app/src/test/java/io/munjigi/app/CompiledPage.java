package io.munjigi.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The Java of a page, compiled against this module and all that it tests with: its methods as those of one class, its types beside it. */
final class CompiledPage implements AutoCloseable {

    private static final Pattern TYPE = Pattern.compile("(?s)(/\\*\\*.*?\\*/\\n)?(final )?class .*");

    /** What pages leave out. */
    private static final String IMPORTS = Stream.of(
                    "static org.assertj.core.api.Assertions.assertThat",
                    "io.javalin.Javalin",
                    "io.munjigi.core.*",
                    "io.munjigi.core.model.*",
                    "io.munjigi.core.model.AuthPolicy.*",
                    "io.munjigi.core.port.*",
                    "io.munjigi.core.testkit.contract.*",
                    "io.munjigi.core.usecase.access.*",
                    "io.munjigi.core.usecase.account.*",
                    "io.munjigi.core.usecase.login.*",
                    "io.munjigi.crypto.*",
                    "io.munjigi.http.*",
                    "io.munjigi.persistence.*",
                    "java.util.*",
                    "java.util.stream.*",
                    "javax.sql.DataSource",
                    "org.junit.jupiter.api.Test")
            .map(each -> "import " + each + ";\n")
            .collect(Collectors.joining());

    private final URLClassLoader classes;

    /**
     * @param directory an empty one, for the classes
     */
    CompiledPage(Page page, Path directory) throws IOException {
        Path source = Files.writeString(directory.resolve("Guide.java"), source(page.blocks("java")));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            StringWriter complaints = new StringWriter();
            List<String> options =
                    List.of("-d", directory.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none");
            boolean compiles = compiler.getTask(
                            complaints, files, null, options, null, files.getJavaFileObjects(source))
                    .call();
            assertThat(compiles).as(page.file() + ": " + complaints).isTrue();
        }
        classes = new URLClassLoader(new URL[] {directory.toUri().toURL()}, CompiledPage.class.getClassLoader());
    }

    private static String source(List<String> blocks) {
        return IMPORTS + "class Guide {\n" + joined(blocks, false) + "}\n" + joined(blocks, true);
    }

    private static String joined(List<String> blocks, boolean types) {
        return blocks.stream()
                .filter(block -> TYPE.matcher(block).matches() == types)
                .collect(Collectors.joining("\n"));
    }

    /** A type that the page shows. */
    Class<?> type(String name) throws ClassNotFoundException {
        return classes.loadClass(name);
    }

    /** Calls a method that the page shows. */
    Object call(String name, Object... arguments) throws ReflectiveOperationException {
        Method method = Stream.of(type("Guide").getDeclaredMethods())
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .orElseThrow();
        method.setAccessible(true);
        return method.invoke(null, arguments);
    }

    @Override
    public void close() throws IOException {
        classes.close();
    }
}
