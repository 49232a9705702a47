package dev.cortexllm.sandbox.apiserver.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.sandbox.apiserver.object.Json;
import java.nio.charset.StandardCharsets;

/**
 * What an endpoint answers.
 *
 * @param code HTTP status
 * @param contentType media type of the body
 * @param body bytes to send
 */
public record Answer(int code, String contentType, byte[] body) {
    public static Answer ok(JsonNode body) {
        return of(200, body);
    }

    public static Answer of(int code, JsonNode body) {
        return new Answer(code, "application/json", (Json.write(body) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    public static Answer text(String text) {
        return new Answer(200, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }
}
