package dev.cortexllm.router.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.router.outcome.Failure.Kind;
import dev.cortexllm.router.wire.chat.StatusClass;
import dev.cortexllm.router.wire.chat.UpstreamError;
import dev.cortexllm.router.wire.json.JsonTrees;
import dev.cortexllm.router.wire.sse.EventData;
import java.io.IOException;
import java.util.Locale;

/** Errors as Anthropic tells them (facts/wire/anthropic.md section 5). */
final class AnthropicError {
    /** Stands in for the status of an error that comes where an answer has begun. */
    private static final int SERVER_ERROR = 500;

    private static final String SPEND_LIMIT = "enforced_spend_limit_reached";

    private AnthropicError() {}

    /** Whether a body is {@code {"type":"error","error":{"type":string,"message":string},...}}. */
    static boolean ownShape(byte[] body) {
        JsonNode json = tree(body, 0, body.length);
        JsonNode error = json.path("error");
        return "error".equals(json.path("type").textValue())
                && error.path("type").isTextual()
                && error.path("message").isTextual();
    }

    /**
     * Reads an error's body.
     *
     * @param status HTTP status of the answer
     * @param body anything
     * @return what it says
     */
    static UpstreamError of(int status, byte[] body) {
        return of(status, tree(body, 0, body.length).path("error"));
    }

    /** Reads an error that stands where an answer should. */
    static UpstreamError ofAnswer(byte[] body) {
        return of(SERVER_ERROR, body);
    }

    /** Reads an error that comes as an event of a stream. */
    static UpstreamError ofEvent(EventData event) {
        return of(SERVER_ERROR, tree(event.bytes(), event.from(), event.to()).path("error"));
    }

    private static UpstreamError of(int status, JsonNode error) {
        String type = error.path("type").textValue();
        String message =
                error.isTextual() ? error.textValue() : error.path("message").textValue();
        boolean limited =
                SPEND_LIMIT.equals(error.path("details").path("error_code").textValue());
        Kind kind = limited ? Kind.QUOTA : kind(status, type, message == null ? "" : message.toLowerCase(Locale.ROOT));
        return new UpstreamError(
                kind, message, kind == Kind.CONTEXT_TOO_LONG ? "context_length_exceeded" : null, null, 0);
    }

    private static Kind kind(int status, String type, String message) {
        return switch (type == null ? "" : type) {
            case "invalid_request_error" -> invalid(message);
            case "authentication_error", "permission_error" -> Kind.UNAUTHORIZED;
            case "billing_error" -> Kind.QUOTA;
            case "not_found_error" -> Kind.UNKNOWN_MODEL;
            case "request_too_large" -> Kind.TOO_LARGE;
            case "rate_limit_error" -> Kind.RATE_LIMITED;
            case "timeout_error" -> Kind.TIMEOUT;
            case "overloaded_error" -> Kind.OVERLOADED;
            case "api_error", "conflict_error" -> Kind.SERVER_ERROR;
            default -> StatusClass.of(status);
        };
    }

    /** What a request is refused for that is not the client's fault, told by its sentence alone. */
    private static Kind invalid(String message) {
        if (message.contains("prompt is too long") || message.contains("exceed context limit")) {
            return Kind.CONTEXT_TOO_LONG;
        }
        return message.contains("credit balance is too low") ? Kind.QUOTA : null;
    }

    private static JsonNode tree(byte[] bytes, int from, int to) {
        try {
            return JsonTrees.read(bytes, from, to);
        } catch (IOException e) {
            return JsonTrees.object();
        }
    }
}
