@NullMarked
package io.munjigi.core.usecase.audit;

import org.jspecify.annotations.NullMarked;
