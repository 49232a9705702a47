package dev.cortexllm.router.wire.golden;

import com.anthropic.core.ObjectMappers;
import com.anthropic.errors.AnthropicException;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Set;
import java.util.function.Function;

/** {@code com.anthropic:anthropic-java}. */
final class AnthropicSdk implements SdkTypes {
    private static final JsonMapper MAPPER = ObjectMappers.jsonMapper();
    /** Events that the SDK tells by their names, before its types. */
    private static final Set<String> APART = Set.of("ping", "error");

    @Override
    public JsonNode request(JsonNode json) throws IOException {
        ObjectNode body = json.deepCopy();
        JsonNode stream = body.remove("stream");
        Class<MessageCreateParams.Body> type = MessageCreateParams.Body.class;
        ObjectNode back = (ObjectNode) roundTrip(body, type, MessageCreateParams.Body::validate);
        if (stream != null) {
            back.set("stream", stream);
        }
        return back;
    }

    @Override
    public JsonNode answer(JsonNode json) throws IOException {
        return roundTrip(json, Message.class, Message::validate);
    }

    @Override
    public JsonNode event(JsonNode json) throws IOException {
        return roundTrip(json, RawMessageStreamEvent.class, RawMessageStreamEvent::validate);
    }

    @Override
    public boolean apart(Events event) {
        return APART.contains(event.name() == null ? "" : event.name());
    }

    private static <T> JsonNode roundTrip(JsonNode json, Class<T> type, Function<T, T> validate) throws IOException {
        T read = MAPPER.treeToValue(json, type);
        try {
            validate.apply(read);
        } catch (AnthropicException e) {
            throw new IOException(e.getMessage(), e);
        }
        Set<String> unknown = SdkObjects.unknown(read);
        if (!unknown.isEmpty()) {
            throw new IOException("unknown to " + type.getSimpleName() + ": " + unknown);
        }
        return MAPPER.valueToTree(read);
    }
}
