@NullMarked
package io.munjigi.core;

import org.jspecify.annotations.NullMarked;
