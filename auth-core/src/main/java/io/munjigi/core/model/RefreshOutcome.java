package io.munjigi.core.model;

/** What can come of a refresh token that is presented. */
public enum RefreshOutcome {
    /** The next tokens were issued. */
    ROTATED,
    /** It was used before, within the grace, and is answered again with the same successor. */
    REPEATED,
    /** It was used before, and is not answered again: two hold it, and its session ends. */
    REUSED,
    /** Its session has ended or expired. */
    ENDED,
    /** It was not made here. */
    FORGED
}
