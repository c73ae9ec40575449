@NullMarked
package io.munjigi.core.usecase.access;

import org.jspecify.annotations.NullMarked;
