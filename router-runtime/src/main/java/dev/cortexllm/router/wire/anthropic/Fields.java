package dev.cortexllm.router.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.router.wire.json.InvalidBody;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The members of a JSON object of a request, read strictly: each is what the API takes, or a sentence says what it must
 * be. {@code null} counts as absent, as in the API itself. Remembers which members were asked for, so that none is lost.
 */
final class Fields {
    private final JsonNode node;
    private final String at;
    private final Set<String> asked = new HashSet<>();

    private Fields(JsonNode node, String at) {
        this.node = node;
        this.at = at;
    }

    /**
     * Begins to read an object.
     *
     * @param node what should be one
     * @param at where it stands, empty for the body itself
     * @return its members
     * @throws InvalidBody when it is not an object
     */
    static Fields of(JsonNode node, String at) throws InvalidBody {
        if (!node.isObject()) {
            throw at.isEmpty()
                    ? new InvalidBody("The request body must be an object.", null)
                    : new InvalidBody("'" + at + "' must be an object.", at);
        }
        return new Fields(node, at);
    }

    /** The object itself. */
    JsonNode json() {
        return node;
    }

    /** Where it stands. */
    String at() {
        return at;
    }

    /** Where a member stands. */
    String at(String name) {
        return at.isEmpty() ? name : at + "." + name;
    }

    /** A member whatever it is, or null. */
    JsonNode any(String name) {
        asked.add(name);
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : value;
    }

    /** A member that must be there, whatever it is. */
    JsonNode needed(String name) throws InvalidBody {
        JsonNode value = any(name);
        if (value == null) {
            throw new InvalidBody("'" + at(name) + "' is required.", at(name));
        }
        return value;
    }

    /** A string, or null. */
    String text(String name) throws InvalidBody {
        JsonNode value = any(name);
        if (value != null && !value.isTextual()) {
            throw wrong(name, "a string");
        }
        return value == null ? null : value.textValue();
    }

    /** A string that must be there. */
    String neededText(String name) throws InvalidBody {
        needed(name);
        return text(name);
    }

    /** True, false or null. */
    Boolean flag(String name) throws InvalidBody {
        JsonNode value = any(name);
        if (value != null && !value.isBoolean()) {
            throw wrong(name, "true or false");
        }
        return value == null ? null : value.booleanValue();
    }

    /** A whole number from {@code least} on, or null. */
    Integer whole(String name, int least) throws InvalidBody {
        JsonNode value = any(name);
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < least) {
            throw wrong(name, "a whole number from " + least + " on");
        }
        return value.intValue();
    }

    /** A number from 0 to 1, or null. */
    BigDecimal share(String name) throws InvalidBody {
        JsonNode value = any(name);
        if (value == null) {
            return null;
        }
        if (!value.isNumber() || value.decimalValue().signum() < 0 || exceedsOne(value.decimalValue())) {
            throw wrong(name, "a number from 0 to 1");
        }
        return value.decimalValue();
    }

    private static boolean exceedsOne(BigDecimal value) {
        return value.compareTo(BigDecimal.ONE) > 0;
    }

    /** An object, or null. */
    Fields object(String name) throws InvalidBody {
        JsonNode value = any(name);
        return value == null ? null : of(value, at(name));
    }

    /** An object that must be there. */
    Fields neededObject(String name) throws InvalidBody {
        return of(needed(name), at(name));
    }

    /** A list, or null. */
    JsonNode list(String name) throws InvalidBody {
        JsonNode value = any(name);
        if (value != null && !value.isArray()) {
            throw wrong(name, "a list");
        }
        return value;
    }

    /** What a member must be. */
    InvalidBody wrong(String name, String what) {
        return new InvalidBody("'" + at(name) + "' must be " + what + ".", at(name));
    }

    /**
     * Keeps the members that nobody has asked for, each under its place in the body.
     *
     * @param rest takes them
     */
    void keepOthers(ObjectNode rest) {
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            if (!asked.contains(member.getKey()) && !member.getValue().isNull()) {
                rest.set(at(member.getKey()), member.getValue());
            }
        }
    }
}
