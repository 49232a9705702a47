package dev.cortexllm.router.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.router.outcome.Failure.Kind;
import dev.cortexllm.router.wire.chat.StatusClass;
import dev.cortexllm.router.wire.chat.UpstreamError;
import dev.cortexllm.router.wire.json.JsonTrees;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads Google's errors (facts/wire/gemini.md section 5). */
final class ErrorReading {
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY = 429;
    private static final int CANCELLED = 499;
    private static final int INTERNAL = 500;

    /** Google's words and the statuses they come with, for errors that come without one of their own. */
    private static final Map<String, Integer> STATUSES = Map.ofEntries(
            Map.entry("INVALID_ARGUMENT", BAD_REQUEST),
            Map.entry("FAILED_PRECONDITION", BAD_REQUEST),
            Map.entry("OUT_OF_RANGE", BAD_REQUEST),
            Map.entry("UNAUTHENTICATED", 401),
            Map.entry("PERMISSION_DENIED", 403),
            Map.entry("NOT_FOUND", NOT_FOUND),
            Map.entry("RESOURCE_EXHAUSTED", TOO_MANY),
            Map.entry("CANCELLED", CANCELLED),
            Map.entry("INTERNAL", INTERNAL),
            Map.entry("UNAVAILABLE", 503),
            Map.entry("DEADLINE_EXCEEDED", 504));

    private static final Pattern SECONDS = Pattern.compile("([0-9]{1,9})(\\.[0-9]{1,9})?s");

    private ErrorReading() {}

    /**
     * Reads an error body.
     *
     * @param status HTTP status of the answer
     * @param body anything
     * @return what it says
     */
    static UpstreamError of(int status, byte[] body) {
        try {
            JsonNode error = error(JsonTrees.read(body));
            return error == null ? StatusClass.error(status) : of(status, error);
        } catch (IOException e) {
            return StatusClass.error(status);
        }
    }

    /**
     * Finds the error in a body; a stream that is no event stream wraps it in an array.
     *
     * @param body a value
     * @return the error object, or null when it is no error
     */
    static JsonNode error(JsonNode body) {
        JsonNode first = body.isArray() ? body.path(0) : body;
        JsonNode error = first.path("error");
        return error.isObject() ? error : null;
    }

    /**
     * Reads an error object.
     *
     * @param httpStatus status it came with; 200 when it came in place of an answer
     * @param error the object
     * @return what it says
     */
    static UpstreamError of(int httpStatus, JsonNode error) {
        int status = httpStatus == OK ? status(error) : httpStatus;
        String message =
                error.path("message").isTextual() ? error.get("message").textValue() : null;
        JsonNode details = error.path("details");
        Kind kind = kind(status, error.path("status").asText(), message, details);
        return new UpstreamError(
                kind, kind == Kind.UNAUTHORIZED ? null : message, code(kind), null, retryAfter(details));
    }

    private static int status(JsonNode error) {
        JsonNode code = error.path("code");
        if (code.isInt() && code.intValue() >= BAD_REQUEST && code.intValue() < 600) {
            return code.intValue();
        }
        return STATUSES.getOrDefault(error.path("status").asText(), INTERNAL);
    }

    private static Kind kind(int status, String word, String message, JsonNode details) {
        String said = message == null ? "" : message.toLowerCase(Locale.ROOT);
        if (status == BAD_REQUEST) {
            return badRequest(word, said, details);
        } else if (status == TOO_MANY) {
            return perDay(details) ? Kind.QUOTA : Kind.RATE_LIMITED;
        } else if (status == CANCELLED) {
            return Kind.SERVER_ERROR;
        }
        return StatusClass.of(status);
    }

    /** Google answers 400 to mistakes of the gateway's owner as well. */
    private static Kind badRequest(String word, String said, JsonNode details) {
        if (has(details, "reason", "API_KEY_INVALID") || said.contains("api key not valid")) {
            return Kind.UNAUTHORIZED;
        } else if (word.equals("FAILED_PRECONDITION")) {
            return said.contains("billing") ? Kind.QUOTA : Kind.UNAUTHORIZED;
        } else if (said.contains("token count") && (said.contains("exceeds") || said.contains("only supports up to"))) {
            return Kind.CONTEXT_TOO_LONG;
        } else if (said.contains("payload size exceeds")) {
            return Kind.TOO_LARGE;
        }
        return null;
    }

    private static boolean has(JsonNode details, String field, String value) {
        for (JsonNode detail : details) {
            if (detail.path(field).asText().equals(value)) {
                return true;
            }
        }
        return false;
    }

    /** A quota that is counted by the day comes back tomorrow, whatever the delay says. */
    private static boolean perDay(JsonNode details) {
        for (JsonNode detail : details) {
            for (JsonNode violation : detail.path("violations")) {
                if (violation.path("quotaId").asText().contains("PerDay")) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String code(Kind kind) {
        return kind == Kind.CONTEXT_TOO_LONG
                ? "context_length_exceeded"
                : kind == Kind.UNKNOWN_MODEL ? "model_not_found" : null;
    }

    /** Seconds of a {@code RetryInfo} such as {@code 17.2s}, rounded up. */
    private static int retryAfter(JsonNode details) {
        for (JsonNode detail : details) {
            Matcher delay = SECONDS.matcher(detail.path("retryDelay").asText());
            if (delay.matches()) {
                boolean more = delay.group(2) != null && delay.group(2).chars().anyMatch(c -> c >= '1' && c <= '9');
                return Integer.parseInt(delay.group(1)) + (more ? 1 : 0);
            }
        }
        return 0;
    }
}
