package dev.cortexllm.router.admin;

import dev.cortexllm.config.CanonicalJson;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;
import java.util.TreeMap;

/** Answers of the probes. */
public final class Probes {
    private Probes() {}

    /**
     * Alive: whoever can answer is.
     *
     * @param response where to say so
     */
    public static void health(HttpServerResponse response) {
        json(response, 200, Map.of("alive", true));
    }

    /**
     * Ready: a configuration is served and the router is not about to stop.
     *
     * @param response where to say so
     * @param status what to say
     */
    public static void readiness(HttpServerResponse response, ServingStatus status) {
        Map<String, Object> body = new TreeMap<>();
        body.put("ready", status.ready());
        body.put("config", status.servedHash());
        body.put("draining", status.draining());
        body.put("problem", status.problem());
        json(response, status.ready() ? 200 : 503, body);
    }

    private static void json(HttpServerResponse response, int code, Map<String, Object> body) {
        if (code == 503) {
            response.putHeader("retry-after", "1");
        }
        response.setStatusCode(code)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(Buffer.buffer(CanonicalJson.bytes(body)));
    }
}
