package dev.cortexllm.sandbox.clients.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.exception.HttpException;
import java.util.Optional;

/** LangChain4j's errors: its own class outside, status and body of the answer inside, headers nowhere. */
final class LangChainTrouble {
    private LangChainTrouble() {}

    static Trouble of(Throwable thrown) {
        Throwable cause = thrown;
        while (cause != null && !(cause instanceof HttpException)) {
            cause = cause.getCause();
        }
        if (!(cause instanceof HttpException answer)) {
            throw new AssertionError("not an answer's error", thrown);
        }
        JsonNode error = Json.of(answer.getMessage()).path("error");
        return new Trouble(
                thrown.getClass().getSimpleName(),
                answer.statusCode(),
                error.path("type").asText(),
                error.path("code").asText(null),
                error.path("message").asText(),
                Optional.empty());
    }
}
