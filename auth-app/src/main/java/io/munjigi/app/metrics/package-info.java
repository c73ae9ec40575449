/**
 * The figures of a running service as Prometheus reads them, by Micrometer, which nobody else knows. {@link
 * io.munjigi.app.metrics.ServiceMetrics} is all that is shown.
 */
@NullMarked
package io.munjigi.app.metrics;

import org.jspecify.annotations.NullMarked;
