package io.munjigi.app.command;

import io.munjigi.app.House;
import io.munjigi.app.transfer.Terminal;
import io.munjigi.core.model.AuditEvent;
import io.munjigi.core.model.AuditFilter;
import io.munjigi.core.model.AuditHead.Mark;
import io.munjigi.core.model.Insider;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.UserId;
import io.munjigi.core.usecase.audit.ReadAuditLog;
import io.munjigi.core.usecase.audit.VerifyAuditTrail;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "audit", description = "The audit trail: who did what, and whether anybody has changed it.")
final class AuditCommands {

    private final Workplace workplace;

    AuditCommands(Workplace workplace) {
        this.workplace = workplace;
    }

    @Command(name = "list", description = "List events, the newest first.")
    void list(
            @Option(
                            names = "--user",
                            paramLabel = "USER",
                            description = "Who acted or was acted on: an address, or an id.")
                    @Nullable
                    String name,
            @Option(
                            names = "--kind",
                            paramLabel = "KIND",
                            description = "What was done: ${COMPLETION-CANDIDATES}.",
                            completionCandidates = AuditKinds.class,
                            converter = AuditKinds.class)
                    AuditEvent.@Nullable Kind kind,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "50",
                            description = "At most so many; 50 otherwise.")
                    Long limit) {
        Paging.requirePositive(limit);
        workplace.inTheHouse(house -> {
            AuditFilter filter = new AuditFilter(name == null ? null : user(house, name), kind);
            Paging.<AuditEvent>through(limit, ReadAuditLog.LONGEST_PAGE, (last, most) -> {
                UUID after = last == null ? null : last.id();
                ReadAuditLog.Page page = house.auth()
                        .readAuditLog()
                        .handle(new ReadAuditLog.Command(Insider.OPERATOR, filter, after, most, Origin.UNKNOWN));
                page.events().forEach(event -> workplace.say(Bodies.of(event), Bodies.line(event)));
                return page.isLast() || workplace.isUnheard() ? List.of() : page.events();
            });
            return null;
        });
    }

    /** By id also somebody who is no longer there. */
    private static UserId user(House house, String name) {
        return UserId.parse(name).orElseGet(() -> NamedUser.find(house, name).id());
    }

    @Command(
            name = "verify",
            description = {
                "Prove that the audit trail is as it was sealed, or name what is not.",
                "The log of the service holds where the chain was: whoever can write in the database cannot change that."
            })
    Integer verify(
            @Option(
                            names = "--log",
                            paramLabel = "FILE",
                            description =
                                    "A log of the service; may be repeated. A tail that was cut whole is only found so.")
                    @Nullable
                    List<Path> logs) {
        List<Mark> anchors = ServiceLog.marks(logs == null ? List.of() : logs);
        AuditVerdict verdict = new AuditVerdict(workplace, Terminal.isStandardError());
        VerifyAuditTrail.Report report = workplace.inTheHouse(house -> house.auth()
                .verifyAuditTrail()
                .handle(new VerifyAuditTrail.Command(Insider.OPERATOR, anchors, Origin.UNKNOWN, verdict)));
        verdict.conclude(report, anchors.size());
        return (report.findings() == 0 ? ExitCode.DONE : ExitCode.AUDIT_FINDINGS).number();
    }
}
