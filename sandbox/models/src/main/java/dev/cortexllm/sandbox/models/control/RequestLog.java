package dev.cortexllm.sandbox.models.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.models.wire.Call;
import dev.cortexllm.sandbox.models.wire.JsonText;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** The last {@value #KEPT} requests exactly as they came, so that a test can say what reached the provider. */
public final class RequestLog {
    /** Requests kept. */
    public static final int KEPT = 1_000;

    private final Deque<Received> received = new ArrayDeque<>();

    private record Received(Call call, Instant at) {}

    /** Remembers a request. */
    public void add(Call call, Instant at) {
        received.add(new Received(call, at));
        if (received.size() > KEPT) {
            received.remove();
        }
    }

    /** Renders the last requests, oldest first. */
    public ObjectNode json(int last) {
        ObjectNode log = JsonText.object();
        ArrayNode list = log.putArray("requests");
        received.stream().skip(Math.max(0, received.size() - last)).forEach(one -> {
            ObjectNode entry = list.addObject()
                    .put("method", one.call().method())
                    .put("path", one.call().path())
                    .put("receivedAt", one.at().toString());
            entry.putPOJO("query", one.call().query());
            entry.putPOJO("headers", one.call().headers());
            entry.put("body", one.call().body());
        });
        return log;
    }
}
