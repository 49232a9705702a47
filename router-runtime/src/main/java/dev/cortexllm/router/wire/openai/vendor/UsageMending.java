package dev.cortexllm.router.wire.openai.vendor;

import dev.cortexllm.router.wire.json.JsonSpan;
import dev.cortexllm.router.wire.json.JsonSpan.Kind;
import dev.cortexllm.router.wire.json.SpanEdits;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Usage whose counts are not where OpenAI has them: what was read from a cache stands beside the totals at Moonshot ({@code
 * cached_tokens}) and DeepSeek ({@code prompt_cache_hit_tokens}). What is there stays; what is missing is added.
 */
final class UsageMending {
    private static final String DETAILS = "prompt_tokens_details";
    private static final String CACHED = "cached_tokens";
    private static final List<String> ELSEWHERE = List.of(CACHED, "prompt_cache_hit_tokens");

    private final SpanEdits edits;

    /**
     * @param edits told what changes
     */
    UsageMending(SpanEdits edits) {
        this.edits = edits;
    }

    /**
     * Mends.
     *
     * @param usage a {@code usage} object
     */
    void mend(JsonSpan usage) {
        BigDecimal prompt = count(usage, "prompt_tokens");
        BigDecimal completion = count(usage, "completion_tokens");
        if (prompt != null && count(usage, "total_tokens") == null) {
            BigDecimal total = completion == null ? prompt : prompt.add(completion);
            put(usage, "total_tokens", ascii(total.toPlainString()));
        }
        for (String name : ELSEWHERE) {
            JsonSpan cached = usage.member(name);
            if (cached != null && cached.is(Kind.NUMBER)) {
                cached(usage, cached.raw());
                return;
            }
        }
    }

    private void cached(JsonSpan usage, String count) {
        JsonSpan details = usage.member(DETAILS);
        if (details == null || !details.is(Kind.OBJECT)) {
            put(usage, DETAILS, ascii("{\"" + CACHED + "\":" + count + "}"));
        } else if (count(details, CACHED) == null) {
            put(details, CACHED, ascii(count));
        }
    }

    private void put(JsonSpan object, String name, byte[] json) {
        JsonSpan there = object.member(name);
        if (there == null) {
            edits.append(object, name, json);
        } else {
            edits.replace(there, json);
        }
    }

    /** A count, null when it is none: written out, a number such as 1e999999999 would fill the memory. */
    private static BigDecimal count(JsonSpan object, String name) {
        JsonSpan member = object.member(name);
        BigDecimal number = member == null ? null : member.number();
        try {
            return number == null ? null : BigDecimal.valueOf(number.longValueExact());
        } catch (ArithmeticException e) {
            return null;
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
