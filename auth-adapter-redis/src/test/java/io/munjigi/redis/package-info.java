/** News over a real Redis, which the build brings, and what happens when it is lost. */
@NullMarked
package io.munjigi.redis;

import org.jspecify.annotations.NullMarked;
