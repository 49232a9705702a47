package dev.cortexllm.router.wire.openai.vendor;

import dev.cortexllm.router.wire.json.JsonSpan;
import dev.cortexllm.router.wire.json.JsonSpan.Kind;
import dev.cortexllm.router.wire.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.StringJoiner;

/**
 * Token probabilities in the form of the old completions, which Together gives: lists of tokens and of probabilities side
 * by side (facts/wire/openai-compatible.md section 2), in the form of chat completions.
 */
final class LegacyLogprobs {
    /** OpenAI's word for "very unlikely", for a token of which nothing is said. */
    private static final String UNKNOWN = "-9999.0";

    private LegacyLogprobs() {}

    /**
     * Turns them.
     *
     * @param logprobs an object with {@code tokens}
     * @return the object of a chat completion
     */
    static byte[] chat(JsonSpan logprobs) {
        List<JsonSpan> tokens = list(logprobs, "tokens");
        List<JsonSpan> values = list(logprobs, "token_logprobs");
        List<JsonSpan> top = list(logprobs, "top_logprobs");
        StringJoiner content = new StringJoiner(",", "{\"content\":[", "],\"refusal\":null}");
        for (int i = 0; i < tokens.size(); i++) {
            String token = tokens.get(i).text();
            if (token != null) {
                String others = i < top.size() ? others(top.get(i)) : "[]";
                content.add(token(token, i < values.size() ? values.get(i) : null, ",\"top_logprobs\":" + others));
            }
        }
        return content.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static List<JsonSpan> list(JsonSpan object, String name) {
        JsonSpan list = object.member(name);
        return list == null || !list.is(Kind.ARRAY) ? List.of() : list.children();
    }

    /** Alternatives by token. */
    private static String others(JsonSpan byToken) {
        StringJoiner others = new StringJoiner(",", "[", "]");
        for (JsonSpan other : byToken.children()) {
            if (other.name() != null) {
                others.add(token(other.name(), other, ""));
            }
        }
        return others.toString();
    }

    private static String token(String token, JsonSpan value, String more) {
        String logprob = value != null && value.is(Kind.NUMBER) ? value.raw() : UNKNOWN;
        StringJoiner bytes = new StringJoiner(",", "[", "]");
        for (byte b : token.getBytes(StandardCharsets.UTF_8)) {
            bytes.add(Integer.toString(b & 0xFF));
        }
        return "{\"token\":" + JsonText.quoted(token) + ",\"logprob\":" + logprob + ",\"bytes\":" + bytes + more + "}";
    }
}
