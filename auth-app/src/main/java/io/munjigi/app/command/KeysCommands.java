package io.munjigi.app.command;

import io.munjigi.core.Auth;
import io.munjigi.core.model.Insider;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.SigningKey;
import io.munjigi.core.usecase.keys.ListSigningKeys;
import io.munjigi.core.usecase.keys.RevokeSigningKey;
import io.munjigi.core.usecase.keys.RotateSigningKeys;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "keys", description = "What access tokens are signed with, and what all keys are sealed under.")
final class KeysCommands {

    private final Workplace workplace;

    KeysCommands(Workplace workplace) {
        this.workplace = workplace;
    }

    @Command(name = "list", description = "List the signing keys, the newest first.")
    void list() {
        workplace.inTheHouse(house -> {
            var keys = house.auth()
                    .listSigningKeys()
                    .handle(new ListSigningKeys.Command(Insider.OPERATOR, Origin.UNKNOWN));
            keys.forEach(key -> workplace.say(Bodies.of(key), Bodies.line(key)));
            return null;
        });
    }

    @Command(name = "rotate", description = "Make a new signing key, which is published ten minutes before it signs.")
    void rotate() {
        SigningKey newest = workplace.inTheHouse(house -> house.auth()
                .rotateSigningKeys()
                .handle(new RotateSigningKeys.Command(Insider.OPERATOR, Duration.ZERO, Origin.UNKNOWN)));
        workplace.say(
                new JsonObject().with("kid", newest.keyId()).with("signs_from", newest.signsFrom()),
                newest.keyId() + " signs from " + newest.signsFrom() + " on");
    }

    @Command(
            name = "revoke",
            description = "Remove a signing key at once, in an emergency: every token that it signed is refused.")
    void revoke(@Parameters(paramLabel = "KID", description = "The key, as munjigi keys list shows it.") String keyId) {
        workplace.inTheHouse(house -> {
            Auth auth = house.auth();
            auth.revokeSigningKey().handle(new RevokeSigningKey.Command(Insider.OPERATOR, keyId, Origin.UNKNOWN));
            return null;
        });
        workplace.say(new JsonObject().with("kid", keyId).with("revoked", true), "revoked");
    }

    @Command(
            name = "reseal",
            description = "Seal all keys under MUNJIGI_SECRET, if they are under MUNJIGI_SECRET_PREVIOUS.")
    void reseal() {
        int sealed = workplace.inTheHouse(house -> house.auth().resealKeys().handle(Insider.OPERATOR));
        workplace.say(
                new JsonObject().with("resealed", sealed),
                "munjigi: " + sealed + " keys are sealed under the master secret as it is set now;"
                        + " MUNJIGI_SECRET_PREVIOUS is no longer needed");
    }
}
