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
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** {@code com.anthropic:anthropic-java}. */
final class AnthropicSdk implements SdkTypes {
    private static final JsonMapper MAPPER = ObjectMappers.jsonMapper();
    /** Events that the SDK tells by their names, before its types. */
    private static final Set<String> APART = Set.of("ping", "error");

    /**
     * What the SDK's request does not have: it adds "stream" beside its types, and its 3.x has dropped the sampling of models
     * that no longer take it, while others still do (facts/wire/anthropic.md section 2).
     */
    private static final Map<String, Predicate<JsonNode>> BESIDE = Map.of(
            "stream", JsonNode::isBoolean,
            "temperature", JsonNode::isNumber,
            "top_p", JsonNode::isNumber,
            "top_k", JsonNode::isInt);

    @Override
    public JsonNode request(JsonNode json) throws IOException {
        ObjectNode body = json.deepCopy();
        ObjectNode beside = MAPPER.createObjectNode();
        BESIDE.forEach((name, right) -> {
            if (body.has(name) && (body.get(name).isNull() || right.test(body.get(name)))) {
                beside.set(name, body.remove(name));
            }
        });
        Class<MessageCreateParams.Body> type = MessageCreateParams.Body.class;
        ObjectNode back = (ObjectNode) roundTrip(body, type, MessageCreateParams.Body::validate);
        back.setAll(beside);
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
