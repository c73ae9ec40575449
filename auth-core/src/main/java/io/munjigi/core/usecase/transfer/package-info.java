/**
 * Accounts in bulk: bringing them from elsewhere, and taking them along.
 */
@NullMarked
package io.munjigi.core.usecase.transfer;

import org.jspecify.annotations.NullMarked;
