package dev.cortexllm.router.wire.openai.vendor;

import dev.cortexllm.router.outcome.Failure.Kind;
import dev.cortexllm.router.wire.chat.UpstreamError;
import dev.cortexllm.router.wire.json.JsonSpan;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * An error that comes with status 200, in a stream or in an answer's place: its status is guessed from its own words, and
 * then it is read as any other error. Sources: facts/wire/openai-compatible.md sections 6 to 8, golden.md G28.
 */
final class StreamError {
    private static final int SERVER_ERROR = 500;
    /** Parts of words that tell a status, the telling ones first. */
    private static final List<Map.Entry<String, Integer>> WORDS = List.of(
            Map.entry("quota", 402),
            Map.entry("billing", 402),
            Map.entry("rate_limit", 429),
            Map.entry("ratelimit", 429),
            Map.entry("overloaded", 503),
            Map.entry("unavailable", 503),
            Map.entry("capacity", 503),
            Map.entry("timeout", 504),
            Map.entry("authentication", 401),
            Map.entry("api_key", 401),
            Map.entry("permission", 403),
            Map.entry("context", 400),
            Map.entry("not_found", 404),
            Map.entry("invalid", 400),
            Map.entry("badrequest", 400),
            Map.entry("validation", 400));

    private StreamError() {}

    /**
     * Reads an error.
     *
     * @param body an object with {@code error}, or one that is an error itself
     * @param errors reads an error by its status
     * @return what it says
     */
    static UpstreamError read(byte[] body, BiFunction<Integer, byte[], UpstreamError> errors) {
        try {
            JsonSpan all = JsonSpan.read(body, 0, body.length);
            JsonSpan error = all.member("error");
            JsonSpan said = error == null ? all : error;
            UpstreamError read = errors.apply(status(all, said), body);
            return read.message() == null && read.kind() != Kind.UNAUTHORIZED ? worded(read, message(all, said)) : read;
        } catch (IOException e) {
            return errors.apply(SERVER_ERROR, body);
        }
    }

    private static UpstreamError worded(UpstreamError error, String message) {
        return new UpstreamError(error.kind(), message, error.code(), error.param(), error.retryAfterSeconds());
    }

    private static String message(JsonSpan all, JsonSpan error) {
        if (error.text() != null) {
            return error.text();
        }
        String message = text(error, "message");
        return message == null ? text(all, "message") : message;
    }

    private static int status(JsonSpan all, JsonSpan error) {
        for (String name : List.of("code", "status", "status_code", "http_status")) {
            int status = status(error.member(name));
            if (status > 0) {
                return status;
            }
        }
        List<String> said = Stream.of(
                        text(error, "code"), text(error, "type"), text(all, "error_type"), text(error, "status"))
                .filter(word -> word != null)
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList();
        for (Map.Entry<String, Integer> word : WORDS) {
            if (said.stream().anyMatch(one -> one.contains(word.getKey()))) {
                return word.getValue();
            }
        }
        return SERVER_ERROR;
    }

    /** A status that is a number or written as one; 0 for anything else. */
    private static int status(JsonSpan value) {
        if (value == null) {
            return 0;
        }
        String digits = value.text() == null ? value.raw() : value.text();
        return digits.matches("[45][0-9][0-9]") ? Integer.parseInt(digits) : 0;
    }

    private static String text(JsonSpan object, String name) {
        JsonSpan member = object.member(name);
        return member == null ? null : member.text();
    }
}
