/**
 * The front door. {@link io.munjigi.core.AuthBuilder} takes ports and a policy and makes an {@link io.munjigi.core.Auth}, which has
 * one accessor for each use case.
 */
@NullMarked
package io.munjigi.core;

import org.jspecify.annotations.NullMarked;
