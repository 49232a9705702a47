package dev.cortexllm.sandbox.clients.world;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.sandbox.clients.client.Json;
import java.util.Map;

/**
 * A request exactly as a simulated server got it.
 *
 * @param headers by lower-case name
 */
public record Received(
        String method,
        String path,
        String receivedAt,
        Map<String, String> query,
        Map<String, String> headers,
        String body) {
    /** Returns the body as JSON. */
    public JsonNode json() {
        return Json.of(body);
    }
}
