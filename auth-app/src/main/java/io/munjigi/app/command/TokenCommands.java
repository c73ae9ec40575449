package io.munjigi.app.command;

import io.munjigi.core.model.Insider;
import io.munjigi.core.usecase.login.InspectToken;
import io.munjigi.core.usecase.login.InspectToken.State;
import java.time.Instant;
import picocli.CommandLine.Command;

@Command(name = "token", description = "Access and refresh tokens.")
final class TokenCommands {

    private final Workplace workplace;

    TokenCommands(Workplace workplace) {
        this.workplace = workplace;
    }

    @Command(
            name = "inspect",
            description = {
                "Say what a token is, and whether it is good here. Ends with 0 if it is, with 5 if not; uses up nothing.",
                "The token is asked for, or read from the first line of standard input."
            })
    Integer inspect() {
        PasswordInput input = new PasswordInput(workplace.surroundings());
        boolean nobodyThere = workplace.surroundings().person().get().isEmpty();
        String token = input.known(nobodyThere, "Token: ").strip();
        TokenText text = TokenText.of(token);
        InspectToken.Finding finding = workplace.inTheHouse(
                house -> house.auth().inspectToken().handle(new InspectToken.Command(Insider.OPERATOR, token)));
        tell(text, finding);
        return (finding.state() == State.GOOD ? ExitCode.DONE : ExitCode.REFUSED).number();
    }

    private void tell(TokenText text, InspectToken.Finding finding) {
        boolean expired = text.isExpired(Instant.now());
        String verdict = verdict(text, finding, expired);
        JsonObject body = new JsonObject()
                .with("kind", Bodies.lower(text.kind()))
                .with("state", Bodies.lower(finding.state()))
                .with("expired", expired)
                .with("session_id", finding.sessionId())
                .with("user_id", finding.userId())
                .with("header", text.header())
                .with("claims", text.claims())
                .with("message", verdict);
        StringBuilder lines = new StringBuilder(verdict);
        if (finding.sessionId() != null) {
            lines.append("; session ").append(finding.sessionId());
        }
        if (finding.userId() != null) {
            lines.append("; user ").append(finding.userId());
        }
        if (text.kind() == TokenText.Kind.ACCESS_TOKEN) {
            lines.append("; header ").append(JsonText.of(text.header()));
            lines.append("; claims ").append(JsonText.of(text.claims()));
        }
        workplace.say(body, lines.toString());
    }

    private static String verdict(TokenText text, InspectToken.Finding finding, boolean expired) {
        String kind = switch (text.kind()) {
            case ACCESS_TOKEN -> "an access token";
            case REFRESH_TOKEN -> "a refresh token";
            case NEITHER -> "neither an access nor a refresh token";
        };
        return kind
                + switch (finding.state()) {
                    case GOOD -> ": it is good, and its session is alive";
                    case SESSION_ENDED -> ": it was made here, and its session has ended";
                    case USED -> ": it was used already; using it again ends the session";
                    case REFUSED ->
                        text.kind() == TokenText.Kind.NEITHER
                                ? ""
                                : expired
                                        ? ": it has expired; whether it was made here is not looked into"
                                        : ": it is refused: not made here for MUNJIGI_AUDIENCE by MUNJIGI_ISSUER, altered,"
                                                + " or by a key that is gone";
                };
    }
}
