/**
 * What goes on by itself: removing what has had its time.
 */
@NullMarked
package io.munjigi.core.usecase.upkeep;

import org.jspecify.annotations.NullMarked;
