@NullMarked
package io.munjigi.core.usecase.login;

import org.jspecify.annotations.NullMarked;
