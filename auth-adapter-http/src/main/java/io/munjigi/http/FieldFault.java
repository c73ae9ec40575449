package io.munjigi.http;

import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.Fault;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One fault of the input, in no language yet.
 *
 * @param pointer a JSON pointer (RFC 6901) to the member; {@code /} and the field for a form
 * @param code stable, one for each kind of fault
 * @param reason for a person; never repeats what was sent
 */
record FieldFault(String pointer, String code, Reason reason) {

    private static final Pattern CAPITAL = Pattern.compile("[A-Z]");

    /** One fault, as a client sees it. */
    record Body(String pointer, String code, String message) {}

    Body in(Language language) {
        return new Body(pointer, code, reason.in(language));
    }

    static FieldFault wrongType(String pointer, Reason.Form expected) {
        return new FieldFault(pointer, "wrong_type", Reason.mustBe(expected));
    }

    static FieldFault required(String member) {
        return of(new Fault(member, Fault.Code.REQUIRED));
    }

    static FieldFault unsupportedGrantType(String supported) {
        return new FieldFault("/grant_type", "unsupported_grant_type", Reason.mustBe(supported));
    }

    static FieldFault unsupportedValue(String parameter, String supported) {
        return new FieldFault("/" + parameter, "unsupported_value", Reason.mustBe(supported));
    }

    static FieldFault malformed(String parameter, Reason.Form expected) {
        return new FieldFault("/" + parameter, "malformed", Reason.mustBe(expected));
    }

    /** The core's name for the field, in the contract's spelling. */
    static FieldFault of(Fault fault) {
        String member = CAPITAL.matcher(fault.field()).replaceAll("_$0").toLowerCase(Locale.ROOT);
        return new FieldFault("/" + member, fault.code().name().toLowerCase(Locale.ROOT), Reason.of(fault));
    }

    /**
     * Calls a use case that finds faults of its own, and tells those and the ones that were noted before together.
     *
     * @throws ProblemException if the use case finds any, or some were noted
     */
    static <T> T gathering(List<FieldFault> noted, Supplier<T> useCase) {
        try {
            T answer = useCase.get();
            if (noted.isEmpty()) {
                return answer;
            }
            throw ProblemException.invalid(noted);
        } catch (AuthException refused) {
            throw refused.error() == AuthError.INVALID_INPUT ? all(noted, refused.faults()) : refused;
        }
    }

    private static ProblemException all(List<FieldFault> noted, List<Fault> found) {
        Set<String> pointers = noted.stream().map(FieldFault::pointer).collect(Collectors.toSet());
        return ProblemException.invalid(Stream.concat(
                        noted.stream(),
                        found.stream().map(FieldFault::of).filter(fault -> !pointers.contains(fault.pointer())))
                .toList());
    }
}
