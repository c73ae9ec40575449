/**
 * What operators and administrators do with other people's accounts.
 */
@NullMarked
package io.munjigi.core.usecase.admin;

import org.jspecify.annotations.NullMarked;
