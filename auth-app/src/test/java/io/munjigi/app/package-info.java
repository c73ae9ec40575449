@NullMarked
package io.munjigi.app;

import org.jspecify.annotations.NullMarked;
