package dev.cortexllm.operator.link;

import com.sun.net.httpserver.HttpExchange;
import dev.cortexllm.config.CanonicalJson;
import dev.cortexllm.link.RouterReport;
import dev.cortexllm.link.RouterReport.PolicyUsage;
import java.io.IOException;
import java.util.Optional;

/** Takes a router's report. */
final class ReportAnswer implements LinkHandler.Answer {
    /** Largest report, in bytes: a few hundred per policy and deployment. */
    private static final int MAX_BYTES = 4 * 1024 * 1024;

    private final ReportSink sink;

    ReportAnswer(ReportSink sink) {
        this.sink = sink;
    }

    @Override
    public void give(RouterId router, HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BYTES + 1);
        if (body.length > MAX_BYTES) {
            LinkHandler.refuse(exchange, 413, "a report has at most " + MAX_BYTES + " bytes");
            return;
        }
        RouterReport report;
        try {
            report = CanonicalJson.read(body, RouterReport.class);
        } catch (IOException e) {
            LinkHandler.refuse(
                    exchange,
                    400,
                    "not a report: " + e.getMessage().lines().findFirst().orElse(""));
            return;
        }
        Optional<String> flaw = flaw(report);
        if (flaw.isPresent()) {
            LinkHandler.refuse(exchange, 400, flaw.get());
            return;
        }
        sink.report(router, report);
        exchange.sendResponseHeaders(204, -1);
    }

    private static Optional<String> flaw(RouterReport report) {
        if (report == null || report.incarnation() == null) {
            return Optional.of("a report must name its incarnation");
        }
        boolean sound = report.usage() == null || report.usage().stream().allMatch(ReportAnswer::sound);
        return sound ? Optional.empty() : Optional.of("usage must name its policy, and its counters are at least 0");
    }

    private static boolean sound(PolicyUsage usage) {
        return usage != null
                && usage.policy() != null
                && usage.requests() >= 0
                && usage.local() >= 0
                && usage.microUsd() >= 0;
    }
}
