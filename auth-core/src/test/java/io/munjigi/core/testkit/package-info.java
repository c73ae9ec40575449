/**
 * For the tests of the house and of whoever extends it: in-memory stores and fake workers that pass the same contracts as the real ones, a
 * clock that can be set, object mothers, and {@link io.munjigi.core.testkit.TestAuth}, a whole {@code Auth} in one call.
 */
@NullMarked
package io.munjigi.core.testkit;

import org.jspecify.annotations.NullMarked;
