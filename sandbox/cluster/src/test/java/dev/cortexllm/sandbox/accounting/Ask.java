package dev.cortexllm.sandbox.accounting;

/**
 * One request as a client means to send it.
 *
 * @param id the client's name for it
 * @param router which router it goes to
 * @param dialect the API it speaks
 * @param model the policy's name
 * @param stream whether the answer is to come in parts
 * @param maxTokens most tokens of the answer; 0 where the client does not say
 * @param words what it says, besides what all say
 * @param leaveAfterTokens tokens of a stream after which the client leaves; 0: never
 * @param leaveAfterMillis time after which the client leaves; 0: never
 */
record Ask(
        String id,
        int router,
        Dialect dialect,
        String model,
        boolean stream,
        int maxTokens,
        String words,
        int leaveAfterTokens,
        int leaveAfterMillis) {

    /** The API that a client speaks. */
    enum Dialect {
        OPENAI("/v1/chat/completions", "data: [DONE]", "\"content\":\"[^\"]"),
        ANTHROPIC("/v1/messages", "event: message_stop", "\"type\":\"text_delta\"");

        private final String path;
        private final String end;
        private final String token;

        Dialect(String path, String end, String token) {
            this.path = path;
            this.end = end;
            this.token = token;
        }

        String path() {
            return path;
        }

        /** What only a complete stream has. */
        String end() {
            return end;
        }

        /** Pattern that each token of a stream has once. */
        String token() {
            return token;
        }
    }

    /** Whether the client means to leave early. */
    boolean leaves() {
        return leaveAfterTokens > 0 || leaveAfterMillis > 0;
    }

    /** Returns the request's body. */
    String body() {
        String length = maxTokens > 0 ? ",\"max_tokens\":" + maxTokens : "";
        return "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"" + words + "\"}]" + length
                + (stream ? ",\"stream\":true" : "") + "}";
    }
}
