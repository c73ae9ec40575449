@NullMarked
package io.munjigi.app.transfer;

import org.jspecify.annotations.NullMarked;
