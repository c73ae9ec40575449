/**
 * What an embedder may replace: stores are plurals ({@link io.munjigi.core.port.Users}), workers are agents ({@link
 * io.munjigi.core.port.PasswordHasher}). Every port has a contract among the tests, published in the test-jar; an
 * implementation is right when it passes that contract.
 */
@NullMarked
package io.munjigi.core.port;

import org.jspecify.annotations.NullMarked;
