package dev.cortexllm.sandbox.models.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.models.wire.ApiError;
import dev.cortexllm.sandbox.models.wire.JsonText;

/** Google's error object; a code becomes the reason in its details. */
final class GeminiErrors {
    private GeminiErrors() {}

    static ObjectNode body(ApiError error) {
        ObjectNode body = JsonText.object();
        ObjectNode inner = body.putObject("error")
                .put("code", error.status())
                .put("message", error.getMessage())
                .put("status", status(error.status()));
        if (error.code() != null) {
            inner.putArray("details")
                    .addObject()
                    .put("@type", "type.googleapis.com/google.rpc.ErrorInfo")
                    .put("reason", error.code())
                    .put("domain", "googleapis.com");
        }
        error.retryAfter().ifPresent(delay -> inner.withArray("details")
                .addObject()
                .put("@type", "type.googleapis.com/google.rpc.RetryInfo")
                .put("retryDelay", delay + "s"));
        return body;
    }

    private static String status(int status) {
        return switch (status) {
            case 400 -> "INVALID_ARGUMENT";
            case 401 -> "UNAUTHENTICATED";
            case 403 -> "PERMISSION_DENIED";
            case 404 -> "NOT_FOUND";
            case 429 -> "RESOURCE_EXHAUSTED";
            case 499 -> "CANCELLED";
            case 503 -> "UNAVAILABLE";
            case 504 -> "DEADLINE_EXCEEDED";
            default -> status >= 500 ? "INTERNAL" : "FAILED_PRECONDITION";
        };
    }
}
