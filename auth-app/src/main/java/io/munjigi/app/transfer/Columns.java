package io.munjigi.app.transfer;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which column of a table is which part of an account. Columns are known by their names, in any order and case; where one of several names
 * will do, the first of them that is there is taken; the others and all further columns are passed over.
 */
final class Columns {

    private static final Pattern ROLE = Pattern.compile("[^\\s;]+");

    private final Map<Part, Integer> places = new EnumMap<>(Part.class);

    private enum Part {
        EMAIL("email"),
        PASSWORD_HASH("password_hash", "hashed_password", "password"),
        ID("id"),
        ROLES("roles"),
        EMAIL_VERIFIED("email_verified", "is_verified"),
        DISABLED("disabled"),
        ACTIVE("is_active"),
        CREATED_AT("created_at");

        @SuppressWarnings("ImmutableEnumChecker") // no list that List.of made can be changed
        private final List<String> names;

        Part(String... names) {
            this.names = List.of(names);
        }

        String firstName() {
            return names.get(0);
        }
    }

    /** One row of the table. */
    interface Cells {

        /** What the cell at this place says, counted from 0, or null where it says nothing. */
        @Nullable
        String text(int place) throws MalformedRowException;
    }

    /**
     * @param source how the message calls it
     * @throws SourceException if no column is named email
     */
    Columns(List<String> labels, String source) {
        List<String> names = labels.stream()
                .map(label -> label.strip().toLowerCase(Locale.ROOT))
                .toList();
        for (Part part : Part.values()) {
            part.names.stream()
                    .filter(names::contains)
                    .findFirst()
                    .ifPresent(name -> places.put(part, names.indexOf(name)));
        }
        if (!places.containsKey(Part.EMAIL)) {
            throw new SourceException(source + " has no column named email");
        }
    }

    AccountRow row(long position, Cells cells) throws MalformedRowException {
        AccountDraft draft = new AccountDraft();
        for (Map.Entry<Part, Integer> column : places.entrySet()) {
            String text = cells.text(column.getValue());
            if (text != null && !text.isEmpty()) {
                put(column.getKey(), text, draft);
            }
        }
        return draft.at(position);
    }

    private void put(Part part, String text, AccountDraft draft) throws MalformedRowException {
        switch (part) {
            case EMAIL -> draft.email(text);
            case PASSWORD_HASH -> draft.passwordHash(text);
            case ID -> draft.foreignId(text);
            case ROLES -> roles(text, draft);
            case EMAIL_VERIFIED -> draft.emailVerified(answer(part, text));
            case DISABLED -> draft.disabled(answer(part, text));
            case ACTIVE -> active(answer(part, text), draft);
            case CREATED_AT -> draft.createdAt(Moments.printed(text));
        }
    }

    private static void roles(String text, AccountDraft draft) throws MalformedRowException {
        for (Matcher role = ROLE.matcher(text); role.find(); ) {
            draft.role(role.group());
        }
    }

    /** Where there are both columns, the other one counts. */
    private void active(boolean answer, AccountDraft draft) throws MalformedRowException {
        if (!places.containsKey(Part.DISABLED)) {
            draft.disabled(!answer);
        }
    }

    private static boolean answer(Part part, String text) throws MalformedRowException {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "t", "yes", "1" -> true;
            case "false", "f", "no", "0" -> false;
            default -> throw new MalformedRowException(part.firstName() + " is not a boolean");
        };
    }
}
