/**
 * The command line. {@code Main} is what the jar runs; {@code CommandTree} hangs the commands, each a class or a method that picocli
 * describes, below {@code munjigi}. A {@code Workplace} gives them settings, a house and output, {@code Failures} says in one line what went
 * wrong and with which {@code ExitCode}.
 *
 * <p>Nothing is decided here: a command reads its arguments, calls use cases as the operator, and tells what came of it.
 */
@NullMarked
package io.munjigi.app.command;

import org.jspecify.annotations.NullMarked;
