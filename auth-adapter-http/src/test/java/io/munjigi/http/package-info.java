@NullMarked
package io.munjigi.http;

import org.jspecify.annotations.NullMarked;
