package io.munjigi.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.munjigi.core.model.Password;
import io.munjigi.core.model.PasswordHash;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.stream.Stream;

/** What other tools made of passwords: {@code foreign-vectors.tsv}, which says of each by which tool and version. */
final class ForeignVectors {

    private ForeignVectors() {}

    record Vector(String passwordText, String encoded) {

        private static Vector ofLine(String line) {
            int tab = line.indexOf('\t');
            return new Vector(line.substring(0, tab), line.substring(tab + 1));
        }

        Password password() {
            return Password.of(passwordText);
        }

        PasswordHash stored() {
            return PasswordHash.of(encoded);
        }
    }

    static Stream<Vector> all() {
        try (InputStream file =
                Objects.requireNonNull(ForeignVectors.class.getResourceAsStream("foreign-vectors.tsv"))) {
            return new String(file.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> line.contains("\t"))
                    .map(Vector::ofLine);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The first hash in the file that begins so. */
    static String beginningWith(String beginning) {
        return all().map(Vector::encoded)
                .filter(encoded -> encoded.startsWith(beginning))
                .findFirst()
                .orElseThrow();
    }

    /** The first credential of a Keycloak export by this algorithm. */
    static String keycloak(String algorithm) {
        return all().map(Vector::encoded)
                .filter(encoded -> encoded.contains("\\\"" + algorithm + "\\\""))
                .findFirst()
                .orElseThrow();
    }
}
