package io.munjigi.architecture.planted.adapters_ask_for_time_and_randomness_in_few_places.a_hasher_with_dice_of_its_own.crypto;

import java.security.SecureRandom;

/** Randomness is a port. */
final class PasswordHashing {

    SecureRandom salts() {
        return new SecureRandom();
    }
}
