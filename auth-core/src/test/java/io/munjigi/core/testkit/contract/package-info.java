/**
 * What every implementation of a port must do, as interfaces of tests: a test class implements the contract, says how its implementation is
 * made, and inherits the tests.
 */
@NullMarked
package io.munjigi.core.testkit.contract;

import org.jspecify.annotations.NullMarked;
