package io.munjigi.http;

import java.util.function.BooleanSupplier;

/**
 * Something that has to be well before the service says that it is ready.
 *
 * @param part its name, in the answer when it is not well
 * @param isWell whether it is; answers within seconds and does not throw
 */
public record ReadinessCheck(String part, BooleanSupplier isWell) {}
