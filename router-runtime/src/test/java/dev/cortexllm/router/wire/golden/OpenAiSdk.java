package dev.cortexllm.router.wire.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.openai.core.ObjectMappers;
import com.openai.errors.OpenAIException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.io.IOException;
import java.util.Set;
import java.util.function.Function;

/** {@code com.openai:openai-java}. */
final class OpenAiSdk implements SdkTypes {
    private static final JsonMapper MAPPER = ObjectMappers.jsonMapper();
    /** The SDK's list of models is older than the models; what stands there is any text to it. */
    private static final String SOME_MODEL = "gpt-4o";

    @Override
    public JsonNode request(JsonNode json) throws IOException {
        ObjectNode body = json.deepCopy();
        // The SDK adds it beside its types.
        body.remove("stream");
        if (body.path("model").isTextual()) {
            body.put("model", SOME_MODEL);
        }
        Class<ChatCompletionCreateParams.Body> type = ChatCompletionCreateParams.Body.class;
        ObjectNode back = (ObjectNode) roundTrip(body, type, ChatCompletionCreateParams.Body::validate);
        back.set("model", json.path("model"));
        if (json.has("stream")) {
            back.set("stream", json.path("stream"));
        }
        return back;
    }

    @Override
    public JsonNode answer(JsonNode json) throws IOException {
        return roundTrip(json, ChatCompletion.class, ChatCompletion::validate);
    }

    @Override
    public JsonNode event(JsonNode json) throws IOException {
        return roundTrip(json, ChatCompletionChunk.class, ChatCompletionChunk::validate);
    }

    @Override
    public boolean apart(Events event) {
        return event.data().equals("[DONE]")
                || event.json() != null && event.json().hasNonNull("error");
    }

    private static <T> JsonNode roundTrip(JsonNode json, Class<T> type, Function<T, T> validate) throws IOException {
        T read = MAPPER.treeToValue(json, type);
        try {
            validate.apply(read);
        } catch (OpenAIException e) {
            throw new IOException(e.getMessage(), e);
        }
        Set<String> unknown = SdkObjects.unknown(read);
        if (!unknown.isEmpty()) {
            throw new IOException("unknown to " + type.getSimpleName() + ": " + unknown);
        }
        return MAPPER.valueToTree(read);
    }
}
