package io.munjigi.app.transfer;

/**
 * What Firebase calls the password hash parameters of a project: its hashes cannot be verified without them.
 *
 * @param signerKey {@code base64_signer_key}
 * @param saltSeparator {@code base64_salt_separator}; may be empty
 * @param rounds {@code rounds}, from 1 to 8
 * @param memoryCost {@code mem_cost}, from 1 to 14
 */
public record FirebaseParameters(String signerKey, String saltSeparator, int rounds, int memoryCost) {

    private static final int MOST_ROUNDS = 8;
    private static final int HIGHEST_MEMORY_COST = 14;

    /**
     * Takes both alphabets of Base64 and keeps the standard one.
     *
     * @throws IllegalArgumentException if one of them cannot be; the message does not repeat it
     */
    public FirebaseParameters {
        signerKey = Base64Text.standard(signerKey).orElseThrow(() -> notBase64("signer key"));
        saltSeparator = Base64Text.standard(saltSeparator).orElseThrow(() -> notBase64("salt separator"));
        if (signerKey.isEmpty()) {
            throw new IllegalArgumentException("the signer key is empty");
        }
        if (rounds < 1 || rounds > MOST_ROUNDS) {
            throw new IllegalArgumentException("rounds are from 1 to " + MOST_ROUNDS);
        }
        if (memoryCost < 1 || memoryCost > HIGHEST_MEMORY_COST) {
            throw new IllegalArgumentException("the memory cost is from 1 to " + HIGHEST_MEMORY_COST);
        }
    }

    private static IllegalArgumentException notBase64(String what) {
        return new IllegalArgumentException("the " + what + " is not Base64");
    }

    /** One text that holds all that verifying takes; salt and hash in standard Base64. */
    String hash(String salt, String hash) {
        return "$firescrypt$ln=" + memoryCost + ",r=" + rounds + ",p=1$" + salt + "$" + hash + "$" + saltSeparator + "$"
                + signerKey;
    }

    /** Hides the signer key. */
    @Override
    public String toString() {
        return "FirebaseParameters[hidden]";
    }
}
