/**
 * What the house talks about: values, entities, secrets and refusals. Knows nothing else of the house.
 */
@NullMarked
package io.munjigi.core.model;

import org.jspecify.annotations.NullMarked;
