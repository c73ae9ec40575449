package io.munjigi.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.model.EmailKey;
import io.munjigi.core.testkit.RawHttp;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Requests of which a proxy in front may think that they end elsewhere (RFC 9112, 11.2). Each hides a sign-up where another reader would see
 * the next request; whoever is in doubt refuses, ends the connection and reads no further.
 */
class RequestSmugglingTest {

    private static final ServedHouse HOUSE = ServedHouse.strict();

    private static final String SMUGGLED_BODY =
            "{\"email\":\"smuggled@example.org\",\"password\":\"correct horse battery\"}";
    private static final String SMUGGLED =
            "POST /auth/signup HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
                    + SMUGGLED_BODY.length() + "\r\n\r\n" + SMUGGLED_BODY;

    /** Ends the body for whoever goes by chunks, and is the beginning of it for whoever goes by a length. */
    private static final String NO_CHUNKS = "0\r\n\r\n";

    private static final String CHUNKED = "Transfer-Encoding: chunked\r\n";
    private static final String LENGTH = "Content-Length: " + (NO_CHUNKS + SMUGGLED).length() + "\r\n";

    @AfterAll
    static void close() {
        HOUSE.close();
    }

    /** Header fields that say twice, or in a doubtful way, where the body ends. */
    static final List<String> DOUBTFUL_FRAMING = List.of(
            LENGTH + CHUNKED,
            CHUNKED + LENGTH,
            CHUNKED + "Content-Length: 4\r\n",
            CHUNKED + "Content-Length: 0\r\n",
            CHUNKED + "Content-Length: x\r\n",
            CHUNKED + "Content-Length:\r\n",
            LENGTH + "Transfer-Encoding: CHUNKED\r\n",
            LENGTH + "Transfer-Encoding: identity\r\n",
            LENGTH + "Transfer-Encoding: xchunked\r\n",
            LENGTH + "Transfer-Encoding: chunked, identity\r\n",
            LENGTH + "Transfer-Encoding: \"chunked\"\r\n",
            LENGTH + "Transfer-Encoding:\r\n",
            LENGTH + "Transfer-Encoding:\tchunked\r\n",
            LENGTH + "Transfer-Encoding: \u000bchunked\r\n",
            LENGTH + "Transfer-Encoding: chunked\0\r\n",
            LENGTH + "Transfer-Encoding : chunked\r\n",
            LENGTH + " Transfer-Encoding: chunked\r\n",
            LENGTH + "X: y\r\n Transfer-Encoding: chunked\r\n",
            LENGTH + "X: y\nTransfer-Encoding: chunked\r\n",
            LENGTH + "X: y\rTransfer-Encoding: chunked\r\n",
            LENGTH + "Transfer-Encoding\r\n: chunked\r\n",
            LENGTH + "Transfer-Encoding:\r\n chunked\r\n",
            CHUNKED + "Transfer-Encoding: identity\r\n",
            CHUNKED + "Transfer-Encoding: xchunked\r\n",
            CHUNKED + "Transfer-Encoding: chunked\r\n",
            "Transfer-Encoding: chunked, chunked\r\n",
            "Transfer-Encoding: gzip\r\n",
            "Transfer-Encoding: chunked, gzip\r\n",
            LENGTH + "Content-Length: 4\r\n",
            "Content-Length: 4\r\n" + LENGTH,
            "Content-Length: 4, 5\r\n",
            "Content-Length: +4\r\n",
            "Content-Length: -4\r\n",
            "Content-Length: 0x4\r\n",
            "Content-Length: 4.0\r\n",
            "Content-Length: 4 4\r\n",
            "Content-Length: 4;\r\n",
            "Content-Length:\r\n",
            "Content-Length: 4\0\r\n",
            "Content-Length: \u00b2\r\n",
            "Content-Length: 99999999999999999999\r\n",
            "Content-Length: 4\r\n 4\r\n",
            "Content-Length : 4\r\n");

    @ParameterizedTest
    @FieldSource("DOUBTFUL_FRAMING")
    void what_has_no_certain_end_is_refused_and_nothing_behind_it_is_read(String framing) throws IOException {
        String head = "POST /auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";

        assertRefusedOnce(head + framing + "\r\n" + NO_CHUNKS + SMUGGLED);
    }

    /** Chunks of doubtful length or end, each with a sign-up behind it. */
    static final List<String> DOUBTFUL_CHUNKS = List.of(
            "\r\n",
            "x\r\n",
            "-1\r\n",
            "+2\r\n{}\r\n",
            "0x2\r\n{}\r\n",
            "2 2\r\n{}\r\n",
            "2\u000b\r\n{}\r\n",
            "ffffffffffffffff\r\n",
            "100000000000000002\r\n{}\r\n",
            "7fffffffffffffff\r\n",
            "2\n{}\r\n0\r\n\r\n",
            "2\r{}\r\n0\r\n\r\n",
            "2\r\n{}\n0\r\n\r\n",
            "2\r\n{}0\r\n\r\n",
            "2\r\n{}x\r\n0\r\n\r\n",
            "2;\nx\r\n{}\r\n0\r\n\r\n",
            "2;x\n{}\r\n0\r\n\r\n",
            "2;" + "x".repeat(20_000) + "\r\n{}\r\n0\r\n\r\n",
            "0\r\nX: " + "x".repeat(20_000) + "\r\n\r\n",
            "0\r\n" + "X: y\r\n".repeat(5_000) + "\r\n",
            "0\r\nBad Trailer\r\n\r\n",
            "0\r\n\n",
            "0\n\n");

    @ParameterizedTest
    @FieldSource("DOUBTFUL_CHUNKS")
    void a_chunk_of_no_certain_length_is_refused_and_nothing_behind_it_is_read(String chunks) throws IOException {
        String head = "POST /auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" + CHUNKED + "\r\n";

        assertRefusedOnce(head + chunks + SMUGGLED);
    }

    private static void assertRefusedOnce(String request) throws IOException {
        String answer = HOUSE.rawToTheEnd(request);

        assertThat(RawHttp.statuses(answer)).as(answer).hasSize(1).allMatch(status -> status / 100 == 4);
        assertThat(answer).contains("application/problem+json").containsIgnoringCase("Connection: close");
        assertThat(HOUSE.house().stores().users().findCredentials(EmailKey.of("smuggled@example.org")))
                .isEmpty();
    }
}
