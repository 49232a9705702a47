package dev.cortexllm.router.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.router.wire.chat.Fidelity;
import dev.cortexllm.router.wire.chat.Refused;
import dev.cortexllm.router.wire.json.JsonTrees;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns a JSON schema into the subset that models before 2.5 take (facts/wire/gemini.md sections 2 and 6): references are
 * written out, {@code null} among the types becomes {@code nullable}, {@code const} an {@code enum} or a range, {@code
 * oneOf} an {@code anyOf}. A word that the subset has not and that would have restricted the answer is reported once, as
 * {@code tools[0]..word}.
 */
final class SchemaSubset {
    /** Bounds for schemas whose references multiply when they are written out. */
    private static final int MOST_SCHEMAS = 5_000;

    private static final int DEEPEST = 64;

    /** Words that describe a schema as a whole. */
    private static final Set<String> HEADING = Set.of("title", "description", "default");

    private final SchemaReferences references;
    private final String at;
    private final Fidelity fidelity;
    private int schemas;

    private SchemaSubset(JsonNode root, String at, Fidelity fidelity) {
        this.references = new SchemaReferences(root, at);
        this.at = at;
        this.fidelity = fidelity;
    }

    /**
     * Turns a schema.
     *
     * @param schema a JSON schema
     * @param at where it stands in the client's body
     * @param fidelity told of lost words
     * @return the same in the subset
     * @throws Refused when it refers to itself, combines several schemas, or grows too large
     */
    static ObjectNode of(JsonNode schema, String at, Fidelity fidelity) throws Refused {
        return new SchemaSubset(schema, at, fidelity).turn(schema, 0);
    }

    private ObjectNode turn(JsonNode schema, int depth) throws Refused {
        if (++schemas > MOST_SCHEMAS || depth > DEEPEST) {
            throw new Refused(
                    at + ": the schema is too large for the chosen model once its references are written out.",
                    at,
                    "unsupported_value");
        }
        if (!(schema instanceof ObjectNode words)) {
            return anything();
        }
        JsonNode reference = words.get("$ref");
        if (reference != null) {
            String pointer = reference.asText();
            ObjectNode out = turn(SchemaReferences.over(references.enter(pointer), words, "$ref"), depth + 1);
            references.leave(pointer);
            return out;
        }
        if (words.get("allOf") instanceof ArrayNode all && !all.isEmpty()) {
            if (all.size() > 1) {
                throw new Refused(
                        at + ": the schema combines several with 'allOf'; the chosen model takes no such schema.",
                        at,
                        "unsupported_value");
            }
            return turn(SchemaReferences.over(all.get(0), words, "allOf"), depth + 1);
        }
        return branch(words, depth);
    }

    /** A schema without joining words: one of several, or a plain one. */
    private ObjectNode branch(ObjectNode words, int depth) throws Refused {
        String word = words.has("anyOf") ? "anyOf" : "oneOf";
        if (words.get(word) instanceof ArrayNode branches) {
            List<JsonNode> real = new ArrayList<>();
            branches.forEach(branch -> addUnlessNull(branch, real));
            boolean nullable = real.size() < branches.size();
            if (real.size() == 1) {
                return nullable(turn(SchemaReferences.over(real.get(0), words, word), depth + 1), nullable);
            } else if (real.size() > 1) {
                return nullable(anyOf(words, word, real, depth), nullable);
            }
        }
        List<String> types = SchemaTypes.of(words);
        return types.size() > 1 ? oneOfTypes(words, types, depth) : plain(words, depth);
    }

    private static void addUnlessNull(JsonNode branch, List<JsonNode> real) {
        if (!branch.path("type").asText().equals("null")
                && !branch.path("const").isNull()) {
            real.add(branch);
        }
    }

    /** What stands beside the branches holds for each of them. */
    private ObjectNode anyOf(ObjectNode words, String word, List<JsonNode> branches, int depth) throws Refused {
        ObjectNode out = JsonTrees.object();
        ObjectNode shared = withoutHeading(words, out);
        ArrayNode turned = out.putArray("anyOf");
        for (JsonNode branch : branches) {
            turned.add(turn(SchemaReferences.over(branch, shared, word), depth + 1));
        }
        return out;
    }

