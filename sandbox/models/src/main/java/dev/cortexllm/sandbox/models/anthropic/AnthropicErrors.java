package dev.cortexllm.sandbox.models.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.models.wire.ApiError;
import dev.cortexllm.sandbox.models.wire.JsonText;

/** Anthropic's error object and its types by HTTP status. */
final class AnthropicErrors {
    private AnthropicErrors() {}

    static ObjectNode body(ApiError error) {
        ObjectNode body = JsonText.object().put("type", "error");
        body.putObject("error").put("type", type(error.status())).put("message", error.getMessage());
        return body;
    }

    private static String type(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 402 -> "billing_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 409 -> "conflict_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 504 -> "timeout_error";
            case 529 -> "overloaded_error";
            default -> status >= 500 ? "api_error" : "invalid_request_error";
        };
    }
}
