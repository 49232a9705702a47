package dev.cortexllm.sandbox.kubelet;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * The machine that the node stands on.
 *
 * @param architecture as Kubernetes names it, such as {@code amd64}
 */
record Machine(int processors, long memoryBytes, String architecture, String operatingSystem, String kernelVersion) {
    static Machine local() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        String architecture =
                switch (system.getArch()) {
                    case "x86_64" -> "amd64";
                    case "aarch64" -> "arm64";
                    default -> system.getArch();
                };
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                system.getTotalMemorySize(),
                architecture,
                system.getName(),
                system.getVersion());
    }
}
