package io.munjigi.app.command;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(
        name = "completion",
        description = "Print a script that completes commands: source <(munjigi completion), in bash or zsh.")
final class CompletionCommand implements Runnable {

    private final Workplace workplace;

    CompletionCommand(Workplace workplace) {
        this.workplace = workplace;
    }

    @Override
    public void run() {
        CommandLine all = CommandTree.of(new Workplace(workplace.surroundings()));
        workplace.surroundings().out().print(AutoComplete.bash("munjigi", all));
    }
}
