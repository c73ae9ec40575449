package io.munjigi.http;

import io.munjigi.core.model.Fault;

/**
 * Why a part of the input is refused, for a person, in every language that is spoken here. All reasons stand here, each beside its
 * translation.
 */
record Reason(String english, String korean) {

    /** What a part of the input has to be. */
    enum Form {
        OBJECT("an object", "JSON 객체여야 합니다."),
        TEXT("a string", "문자열이어야 합니다."),
        TEXTS("an array of strings", "문자열 배열이어야 합니다."),
        FLAG("true or false", "true 또는 false여야 합니다."),
        WHOLE_NUMBER("a whole number", "정수여야 합니다."),
        CURSOR("a next_cursor that was given", "이전 응답의 next_cursor 값이어야 합니다."),
        ROLE("a role's name", "역할 이름이어야 합니다."),
        USER_ID("a user's id", "사용자 ID여야 합니다."),
        EVENT_KIND("a kind of event", "이벤트 종류여야 합니다.");

        private final String english;
        private final String korean;

        Form(String english, String korean) {
            this.english = english;
            this.korean = korean;
        }
    }

    static Reason mustBe(Form form) {
        return new Reason("Must be " + form.english, form.korean);
    }

    /** For what takes one value only. */
    static Reason mustBe(String supported) {
        return new Reason("Must be \"" + supported + "\"", "\"" + supported + "\"만 사용할 수 있습니다.");
    }

    static Reason of(Fault fault) {
        int bound = fault.bound();
        return switch (fault.code()) {
            case REQUIRED -> new Reason("Is required", "필수 항목입니다.");
            case OUT_OF_RANGE -> new Reason("Is too small or too great", "허용 범위를 벗어난 값입니다.");
            case UNKNOWN_ROLE -> new Reason("Names no role that there is", "존재하지 않는 역할입니다.");
            case INVALID_EMAIL -> new Reason("Is not an e-mail address", "올바른 이메일 주소가 아닙니다.");
            case PASSWORD_TOO_SHORT ->
                new Reason("Must have at least " + bound + " characters", "비밀번호는 " + bound + "자 이상이어야 합니다.");
            case PASSWORD_TOO_LONG ->
                new Reason(
                        "Must have at most " + bound + " bytes in UTF-8",
                        "비밀번호는 UTF-8로 " + bound + "바이트 이하여야 합니다(한글은 한 글자에 3바이트).");
            case PASSWORD_NOT_TEXT -> new Reason("Is not valid Unicode text", "비밀번호에 사용할 수 없는 문자가 들어 있습니다.");
            case PASSWORD_COMMON ->
                new Reason("Is one of the passwords that everybody tries first", "너무 흔한 비밀번호입니다. 다른 비밀번호를 사용해 주세요.");
            case PASSWORD_BREACHED ->
                new Reason("Is known from a data breach; choose another one", "유출된 적이 있는 비밀번호입니다. 다른 비밀번호를 사용해 주세요.");
            case PASSWORD_GUESSABLE ->
                new Reason(
                        "Contains your address's name or the name of this service",
                        "비밀번호에 이메일 아이디나 서비스 이름을 포함할 수 없습니다.");
        };
    }

    String in(Language language) {
        return switch (language) {
            case ENGLISH -> english;
            case KOREAN -> korean;
        };
    }
}
