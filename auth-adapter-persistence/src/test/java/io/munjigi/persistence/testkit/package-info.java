/** For tests that need a real server: {@link io.munjigi.persistence.testkit.RealPostgres}. */
@NullMarked
package io.munjigi.persistence.testkit;

import org.jspecify.annotations.NullMarked;
