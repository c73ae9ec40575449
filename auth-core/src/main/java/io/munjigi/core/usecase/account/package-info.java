/**
 * An account's own life: signing up and reading who one is.
 */
@NullMarked
package io.munjigi.core.usecase.account;

import org.jspecify.annotations.NullMarked;
