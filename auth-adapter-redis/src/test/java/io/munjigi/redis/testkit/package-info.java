/** A real Redis for the tests of whoever uses this module. */
@NullMarked
package io.munjigi.redis.testkit;

import org.jspecify.annotations.NullMarked;
