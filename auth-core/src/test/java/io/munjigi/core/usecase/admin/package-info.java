@NullMarked
package io.munjigi.core.usecase.admin;

import org.jspecify.annotations.NullMarked;
