/**
 * The architecture, said as rules and held against the compiled code. {@code LayerRules}, {@code ShapeRules} and {@code HabitRules} say them;
 * each is tried against the small houses in {@code planted.<rule>.<fault>}, every one of which breaks that rule once.
 */
@NullMarked
package io.munjigi.architecture;

import org.jspecify.annotations.NullMarked;
