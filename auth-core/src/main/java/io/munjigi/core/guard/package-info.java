/**
 * What several use cases share between them and the ports: the password rules, the hashing budget, the one uniform path
 * of a password check, the keys that are made once and kept sealed.
 */
@NullMarked
package io.munjigi.core.guard;

import org.jspecify.annotations.NullMarked;
