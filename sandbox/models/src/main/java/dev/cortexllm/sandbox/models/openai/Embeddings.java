package dev.cortexllm.sandbox.models.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.models.engine.TokenCount;
import dev.cortexllm.sandbox.models.engine.Vector;
import dev.cortexllm.sandbox.models.wire.ApiError;
import dev.cortexllm.sandbox.models.wire.JsonText;
import dev.cortexllm.sandbox.models.wire.Reply;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;

/** Answers {@code /v1/embeddings} with unit vectors that depend on model and text alone. */
final class Embeddings {
    private static final int MAX_INPUTS = 2048;

    private Embeddings() {}

    static Reply.Document answer(ObjectNode body, String model) {
        List<String> inputs = inputs(body);
        int dimensions = Fields.positive(body, "dimensions").orElse(Vector.DEFAULT_DIMENSIONS);
        boolean base64 = base64(body);
        ObjectNode document = JsonText.object().put("object", "list");
        ArrayNode data = document.putArray("data");
        int tokens = 0;
        for (String input : inputs) {
            ObjectNode item = data.addObject().put("object", "embedding").put("index", data.size() - 1);
            put(item, Vector.of(model, input, dimensions), base64);
            tokens += TokenCount.ofText(input);
        }
        document.put("model", model);
        document.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
        return Reply.Document.json(200, document).billed(tokens);
    }

    private static List<String> inputs(ObjectNode body) {
        JsonNode input = body.path("input");
        if (input.isMissingNode() || input.isNull()) {
            throw Fields.missing("input");
        }
        if (input.path(0).isNumber() || input.path(0).isArray()) {
            throw ApiError.badRequest("This simulated server has no tokenizer: 'input' must be text.")
                    .at("input");
        }
        List<String> texts = Fields.texts(body, "input");
        if (texts.isEmpty() || texts.contains("") || texts.size() > MAX_INPUTS) {
            throw ApiError.badRequest("'$.input' is invalid. Please check the API reference: "
                            + "https://platform.openai.com/docs/api-reference.")
                    .at("input");
        }
        return texts;
    }

    private static boolean base64(ObjectNode body) {
        return switch (body.path("encoding_format").asText("float")) {
            case "float" -> false;
            case "base64" -> true;
            default ->
                throw ApiError.badRequest("'encoding_format' must be 'float' or 'base64'.")
                        .at("encoding_format")
                        .because("invalid_value");
        };
    }

    private static void put(ObjectNode item, float[] vector, boolean base64) {
        if (base64) {
            ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(vector);
            item.put("embedding", Base64.getEncoder().encodeToString(bytes.array()));
            return;
        }
        ArrayNode numbers = item.putArray("embedding");
        for (float number : vector) {
            numbers.add(number);
        }
    }
}
