package dev.cortexllm.router.wire.openai.vendor;

import dev.cortexllm.router.wire.json.JsonSpan;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;

/** Which fields of a request say nothing, so that nobody misses them. Source: facts/wire/openai.md section 2.1. */
final class OpenAiDefaults {
    private static final Map<String, BigDecimal> NUMBERS = Map.of(
            "n", BigDecimal.ONE,
            "temperature", BigDecimal.ONE,
            "top_p", BigDecimal.ONE,
            "presence_penalty", BigDecimal.ZERO,
            "frequency_penalty", BigDecimal.ZERO,
            "top_logprobs", BigDecimal.ZERO);
    private static final Map<String, Set<String>> WORDS = Map.of(
            "logprobs", Set.of("false"),
            "store", Set.of("false"),
            "stream", Set.of("false"),
            "parallel_tool_calls", Set.of("true"),
            "tool_choice", Set.of("\"auto\""),
            "service_tier", Set.of("\"auto\"", "\"default\""));
    /** What the provider learns, the answer does not show. */
    private static final Set<String> UNSEEN = Set.of(
            "user",
            "safety_identifier",
            "prompt_cache_key",
            "prompt_cache_retention",
            "prompt_cache_options",
            "stream_options");

    private OpenAiDefaults() {}

    /** Whether a field holds what is so without it, or nothing. */
    static boolean holds(String field, JsonSpan value) {
        if (empty(value)) {
            return true;
        }
        BigDecimal number = NUMBERS.get(field);
        BigDecimal given = number == null ? null : value.number();
        if (given != null) {
            return given.compareTo(number) == 0;
        }
        if (field.equals("response_format")) {
            return value.member("type") != null
                    && "text".equals(value.member("type").text());
        }
        return WORDS.getOrDefault(field, Set.of()).contains(value.raw());
    }

    /** Whether a client cannot tell from the answer that a field was left out. */
    static boolean unmissed(String field, JsonSpan value) {
        return UNSEEN.contains(field) || holds(field, value);
    }

    /** Whether a value is null, or an object, a list or a text without anything in it. */
    static boolean empty(JsonSpan value) {
        return switch (value.kind()) {
            case NULL -> true;
            case OBJECT, ARRAY -> value.children().isEmpty();
            case STRING -> value.to() - value.from() == 2;
            default -> false;
        };
    }
}
