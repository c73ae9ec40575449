@NullMarked
package io.munjigi.core.usecase.keys;

import org.jspecify.annotations.NullMarked;
