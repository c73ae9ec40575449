package io.munjigi.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.util.UrlEncoded;

/** Reads {@code application/x-www-form-urlencoded}, which bodies and queries are written in, strictly: no bad escapes, no field twice. */
final class FormCoding {

    private FormCoding() {}

    /**
     * The fields that a text spells.
     *
     * @throws ProblemException of this kind if it spells none
     */
    static Map<String, String> decode(String text, ProblemKind otherwise) {
        Map<String, String> fields = new LinkedHashMap<>();
        try {
            UrlEncoded.decodeUtf8To(text, 0, text.length(), (name, value) -> {
                if (fields.put(name, value) != null) {
                    throw ProblemException.of(otherwise);
                }
            });
        } catch (IllegalArgumentException badEncoding) {
            throw ProblemException.of(otherwise);
        }
        return fields;
    }
}
