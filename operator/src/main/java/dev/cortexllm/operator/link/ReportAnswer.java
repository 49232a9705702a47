package dev.cortexllm.operator.link;

import com.sun.net.httpserver.HttpExchange;
import dev.cortexllm.config.CanonicalJson;
import dev.cortexllm.link.RouterReport;
import java.io.IOException;

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
        if (report == null || report.incarnation() == null) {
            LinkHandler.refuse(exchange, 400, "a report must name its incarnation");
            return;
        }
        sink.report(router, report);
        exchange.sendResponseHeaders(204, -1);
    }
}
