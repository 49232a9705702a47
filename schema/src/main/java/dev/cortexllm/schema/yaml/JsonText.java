package dev.cortexllm.schema.yaml;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Reads JSON documents that follow one another. */
public final class JsonText {
    private static final int MAX_DEPTH = 200;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private JsonText() {}

    /** Whether kubectl would take this text for JSON: it starts with a brace. */
    public static boolean looksLike(String text) {
        return text.stripLeading().startsWith("{");
    }

    /** All documents of {@code text}. */
    public static List<Tree> read(String text) throws ReadFailure {
        List<Tree> trees = new ArrayList<>();
        try (JsonParser parser = FACTORY.createParser(text)) {
            while (next(parser) != null) {
                trees.add(value(parser));
            }
            return trees;
        } catch (IOException e) {
            throw new UncheckedIOException("reading a text cannot fail otherwise", e);
        }
    }

    private static JsonToken next(JsonParser parser) throws IOException, ReadFailure {
        try {
            return parser.nextToken();
        } catch (JsonProcessingException e) {
            JsonLocation place = e.getLocation() == null ? parser.currentLocation() : e.getLocation();
            throw new ReadFailure(place.getLineNr(), place.getColumnNr(), e.getOriginalMessage());
        }
    }

    private static Tree value(JsonParser parser) throws IOException, ReadFailure {
        int line = parser.currentTokenLocation().getLineNr();
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, line);
            case START_ARRAY -> array(parser, line);
            default -> new Tree(scalar(parser), new Lines(line));
        };
    }

    private static Tree object(JsonParser parser, int line) throws IOException, ReadFailure {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        Lines lines = new Lines(line);
        while (next(parser) != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonLocation place = parser.currentTokenLocation();
            if (content.has(name)) {
                throw new ReadFailure(place.getLineNr(), place.getColumnNr(), "duplicate field \"" + name + "\"");
            }
            next(parser);
            Tree tree = value(parser);
            content.set(name, tree.content());
            lines.field(name, tree.lines().at(place.getLineNr()));
        }
        return new Tree(content, lines);
    }

    private static Tree array(JsonParser parser, int line) throws IOException, ReadFailure {
        ArrayNode content = JsonNodeFactory.instance.arrayNode();
        Lines lines = new Lines(line);
        while (next(parser) != JsonToken.END_ARRAY) {
            Tree tree = value(parser);
            content.add(tree.content());
            lines.item(tree.lines());
        }
        return new Tree(content, lines);
    }

    private static JsonNode scalar(JsonParser parser) throws IOException, ReadFailure {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> new TextNode(parser.getText());
            case VALUE_TRUE, VALUE_FALSE -> BooleanNode.valueOf(parser.getBooleanValue());
            case VALUE_NUMBER_INT ->
                parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? number(parser)
                        : LongNode.valueOf(parser.getLongValue());
            case VALUE_NUMBER_FLOAT -> number(parser);
            default -> NullNode.getInstance();
        };
    }

    private static JsonNode number(JsonParser parser) throws IOException, ReadFailure {
        double value = parser.getDoubleValue();
        if (Double.isInfinite(value)) {
            JsonLocation place = parser.currentTokenLocation();
            throw new ReadFailure(
                    place.getLineNr(), place.getColumnNr(), "number " + parser.getText() + " is too large");
        }
        return Scalars.throughJson(value);
    }
}
