package dev.cortexllm.router.wire.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.router.wire.json.JsonTrees;
import java.io.IOException;

/** Errors of OpenAI-compatible providers. */
final class OpenAiError {
    private OpenAiError() {}

    /** Whether a body is {@code {"error":{"message":string,...}}}, so that OpenAI's clients understand it. */
    static boolean ownShape(byte[] body) {
        try {
            JsonNode error = JsonTrees.read(body).path("error");
            return error.path("message").isTextual();
        } catch (IOException e) {
            return false;
        }
    }
}
