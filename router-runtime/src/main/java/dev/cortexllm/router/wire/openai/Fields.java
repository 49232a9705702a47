package dev.cortexllm.router.wire.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.router.wire.json.InvalidBody;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An object of a client's body and its place there: hands out fields with the types they must have, and complains in
 * sentences that begin with the place. A field that is null counts as absent, as it does at OpenAI.
 *
 * @param node the object
 * @param at its place, empty for the body itself
 */
record Fields(ObjectNode node, String at) {
    private static final int LONGEST_ECHO = 100;

    /**
     * Sees a value as an object.
     *
     * @param node any value
     * @param at its place
     * @throws InvalidBody when it is something else
     */
    static Fields of(JsonNode node, String at) throws InvalidBody {
        if (!node.isObject()) {
            throw wrong(at, "must be an object, not " + kind(node));
        }
        return new Fields((ObjectNode) node, at);
    }

    /** Place of a field. */
    String at(String name) {
        return at.isEmpty() ? name : at + "." + name;
    }

    /** The field's value, or null. */
    JsonNode get(String name) {
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : value;
    }

    boolean has(String name) {
        return get(name) != null;
    }

    /** A string, or null. */
    String text(String name) throws InvalidBody {
        JsonNode value = get(name);
        if (value != null && !value.isTextual()) {
            throw wrong(at(name), "must be a string, not " + kind(value));
        }
        return value == null ? null : value.textValue();
    }

    /** A string that must be there; may be empty. */
    String neededText(String name) throws InvalidBody {
        String text = text(name);
        if (text == null) {
            throw missing(name, "a string");
        }
        return text;
    }

    /** One of some words, or null. */
    String word(String name, List<String> words) throws InvalidBody {
        String word = text(name);
        if (word != null && !words.contains(word)) {
            throw wrong(at(name), "must be one of " + String.join(", ", words));
        }
        return word;
    }

    /** True or false, or null. */
    Boolean flag(String name) throws InvalidBody {
        JsonNode value = get(name);
        if (value != null && !value.isBoolean()) {
            throw wrong(at(name), "must be true or false, not " + kind(value));
        }
        return value == null ? null : value.booleanValue();
    }

    /** A number from {@code least} to {@code most} with its digits, or null. */
    BigDecimal decimal(String name, int least, int most) throws InvalidBody {
        JsonNode value = get(name);
        if (value == null) {
            return null;
        }
        if (!value.isNumber()) {
            throw wrong(at(name), "must be a number, not " + kind(value));
        }
        BigDecimal number = value.decimalValue();
        if (number.compareTo(BigDecimal.valueOf(least)) < 0 || number.compareTo(BigDecimal.valueOf(most)) > 0) {
            throw wrong(at(name), "must be from " + least + " to " + most);
        }
        return number;
    }

    /** A whole number from {@code least} to {@code most}, or null. */
    Integer integer(String name, int least, int most) throws InvalidBody {
        Long number = number(name, least, most);
        return number == null ? null : number.intValue();
    }

    /** A whole number from {@code least} to {@code most}, or null. */
    Long number(String name, long least, long most) throws InvalidBody {
        JsonNode value = get(name);
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber()) {
            throw wrong(at(name), "must be a whole number" + (value.isNumber() ? "" : ", not " + kind(value)));
        }
        if (!value.canConvertToLong() || value.longValue() < least || value.longValue() > most) {
            throw wrong(at(name), "must be from " + least + " to " + most);
        }
        return value.longValue();
    }

    /** An object, or null. */
    Fields object(String name) throws InvalidBody {
        JsonNode value = get(name);
        return value == null ? null : of(value, at(name));
    }

    /** An object that must be there. */
    Fields neededObject(String name) throws InvalidBody {
        Fields object = object(name);
        if (object == null) {
            throw missing(name, "an object");
        }
        return object;
    }

    /** The objects of an array, none when it is absent. */
    List<Fields> objects(String name) throws InvalidBody {
        JsonNode value = get(name);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray()) {
            throw wrong(at(name), "must be an array, not " + kind(value));
        }
        return elements((ArrayNode) value, at(name));
    }

    /** The elements of an array, all of which must be objects. */
    static List<Fields> elements(ArrayNode array, String at) throws InvalidBody {
        List<Fields> elements = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            elements.add(of(array.get(i), at + "[" + i + "]"));
        }
        return elements;
    }

    /**
     * Keeps what nobody reads, under its place, so that it can be reported.
     *
     * @param known names of the fields that are read
     * @param rest where the others that are not null go
     */
    void keepOthers(Set<String> known, ObjectNode rest) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (!known.contains(field.getKey()) && !field.getValue().isNull()) {
                rest.set(at(field.getKey()), field.getValue());
            }
        }
    }

    /** A complaint that a field is absent. */
    InvalidBody missing(String name, String what) {
        return wrong(at(name), "is missing; it must be " + what);
    }

    /** A complaint about a field. */
    InvalidBody wrongField(String name, String clause) {
        return wrong(at(name), clause);
    }

    /** A complaint about a place: a clause without its full stop. */
    static InvalidBody wrong(String at, String clause) {
        String place = at.isEmpty() ? "The request body" : at + ":";
        return new InvalidBody(place + " " + clause + ".", at.isEmpty() ? null : at);
    }

    /** A client's own words in a complaint, bounded: an error must not grow with what caused it. */
    static String echo(String text) {
        return text.length() <= LONGEST_ECHO ? text : text.substring(0, LONGEST_ECHO) + "…";
    }

    /** What a value is, for people. */
    static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "a string";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case ARRAY -> "an array";
            case OBJECT -> "an object";
            default -> "null";
        };
    }
}
