@NullMarked
package io.munjigi.core.model;

import org.jspecify.annotations.NullMarked;
