package io.munjigi.app.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "serve", description = "Start the service.")
final class ServeCommand implements Callable<Integer> {

    private final Workplace workplace;

    ServeCommand(Workplace workplace) {
        this.workplace = workplace;
    }

    @Override
    public Integer call() {
        Surroundings surroundings = workplace.surroundings();
        return Serve.with(surroundings.environment(), surroundings.err()).number();
    }
}
