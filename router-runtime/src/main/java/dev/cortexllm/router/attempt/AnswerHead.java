package dev.cortexllm.router.attempt;

import dev.cortexllm.router.account.Cost;
import dev.cortexllm.router.account.Usage;
import dev.cortexllm.router.outcome.Api;
import dev.cortexllm.router.outcome.CortexHeaders;
import dev.cortexllm.router.target.RouteTarget;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;

/**
 * Status and headers of an answer. Of the upstream's headers only those listed here go on; in particular nothing that
 * concerns its connection, its cookies or its own client.
 */
final class AnswerHead {
    private static final CharSequence[] PASSED = {
        HttpHeaders.createOptimized("retry-after"),
        HttpHeaders.createOptimized("retry-after-ms"),
        HttpHeaders.createOptimized("openai-processing-ms"),
        HttpHeaders.createOptimized("openai-version")
    };
    private static final CharSequence X_REQUEST_ID = HttpHeaders.createOptimized("x-request-id");
    private static final CharSequence REQUEST_ID = HttpHeaders.createOptimized("request-id");
    /** Media type of a stream. */
    static final String EVENTS = "text/event-stream";
    /** Media type of everything else. */
    static final String JSON = "application/json";

    private static final int LONGEST_LIST = 1000;
    private static final int OK = 200;
    private static final double NANOS_PER_MILLI = 1e6;

    private AnswerHead() {}

    /**
     * Puts status and headers into the client's response; nothing is sent yet. A head that went out while the request waited
     * stays as it is.
     *
     * @param call the request
     * @param target who answers
     * @param upstream the upstream's head
     * @param attempts upstream calls made
     * @param dropped paths of the client's fields that the target had no words for
     * @param overheadNanos time that the router itself has added so far
     */
    static void put(
            ClientCall call,
            RouteTarget target,
            HttpClientResponse upstream,
            int attempts,
            List<String> dropped,
            long overheadNanos) {
        HttpServerResponse response = call.response();
        if (response.headWritten()) {
            return;
        }
        response.setStatusCode(upstream.statusCode());
        MultiMap out = response.headers();
        MultiMap in = upstream.headers();
        boolean events = call.request().stream() && upstream.statusCode() == OK;
        if (events) {
            putEvents(out);
        } else {
            out.set(HttpHeaders.CONTENT_TYPE, JSON);
        }
        for (CharSequence name : PASSED) {
            String value = in.get(name);
            if (value != null) {
                out.set(name, value);
            }
        }
        String theirs = in.get(X_REQUEST_ID);
        String upstreamId = theirs == null ? in.get(REQUEST_ID) : theirs;
        if (upstreamId != null) {
            out.set(CortexHeaders.UPSTREAM_REQUEST_ID, upstreamId);
        }
        putRequestId(out, call.api(), call.requestId());
        if (!dropped.isEmpty()) {
            out.set(CortexHeaders.DROPPED, listed(dropped));
        }
        out.set(CortexHeaders.PROVIDER, target.upstream().name());
        out.set(CortexHeaders.MODEL, target.config().model());
        out.set(CortexHeaders.ATTEMPTS, Integer.toString(attempts));
        out.set(CortexHeaders.OVERHEAD_MS, millis(overheadNanos));
    }

    /** What every stream has. */
    static void putEvents(MultiMap out) {
        out.set(HttpHeaders.CONTENT_TYPE, EVENTS);
        out.set(HttpHeaders.CACHE_CONTROL, "no-cache");
    }

    /** Where the API's own clients look for the request's id. */
    static void putRequestId(MultiMap out, Api api, String requestId) {
        if (api == Api.ANTHROPIC) {
            out.set(REQUEST_ID, requestId);
        }
    }

    /**
     * Puts the price into the client's response, where price and usage are known.
     *
     * @param response the client's response
     * @param target who answers
     * @param usage what the answer used, or null
     */
    static void putCost(HttpServerResponse response, RouteTarget target, Usage usage) {
        if (usage != null && target.config().price() != null) {
            long cost = Cost.picoUsd(usage, target.config().price());
            response.headers().set(CortexHeaders.COST_USD, Cost.usd(cost));
        }
    }

    /** Names come from the client: whatever could not stand in a header, or would fill it, is left out. */
    static String listed(List<String> names) {
        StringBuilder list = new StringBuilder();
        for (String name : names) {
            String shown = name.replaceAll("[^!-~]", "?");
            if (list.length() + shown.length() > LONGEST_LIST) {
                return list.append(list.isEmpty() ? "..." : ", ...").toString();
            }
            list.append(list.isEmpty() ? "" : ", ").append(shown);
        }
        return list.toString();
    }

    /** Milliseconds with two digits behind the point. */
    static String millis(long nanos) {
        long hundredths = Math.max(0, Math.round(nanos / (NANOS_PER_MILLI / 100)));
        long rest = hundredths % 100;
        return hundredths / 100 + (rest < 10 ? ".0" : ".") + rest;
    }
}
