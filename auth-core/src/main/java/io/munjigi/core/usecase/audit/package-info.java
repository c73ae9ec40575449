/**
 * The audit trail: reading it, and proving that nobody has changed it.
 */
@NullMarked
package io.munjigi.core.usecase.audit;

import org.jspecify.annotations.NullMarked;
