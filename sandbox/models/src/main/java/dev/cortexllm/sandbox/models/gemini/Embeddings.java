package dev.cortexllm.sandbox.models.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.models.engine.TokenCount;
import dev.cortexllm.sandbox.models.engine.Vector;
import dev.cortexllm.sandbox.models.wire.ApiError;
import dev.cortexllm.sandbox.models.wire.JsonText;
import dev.cortexllm.sandbox.models.wire.Reply;

/** Answers {@code embedContent} and {@code batchEmbedContents}; Google tells no token count. */
final class Embeddings {
    private static final int MAX_BATCH = 100;

    private Embeddings() {}

    static Reply.Document one(ObjectNode body, String model) {
        ObjectNode answer = JsonText.object();
        put(answer.putObject("embedding"), body, model);
        return Reply.Document.json(200, answer).billed(tokens(body));
    }

    static Reply.Document many(ObjectNode body, String model) {
        JsonNode requests = body.path("requests");
        if (requests.size() > MAX_BATCH) {
            throw ApiError.badRequest(
                    "* BatchEmbedContentsRequest.requests: at most 100 requests can be in one batch\n");
        }
        ObjectNode answer = JsonText.object();
        ArrayNode list = answer.putArray("embeddings");
        int tokens = 0;
        for (JsonNode request : requests) {
            put(list.addObject(), request, model);
            tokens += tokens(request);
        }
        return Reply.Document.json(200, answer).billed(tokens);
    }

    private static int tokens(JsonNode request) {
        return TokenCount.ofText(Contents.text(request.path("content")));
    }

    private static void put(ObjectNode into, JsonNode request, String model) {
        if (request.path("content").path("parts").isEmpty()) {
            throw ApiError.badRequest("* EmbedContentRequest.content: content is empty\n");
        }
        int dimensions = request.path("outputDimensionality").asInt(Vector.DEFAULT_DIMENSIONS);
        ArrayNode values = into.putArray("values");
        for (float value : Vector.of(model, Contents.text(request.get("content")), dimensions)) {
            values.add(value);
        }
    }
}
