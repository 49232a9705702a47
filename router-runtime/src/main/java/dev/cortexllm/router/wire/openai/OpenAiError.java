package dev.cortexllm.router.wire.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.router.outcome.Failure.Kind;
import dev.cortexllm.router.wire.chat.UpstreamError;
import dev.cortexllm.router.wire.json.JsonTrees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Errors of OpenAI-compatible providers. */
final class OpenAiError {
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;
    private static final int LONGEST_TEXT = 500;
    private static final int SECONDS_OF_MINUTE = 60;
    private static final int SECONDS_OF_HOUR = 3600;

    private static final Pattern TITLE = Pattern.compile("(?is)<title[^>]{0,100}>([^<]{1,200})</title>");
    private static final Pattern RETRY = Pattern.compile(
            "(?i)(?:try again in|retry after) (?:(\\d{1,4})h)?(?:(\\d{1,6})m(?!s))?(?:(\\d{1,6})(?:\\.\\d{1,9})? ?s)?");

    /** OpenAI's words for what others say in theirs. */
    private static final Map<String, String> WORDS = Map.of(
            "extra_forbidden", "unknown_parameter",
            "missing", "missing_required_parameter",
            "string_type", "invalid_type",
            "int_type", "invalid_type",
            "literal_error", "invalid_value",
            "value_error", "invalid_value",
            "content_filter", "content_filter",
            "tool_use_failed", "tool_use_failed");

    private OpenAiError() {}

    /**
     * Whether a body is an error as OpenAI's own clients read it: {@code {"error":{"message","type","param","code"}}}, all
     * of them strings, the last two null or absent if need be.
     */
    static boolean ownShape(byte[] body) {
        JsonNode error = tree(body).path("error");
        return error.path("message").isTextual()
                && error.path("type").isTextual()
                && isTextOrNothing(error.path("param"))
                && isTextOrNothing(error.path("code"));
    }

    private static boolean isTextOrNothing(JsonNode value) {
        return value.isTextual() || value.isNull() || value.isMissingNode();
    }

    /** Whether JSON that stands where an answer should is an error. */
    static boolean isOne(JsonNode json) {
        return json.hasNonNull("error")
                || "error".equalsIgnoreCase(json.path("object").asText());
    }

    /**
     * Reads an error's body.
     *
     * @param status HTTP status of the answer
     * @param body anything
     * @return what it says
     */
    static UpstreamError of(int status, byte[] body) {
        JsonNode json = tree(body);
        if (json.isMissingNode()) {
            return error(status, new ErrorFields(text(body), null, null, null));
        }
        return status == OK && isOne(json) ? inAnswer(json) : error(status, ErrorFields.of(json));
    }

    /**
     * Reads an error that stands where an answer should.
     *
     * @param body an error
     * @return what it says
     */
    static UpstreamError inAnswer(byte[] body) {
        return inAnswer(tree(body));
    }

    /**
     * Reads an error that stands where an answer should; its code may be what the status would have been.
     *
     * @param json an error
     * @return what it says
     */
    static UpstreamError inAnswer(JsonNode json) {
        ErrorFields fields = ErrorFields.of(json);
        return error(status(fields), fields);
    }

    private static int status(ErrorFields fields) {
        String code = fields.code() == null ? "" : fields.code().toLowerCase(Locale.ROOT);
        if (code.matches("[45]\\d\\d")) {
            return Integer.parseInt(code);
        }
        String words = code + " " + (fields.type() == null ? "" : fields.type().toLowerCase(Locale.ROOT));
        if (words.contains("rate_limit") || words.contains("ratelimit")) {
            return TOO_MANY;
        }
        boolean client = words.contains("invalid_") || words.contains("badrequest") || words.contains("validation");
        return client ? BAD_REQUEST : SERVER_ERROR;
    }

    private static UpstreamError error(int status, ErrorFields fields) {
        Kind kind = ErrorClass.of(status, fields);
        boolean later = kind == Kind.RATE_LIMITED || kind == Kind.OVERLOADED;
        return new UpstreamError(
                kind, fields.message(), code(kind, fields), fields.param(), later ? seconds(fields.message()) : 0);
    }

    private static String code(Kind kind, ErrorFields fields) {
        if (kind == null) {
            String own = fields.code() == null ? "" : fields.code();
            String byType = WORDS.get(fields.type() == null ? "" : fields.type());
            String word = own.matches("[a-z][a-z0-9_]{1,60}") ? own : byType;
            return WORDS.getOrDefault(own, word);
        }
        return switch (kind) {
            case CONTEXT_TOO_LONG -> "context_length_exceeded";
            case RATE_LIMITED -> "rate_limit_exceeded";
            case QUOTA -> "insufficient_quota";
            case UNAUTHORIZED -> "invalid_api_key";
            case UNKNOWN_MODEL -> "model_not_found";
            case OVERLOADED -> "server_is_overloaded";
            case TOO_LARGE -> "request_too_large";
            default -> null;
        };
    }

    /** When to come again, where the sentence says so: OpenAI, Azure and Groq do. */
    private static int seconds(String message) {
        Matcher retry = RETRY.matcher(message == null ? "" : message);
        if (!retry.find()) {
            return 0;
        }
        int seconds = number(retry.group(1)) * SECONDS_OF_HOUR
                + number(retry.group(2)) * SECONDS_OF_MINUTE
                + number(retry.group(3));
        boolean fraction = retry.group(3) != null && retry.group().contains(".");
        return seconds + (fraction ? 1 : 0);
    }

    private static int number(String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    /** What a body that is not JSON says: a page's title, or a text that is short. */
    private static String text(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8).strip();
        if (text.toLowerCase(Locale.ROOT).contains("<html")) {
            Matcher title = TITLE.matcher(text);
            return title.find() ? title.group(1).strip() : null;
        }
        boolean readable = !text.isEmpty() && text.length() <= LONGEST_TEXT && !text.startsWith("<");
        return readable ? text : null;
    }

    private static JsonNode tree(byte[] body) {
        try {
            return JsonTrees.read(body);
        } catch (IOException e) {
            return JsonTrees.object().path("missing");
        }
    }
}
