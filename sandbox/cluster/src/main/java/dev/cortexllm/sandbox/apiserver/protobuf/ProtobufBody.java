package dev.cortexllm.sandbox.apiserver.protobuf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.cortexllm.sandbox.apiserver.object.ApiError;
import dev.cortexllm.sandbox.apiserver.object.Json;
import dev.cortexllm.sandbox.apiserver.protobuf.Messages.Field;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/**
 * Reads request bodies in Kubernetes' protobuf envelope, which {@code kubectl create} and other typed clients send for
 * built-in kinds. Answers are always JSON, which the same clients accept.
 */
public final class ProtobufBody {
    private static final byte[] MAGIC = {'k', '8', 's', 0};
    private final Messages messages = Messages.load();

    /**
     * The object in an envelope.
     *
     * @throws ApiError 400 when it is malformed, 415 for a kind whose message is not known
     */
    public ObjectNode read(byte[] body) {
        if (body.length < MAGIC.length || !Arrays.equals(MAGIC, 0, 4, body, 0, 4)) {
            throw ApiError.badRequest("provided data does not appear to be a protobuf message");
        }
        try {
            return envelope(new Wire(ByteBuffer.wrap(body, MAGIC.length, body.length - MAGIC.length)));
        } catch (BufferUnderflowException e) {
            throw ApiError.badRequest("the protobuf message is cut short or malformed");
        }
    }

    private ObjectNode envelope(Wire wire) {
        String apiVersion = "";
        String kind = "";
        ByteBuffer raw = ByteBuffer.allocate(0);
        for (int number = wire.next(); number != 0; number = wire.next()) {
            if (number == 1) {
                Wire type = new Wire(wire.content());
                for (int n = type.next(); n != 0; n = type.next()) {
                    if (n == 1) {
                        apiVersion = type.text();
                    } else {
                        kind = type.text();
                    }
                }
            } else if (number == 2) {
                raw = wire.content();
            } else {
                wire.skip();
            }
        }
        String message = messages.ofKind(apiVersion, kind)
                .orElseThrow(() -> ApiError.unsupportedMediaType("application/json, application/yaml"));
        ObjectNode object = Json.object().put("apiVersion", apiVersion).put("kind", kind);
        object.setAll(message(message, raw));
        return object;
    }

    private ObjectNode message(String name, ByteBuffer content) {
        ObjectNode out = Json.object();
        Wire wire = new Wire(content);
        for (int number = wire.next(); number != 0; number = wire.next()) {
            Field field = messages.fields(name).get(number);
            if (field == null) {
                wire.skip();
            } else {
                put(out, field, wire);
            }
        }
        return out;
    }

    private void put(ObjectNode out, Field field, Wire wire) {
        switch (field.flag()) {
            case "*" -> array(out, field.name()).add(value(field.type(), wire));
            case "%" -> entry(Json.child(out, field.name()), field.type(), new Wire(wire.content()));
            case "^" -> out.setAll(message(field.type(), wire.content()));
            default -> {
                JsonNode value = value(field.type(), wire);
                // Go writes fields that are not pointers even when they are zero; JSON leaves those out
                if (!value.isMissingNode() && (field.flag().equals("?") || !zero(value))) {
                    out.set(field.name(), value);
                }
            }
        }
    }

    private static ArrayNode array(ObjectNode out, String name) {
        return out.get(name) instanceof ArrayNode array ? array : out.putArray(name);
    }

    private static boolean zero(JsonNode value) {
        return Json.blank(value)
                || value.isNumber() && value.asDouble() == 0
                || value.isBoolean() && !value.asBoolean();
    }

    private void entry(ObjectNode map, String type, Wire wire) {
        String key = "";
        JsonNode value = type.equals("s") ? TextNode.valueOf("") : Json.object();
        for (int number = wire.next(); number != 0; number = wire.next()) {
            if (number == 1) {
                key = wire.text();
            } else {
                value = value(type, wire);
            }
        }
        map.set(key, value);
    }

    private JsonNode value(String type, Wire wire) {
        return switch (type) {
            case "s" -> TextNode.valueOf(wire.text());
            case "i" -> integer(wire.varint());
            case "b" -> BooleanNode.valueOf(wire.varint() != 0);
            case "d" -> DoubleNode.valueOf(wire.real());
            case "y" -> TextNode.valueOf(Base64.getEncoder().encodeToString(bytes(wire.content())));
            case "time", "microTime" -> time(new Wire(wire.content()));
            case "quantity" -> first(new Wire(wire.content()));
            case "intOrString" -> intOrString(new Wire(wire.content()));
            case "fields", "raw" -> raw(new Wire(wire.content()));
            default -> structure(type, wire.content());
        };
    }

    private JsonNode structure(String type, ByteBuffer content) {
        ObjectNode message = message(type, content);
        // a named list type: in JSON just the list
        return type.endsWith(".ExtraValue") ? message.path("items") : message;
    }

    private static JsonNode integer(long value) {
        return value == (int) value ? IntNode.valueOf((int) value) : LongNode.valueOf(value);
    }

    private static byte[] bytes(ByteBuffer content) {
        byte[] out = new byte[content.remaining()];
        content.get(out);
        return out;
    }

    private static JsonNode first(Wire wire) {
        return wire.next() == 1 ? TextNode.valueOf(wire.text()) : TextNode.valueOf("0");
    }

    private static JsonNode raw(Wire wire) {
        return wire.next() == 1
                ? Json.parse(new String(bytes(wire.content()), StandardCharsets.UTF_8))
                : MissingNode.getInstance();
    }

    private static JsonNode time(Wire wire) {
        long seconds = 0;
        long nanos = 0;
        for (int number = wire.next(); number != 0; number = wire.next()) {
            if (number == 1) {
                seconds = wire.varint();
            } else {
                nanos = wire.varint();
            }
        }
        return seconds == 0
                ? MissingNode.getInstance()
                : TextNode.valueOf(Instant.ofEpochSecond(seconds, nanos).toString());
    }

    private static JsonNode intOrString(Wire wire) {
        long kind = 0;
        JsonNode number = IntNode.valueOf(0);
        JsonNode text = TextNode.valueOf("");
        for (int field = wire.next(); field != 0; field = wire.next()) {
            switch (field) {
                case 1 -> kind = wire.varint();
                case 2 -> number = integer(wire.varint());
                default -> text = TextNode.valueOf(wire.text());
            }
        }
        return kind == 0 ? number : text;
    }
}
