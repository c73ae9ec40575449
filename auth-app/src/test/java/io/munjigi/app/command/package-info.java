/** Tests of the command line. */
@NullMarked
package io.munjigi.app.command;

import org.jspecify.annotations.NullMarked;
