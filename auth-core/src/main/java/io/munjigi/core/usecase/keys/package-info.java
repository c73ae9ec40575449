/**
 * The keys that others verify our tokens with.
 */
@NullMarked
package io.munjigi.core.usecase.keys;

import org.jspecify.annotations.NullMarked;
