package dev.cortexllm.schema.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Turns the nodes of one YAML document into JSON and lines. */
final class YamlTree {
    /** Most nodes of a document once its aliases are expanded: ten times what fits into a request of 3 MiB in practice. */
    private static final int MAX_NODES = 200_000;

    private final int firstLine;
    private final Map<Node, Boolean> open = new IdentityHashMap<>();
    private int nodes;

    /** @param firstLine the line of the file the parsed text starts at, from 0 */
    YamlTree(int firstLine) {
        this.firstLine = firstLine;
    }

    Tree read(Node node) throws ReadFailure {
        if (++nodes > MAX_NODES) {
            throw failure(node.getStartMark(), "document contains excessive aliasing");
        }
        if (node instanceof ScalarNode scalar) {
            return new Tree(scalar(scalar), new Lines(line(node)));
        }
        if (open.put(node, true) != null) {
            throw failure(node.getStartMark(), "an anchor's value contains itself");
        }
        Tree tree = node instanceof SequenceNode sequence ? sequence(sequence) : mapping((MappingNode) node);
        open.remove(node);
        return tree;
    }

    private Tree sequence(SequenceNode sequence) throws ReadFailure {
        ArrayNode content = JsonNodeFactory.instance.arrayNode();
        Lines lines = new Lines(line(sequence));
        for (Node item : sequence.getValue()) {
            Tree tree = read(item);
            content.add(tree.content());
            lines.item(tree.lines());
        }
        return new Tree(content, lines);
    }

    private Tree mapping(MappingNode mapping) throws ReadFailure {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        Lines lines = new Lines(line(mapping));
        List<Node> merged = new ArrayList<>();
        for (NodeTuple field : mapping.getValue()) {
            if (isMerge(field.getKeyNode())) {
                merged.add(field.getValueNode());
                continue;
            }
            String name = name(field.getKeyNode());
            if (content.has(name)) {
                throw failure(
                        field.getKeyNode().getStartMark(),
                        "key \"" + name + "\" already set in map (line "
                                + lines.field(name).map(Lines::line).orElse(0) + ")");
            }
            Tree tree = read(field.getValueNode());
            content.set(name, tree.content());
            lines.field(name, tree.lines().at(line(field.getKeyNode())));
        }
        for (Node source : merged) {
            merge(source, content, lines);
        }
        return new Tree(content, lines);
    }

    private static boolean isMerge(Node key) {
        return key instanceof ScalarNode scalar
                && scalar.getValue().equals("<<")
                && (scalar.getTag().equals(PlainResolver.PLAIN)
                        || scalar.getTag().equals(Tag.MERGE));
    }

    /** {@code <<: *base}: fields of the base that the mapping does not set itself; the first of several bases wins. */
    private void merge(Node source, ObjectNode content, Lines lines) throws ReadFailure {
        if (source instanceof SequenceNode several) {
            for (Node one : several.getValue()) {
                merge(one, content, lines);
            }
            return;
        }
        if (!(source instanceof MappingNode)) {
            throw failure(source.getStartMark(), "map merge requires map or sequence of maps as the value");
        }
        Tree base = read(source);
        base.content().properties().forEach(field -> {
            if (!content.has(field.getKey())) {
                content.set(field.getKey(), field.getValue());
                base.lines().field(field.getKey()).ifPresent(below -> lines.field(field.getKey(), below));
            }
        });
    }

    /** Keys of JSON are text: {@code on: x} has the key {@code true}, as in kubectl. */
    private String name(Node key) throws ReadFailure {
        if (!(key instanceof ScalarNode scalar)) {
            throw failure(key.getStartMark(), "a map or list cannot be a key");
        }
        JsonNode name = scalar(scalar);
        if (name.isNull()) {
            throw failure(key.getStartMark(), "null cannot be a key");
        }
        return name.asText();
    }

    private JsonNode scalar(ScalarNode scalar) throws ReadFailure {
        String text = scalar.getValue();
        Tag tag = scalar.getTag();
        boolean typed = List.of(Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL).contains(tag);
        if (tag.equals(PlainResolver.PLAIN) || typed) {
            Optional<JsonNode> value = Scalars.plain(text);
            if (value.isEmpty()) {
                throw failure(scalar.getStartMark(), text + " has no place in JSON");
            }
            if (typed && !fits(tag, value.get())) {
                throw failure(scalar.getStartMark(), "cannot decode `" + text + "` as a " + shortName(tag));
            }
            return value.get();
        }
        return new TextNode(tag.equals(Tag.BINARY) ? binary(scalar) : text);
    }

    private static boolean fits(Tag tag, JsonNode value) {
        return tag.equals(Tag.NULL)
                ? value.isNull()
                : tag.equals(Tag.BOOL)
                        ? value.isBoolean()
                        : tag.equals(Tag.INT) ? value.isIntegralNumber() : value.isNumber();
    }

    private static String shortName(Tag tag) {
        return tag.getValue().replace(Tag.PREFIX, "!!");
    }

    private String binary(ScalarNode scalar) throws ReadFailure {
        try {
            return new String(Base64.getMimeDecoder().decode(scalar.getValue()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw failure(scalar.getStartMark(), "!!binary value contains invalid base64 data");
        }
    }

    private int line(Node node) {
        return firstLine + node.getStartMark().getLine() + 1;
    }

    private ReadFailure failure(Mark mark, String message) {
        return new ReadFailure(firstLine + mark.getLine() + 1, mark.getColumn() + 1, message);
    }
}
