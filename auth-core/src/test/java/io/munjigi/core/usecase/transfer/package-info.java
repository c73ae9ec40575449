@NullMarked
package io.munjigi.core.usecase.transfer;

import org.jspecify.annotations.NullMarked;
