@NullMarked
package io.munjigi.core.usecase.upkeep;

import org.jspecify.annotations.NullMarked;