    private ObjectNode oneOfTypes(ObjectNode words, List<String> types, int depth) throws Refused {
        ObjectNode out = JsonTrees.object();
        ObjectNode shared = withoutHeading(words, out);
        ArrayNode turned = out.putArray("anyOf");
        for (String type : types) {
            turned.add(plain(shared.put("type", type), depth + 1));
        }
        return nullable(out, SchemaTypes.nullable(words));
    }

    private static ObjectNode withoutHeading(ObjectNode words, ObjectNode out) {
        ObjectNode shared = JsonTrees.object();
        for (Map.Entry<String, JsonNode> word : words.properties()) {
            (HEADING.contains(word.getKey()) ? out : shared).set(word.getKey(), word.getValue());
        }
        return shared;
    }

    private ObjectNode plain(ObjectNode words, int depth) throws Refused {
        ObjectNode out = JsonTrees.object();
        String unknown = SchemaTypes.unknown(words);
        if (unknown != null) {
            throw new Refused(at + ": the schema has the type '" + unknown + "', which there is not.", at, null);
        }
        String type = SchemaTypes.only(words);
        if (type == null) {
            lost("type");
            type = SchemaTypes.STANDS_FOR_ANY;
        }
        out.put("type", type);
        keep(words, out);
        values(words, type, out);
        if (type.equals("OBJECT")) {
            properties(words, out, depth);
        } else if (type.equals("ARRAY")) {
            out.set("items", words.has("items") ? turn(words.get("items"), depth + 1) : anything());
        }
        return nullable(out, SchemaTypes.nullable(words));
    }

    private void properties(ObjectNode words, ObjectNode out, int depth) throws Refused {
        if (!(words.get("properties") instanceof ObjectNode properties) || properties.isEmpty()) {
            return;
        }
        ObjectNode turned = out.putObject("properties");
        for (Map.Entry<String, JsonNode> property : properties.properties()) {
            turned.set(property.getKey(), turn(property.getValue(), depth + 1));
        }
        Set<String> required = new LinkedHashSet<>();
        words.path("required").forEach(name -> required.add(name.asText()));
        required.removeIf(name -> !turned.has(name));
        if (!required.isEmpty()) {
            required.forEach(out.putArray("required")::add);
        }
    }

    /** Which values are allowed. The subset lists texts only; one number is a range of one. */
    private void values(ObjectNode words, String type, ObjectNode out) throws Refused {
        JsonNode constant = words.get("const");
        if (constant != null && constant.isNumber()) {
            out.set("minimum", constant);
            out.set("maximum", constant);
        } else if (constant != null && !constant.isNull()) {
            list(JsonTrees.array().add(constant), "const", type, out);
        }
        if (words.get("enum") instanceof ArrayNode allowed) {
            list(allowed, "enum", type, out);
        }
        String format = words.path("format").asText();
        if (SchemaWords.FORMATS.getOrDefault(type, Set.of()).contains(format)) {
            out.put("format", format);
        }
    }

    private void list(ArrayNode allowed, String word, String type, ObjectNode out) throws Refused {
        ArrayNode texts = JsonTrees.array();
        for (JsonNode value : allowed) {
            if (value.isTextual() && type.equals("STRING")) {
                texts.add(value);
            } else if (!value.isNull()) {
                lost(word);
                return;
            }
        }
        if (!texts.isEmpty()) {
            out.set("enum", texts);
        }
    }

    private void keep(ObjectNode words, ObjectNode out) throws Refused {
        for (Map.Entry<String, JsonNode> word : words.properties()) {
            String name = word.getKey();
            if (SchemaWords.KEPT.contains(name)) {
                out.set(name, word.getValue());
            } else if (SchemaWords.restricts(name, word.getValue())) {
                lost(name);
            }
        }
    }

    private ObjectNode anything() throws Refused {
        lost("type");
        return JsonTrees.object().put("type", SchemaTypes.STANDS_FOR_ANY);
    }

    private static ObjectNode nullable(ObjectNode schema, boolean nullable) {
        return nullable ? schema.put("nullable", true) : schema;
    }

    private void lost(String word) throws Refused {
        fidelity.lost(at + ".." + word, "schemas of this model cannot say it");
    }
}
