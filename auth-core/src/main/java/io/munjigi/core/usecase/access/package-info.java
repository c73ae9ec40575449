/**
 * Whether a caller may do something, for an application's own routes and methods too.
 */
@NullMarked
package io.munjigi.core.usecase.access;

import org.jspecify.annotations.NullMarked;
