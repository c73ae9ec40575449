@NullMarked
package io.munjigi.core.usecase.account;

import org.jspecify.annotations.NullMarked;
