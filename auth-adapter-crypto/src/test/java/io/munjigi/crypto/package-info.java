/**
 * What the cryptography promises: the core's contracts, vectors made by the original tools, and attacks.
 */
@NullMarked
package io.munjigi.crypto;

import org.jspecify.annotations.NullMarked;
