/**
 * Cryptography behind the core's ports, each public class one of them:
 *
 * <ul>
 *   <li>{@link io.munjigi.crypto.PasswordHashing}: Argon2id or bcrypt, and verifies these and what other systems
 *       hashed, whatever the parameters;
 *   <li>{@link io.munjigi.crypto.CommonPasswords}: the passwords that everybody tries first;
 *   <li>{@link io.munjigi.crypto.BreachedPasswords}: those in a file of hashes that are known from breaches;
 *   <li>{@link io.munjigi.crypto.AesGcmSealer}: secrets sealed for the database;
 *   <li>{@link io.munjigi.crypto.NimbusAccessTokens}: access tokens as JWTs after RFC 9068, and the keys that sign them.
 * </ul>
 *
 * What hashes are made with is a {@code HashScheme}. What is verified is a {@code StoredHash}, by whoever made it: {@code KnownHashes} lists
 * the spellings, and a new one is added there. A token passes through {@code CompactToken} (its spelling), {@code
 * KeyRing} (its header and signature) and {@code TokenClaims} (what it says), in that order, and any of them refuses it.
 */
@NullMarked
package io.munjigi.crypto;

import org.jspecify.annotations.NullMarked;
