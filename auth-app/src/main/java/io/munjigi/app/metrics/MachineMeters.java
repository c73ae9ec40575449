package io.munjigi.app.metrics;

import com.sun.management.OperatingSystemMXBean;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.RuntimeMXBean;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;

/** The few figures of the JVM that say whether it has enough of everything. By hand: Micrometer's own are four times as many. */
final class MachineMeters {

    private static final double NANOS_OF_A_SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final double MILLIS_OF_A_SECOND = TimeUnit.SECONDS.toMillis(1);

    private final MeterRegistry registry;

    MachineMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void bind() {
        bindMemory(ManagementFactory.getMemoryMXBean());
        ManagementFactory.getGarbageCollectorMXBeans().forEach(this::bindCollector);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Gauge.builder("jvm.threads.current", threads, ThreadMXBean::getThreadCount)
                .description("Threads of the JVM")
                .register(registry);
        RuntimeMXBean runtime = ManagementFactory.getRuntimeMXBean();
        Gauge.builder("process.uptime.seconds", runtime, each -> each.getUptime() / MILLIS_OF_A_SECOND)
                .description("How long the process has run")
                .register(registry);
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        FunctionCounter.builder("process.cpu.seconds", system, each -> each.getProcessCpuTime() / NANOS_OF_A_SECOND)
                .description("What the process has taken of the processors")
                .register(registry);
    }

    private void bindMemory(MemoryMXBean memory) {
        Gauge.builder(
                        "jvm.memory.used.bytes",
                        memory,
                        each -> each.getHeapMemoryUsage().getUsed())
                .description("Memory in use")
                .tag("area", "heap")
                .register(registry);
        Gauge.builder(
                        "jvm.memory.used.bytes",
                        memory,
                        each -> each.getNonHeapMemoryUsage().getUsed())
                .description("Memory in use")
                .tag("area", "nonheap")
                .register(registry);
        Gauge.builder(
                        "jvm.memory.max.bytes",
                        memory,
                        each -> each.getHeapMemoryUsage().getMax())
                .description("The most that may be in use")
                .tag("area", "heap")
                .register(registry);
    }

    private void bindCollector(GarbageCollectorMXBean collector) {
        FunctionTimer.builder(
                        "jvm.gc.collection",
                        collector,
                        GarbageCollectorMXBean::getCollectionCount,
                        GarbageCollectorMXBean::getCollectionTime,
                        TimeUnit.MILLISECONDS)
                .description("Collections of garbage")
                .tag("gc", collector.getName())
                .register(registry);
    }
}
