/**
 * One's own sessions: which there are, and ending them.
 */
@NullMarked
package io.munjigi.core.usecase.session;

import org.jspecify.annotations.NullMarked;
