/**
 * Coming in: a password becomes a session and its tokens, a token becomes a {@link io.munjigi.core.model.Principal}.
 */
@NullMarked
package io.munjigi.core.usecase.login;

import org.jspecify.annotations.NullMarked;
