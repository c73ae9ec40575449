/**
 * The service: {@code Settings} are read here and nowhere else, {@code Munjigi} wires the house together in one readable place, {@code
 * Main} is what the jar runs.
 */
@NullMarked
package io.munjigi.app;

import org.jspecify.annotations.NullMarked;
