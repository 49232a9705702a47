package dev.cortexllm.sandbox.models.wire;

import dev.cortexllm.sandbox.models.engine.GenerationRequest;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a wire format makes of a call: an answer at hand, or one that the engine has to generate. */
public sealed interface Reply {
    /**
     * An answer at hand.
     *
     * @param headers besides the content type
     * @param promptTokens what the vendor bills for it; 0 for nothing
     */
    record Document(int status, String contentType, Map<String, String> headers, String body, int promptTokens)
            implements Reply {
        /** A JSON answer that costs nothing. */
        public static Document json(int status, Object body) {
            return new Document(status, "application/json", Map.of(), JsonText.of(body), 0);
        }

        /** A plain text answer, status 200. */
        public static Document text(String contentType, String body) {
            return new Document(200, contentType, Map.of(), body, 0);
        }

        /** The same with a further header. */
        public Document with(String name, String value) {
            var more = new LinkedHashMap<>(headers);
            more.put(name, value);
            return new Document(status, contentType, more, body, promptTokens);
        }

        /** The same with the Retry-After header that a refusal asks for. */
        public Document retrying(ApiError error) {
            return error.retryAfter().map(value -> with("retry-after", value)).orElse(this);
        }

        /** The same with another body. */
        public Document saying(String other) {
            return new Document(status, contentType, headers, other, promptTokens);
        }

        /** The same at a price. */
        public Document billed(int tokens) {
            return new Document(status, contentType, headers, body, tokens);
        }
    }

    /**
     * An answer that the engine has to generate, and the hand that writes it in the vendor's way.
     *
     * @param headers besides the content type
     * @param cache what is billed of the prompt at the cache's prices
     */
    record Completion(GenerationRequest request, AnswerWriter writer, Map<String, String> headers, CacheUse cache)
            implements Reply {
        /** Of a vendor that keeps prompts by itself. */
        public Completion(GenerationRequest request, AnswerWriter writer, Map<String, String> headers) {
            this(request, writer, headers, CacheUse.AUTOMATIC);
        }
    }
}
