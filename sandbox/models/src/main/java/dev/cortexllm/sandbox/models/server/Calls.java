package dev.cortexllm.sandbox.models.server;

import dev.cortexllm.sandbox.models.wire.Call;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Turns Vert.x' requests into calls. */
final class Calls {
    private Calls() {}

    static Call of(HttpServerRequest request, Buffer body) {
        Map<String, String> headers = new LinkedHashMap<>();
        request.headers()
                .forEach((name, value) ->
                        headers.merge(name.toLowerCase(Locale.ROOT), value, (first, more) -> first + ", " + more));
        return new Call(request.method().name(), request.path(), query(request.params()), headers, body.toString());
    }

    private static Map<String, String> query(MultiMap parameters) {
        Map<String, String> query = new LinkedHashMap<>();
        parameters.forEach((name, value) -> query.putIfAbsent(name, value));
        return query;
    }
}
