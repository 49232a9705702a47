package dev.cortexllm.operator.link;

import dev.cortexllm.link.RouterReport;

/** Where routers' reports go. */
@FunctionalInterface
public interface ReportSink {
    /**
     * Takes a report; must not block.
     *
     * @param router who reports
     * @param report what it says
     */
    void report(RouterId router, RouterReport report);
}
