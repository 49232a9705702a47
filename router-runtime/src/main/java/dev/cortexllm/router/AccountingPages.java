package dev.cortexllm.router;

import dev.cortexllm.router.admin.AdminServer;
import dev.cortexllm.router.ledger.LedgerWriter;
import dev.cortexllm.router.ledger.Postings;
import dev.cortexllm.router.ledger.Statistics;
import dev.cortexllm.router.ledger.StatisticsQuery;
import dev.cortexllm.router.store.SharedStatistics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the admin port tells of accounting: statistics, their reset, and the ledger's files (docs/accounting.md). */
final class AccountingPages {
    private static final Logger AUDIT = LoggerFactory.getLogger("cortex.audit");
    private static final Logger LOG = LoggerFactory.getLogger(AccountingPages.class);
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;

    private final Vertx vertx;
    private final Statistics statistics;
    private final LedgerWriter writer;
    private final Shared shared;
    private final LongSupplier epochMillis;

    /** Reaches the statistics that routers share. */
    interface Shared {
        /**
         * Does something with them.
         *
         * @param work what
         * @return what comes of it; null where there is no Redis
         */
        <T> Future<T> with(Function<SharedStatistics, Future<T>> work);
    }

    private AccountingPages(Vertx vertx, Accounts accounts, Shared shared, LongSupplier epochMillis) {
        this.vertx = vertx;
        this.statistics = accounts.statistics();
        this.writer = accounts.writer();
        this.shared = shared;
        this.epochMillis = epochMillis;
    }

    /**
     * Has them served.
     *
     * @param admin serves them
     * @param vertx of the process
     * @param accounts what they tell
     * @param shared reaches Redis
     */
    static void serve(AdminServer admin, Vertx vertx, Accounts accounts, Shared shared) {
        AccountingPages pages = new AccountingPages(vertx, accounts, shared, System::currentTimeMillis);
        admin.serve(HttpMethod.GET, "/statistics", pages::statistics);
        admin.serve(HttpMethod.POST, "/statistics/reset", pages::reset);
        admin.serve(HttpMethod.GET, "/ledger.csv", pages::ledger);
    }

    private void statistics(HttpServerRequest request) {
        StatisticsQuery query;
        boolean own;
        try {
            query = StatisticsQuery.of(
                    request.getParam("by"),
                    request.getParam("days"),
                    request.getParam("months"),
                    request.getParam("limit"),
                    statistics.days());
            own = own(request.getParam("scope"));
        } catch (IllegalArgumentException e) {
            sentence(request, BAD_REQUEST, e.getMessage());
            return;
        }
        long now = epochMillis.getAsLong();
        Future<List<Map<String, Long>>> hashes =
                own ? Future.succeededFuture() : shared.with(redis -> redis.read(query.keys(now)));
        hashes.transform(read -> vertx.executeBlocking(
                        () -> {
                            if (read.succeeded() && read.result() != null) {
                                return json(Statistics.shared(query, read.result(), now));
                            }
                            Map<String, Object> report = new LinkedHashMap<>();
                            if (read.failed()) {
                                report.put(
                                        "problem",
                                        "Redis is not to be had: this is what this router alone has counted.");
                            }
                            report.putAll(statistics.report(query));
                            return json(report);
                        },
                        false))
                .onSuccess(json -> request.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                        .end(json))
                .onFailure(failure -> {
                    LOG.error("statistics cannot be told by a defect of the router", failure);
                    sentence(request, 500, "The statistics could not be read.");
                });
    }

    private static boolean own(String scope) {
        if (scope == null || scope.equals("gateway")) {
            return false;
        }
        if (scope.equals("router")) {
            return true;
        }
        throw new IllegalArgumentException("Parameter scope takes gateway or router.");
    }

    private static String json(Map<String, Object> report) {
        return new JsonObject(report).encode();
    }

    /** The guard of the admin port refuses what a page in a browser does behind its user's back. */
    private void reset(HttpServerRequest request) {
        statistics.reset();
        long now = epochMillis.getAsLong();
        shared.with(redis -> redis.forget(Postings.keys(now, statistics.days())).map(true))
                .onComplete(done -> {
                    AUDIT.info(
                            "statistics were reset from {}: this router's{}",
                            request.remoteAddress(),
                            done.failed() ? ", Redis' were not to be had" : done.result() == null ? "" : " and Redis'");
                    if (done.succeeded()) {
                        request.response().setStatusCode(204).end();
                    } else {
                        sentence(request, 503, "This router's statistics are reset; Redis' were not to be had.");
                    }
                });
    }

    private void ledger(HttpServerRequest request) {
        LocalDate day = day(request.getParam("day"));
        if (writer == null) {
            sentence(request, NOT_FOUND, "This router writes no ledger files: start it with --ledger-dir.");
        } else if (day == null) {
            sentence(request, BAD_REQUEST, "Parameter day takes a day such as 2026-11-27, in UTC.");
        } else {
            HttpServerResponse response = request.response();
            response.putHeader(HttpHeaders.CONTENT_TYPE, "text/csv; charset=utf-8; header=present")
                    .putHeader("content-disposition", "attachment; filename=\"ledger-" + day + ".csv\"")
                    .setChunked(true);
            FileAnswer.send(vertx, () -> writer.read(day), response).onFailure(failure -> {
                LOG.warn("the ledger of {} cannot be told: {}", day, failure.toString());
                response.reset();
            });
        }
    }

    private LocalDate day(String text) {
        if (text == null) {
            return LocalDate.ofInstant(java.time.Instant.ofEpochMilli(epochMillis.getAsLong()), ZoneOffset.UTC);
        }
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static void sentence(HttpServerRequest request, int status, String sentence) {
        request.response().setStatusCode(status).end(sentence + "\n");
    }
}
