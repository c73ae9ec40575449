@NullMarked
package io.munjigi.core.usecase.session;

import org.jspecify.annotations.NullMarked;
