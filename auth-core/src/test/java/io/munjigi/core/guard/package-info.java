@NullMarked
package io.munjigi.core.guard;

import org.jspecify.annotations.NullMarked;
