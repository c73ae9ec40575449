package io.munjigi.app.command;

import io.munjigi.app.Logging;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "rehearse",
        description =
                "Start the service on a database that is thrown away, let it do what it does most, and end. For a JVM that is to"
                        + " remember what it loads: -XX:AOTCacheOutput=FILE from Java 25 on, -XX:ArchiveClassesAtExit=FILE before. It heeds no"
                        + " settings.")
final class RehearseCommand implements Callable<Integer> {

    @Override
    public Integer call() throws IOException {
        Logging.forTheService();
        Rehearsal.inATemporaryFolder();
        return ExitCode.DONE.number();
    }
}
