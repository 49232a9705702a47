package dev.cortexllm.router.wire.anthropic;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.cortexllm.router.account.Usage;
import dev.cortexllm.router.wire.json.JsonReading;
import dev.cortexllm.router.wire.pass.UsageScan;
import dev.cortexllm.router.wire.sse.EventData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * What one event of a streamed message says (facts/wire/anthropic.md section 4), read without a tree; and the usage that
 * all events so far have told. Read anew for every event of a stream; what an event does not say is null.
 */
final class EventFields {
    private static final JsonFactory JSON = JsonReading.factory();
    /** What servers that know OpenAI's API better put behind the last event; it says nothing here. */
    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

    private final UsageScan usage = new UsageScan();
    private boolean usageSeen;
    private String type;
    private int index;
    private String messageId;
    private String model;
    private Block block;
    private Delta delta;

    /**
     * A block that begins.
     *
     * @param type its type
     * @param id id of a call
     * @param name name of a tool
     * @param text its text or thought, as a rule empty
     * @param signature proof of the thought, as a rule empty
     * @param data what only the provider can read
     * @param hasInput whether a call's input holds anything already
     */
    record Block(String type, String id, String name, String text, String signature, String data, boolean hasInput) {}

    /**
     * What is added to a block or, at the end, to the message.
     *
     * @param type its type, null at the end
     * @param text text, thought, arguments or signature, after the type
     * @param stopReason why the answer ended
     * @param stopSequence the stop text it came upon
     * @param explanation why the model refused
     */
    record Delta(String type, String text, String stopReason, String stopSequence, String explanation) {}

    /**
     * Reads an event.
     *
     * @param event its data; an event without any says nothing
     * @throws IOException when that is not a JSON object
     */
    void read(EventData event) throws IOException {
        type = null;
        index = -1;
        block = null;
        delta = null;
        if (event.from() == event.to() || event.startsWith(DONE)) {
            return;
        }
        try (JsonParser parser = JSON.createParser(event.bytes(), event.from(), event.to() - event.from())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("an event must be an object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                field(parser, parser.currentName(), parser.nextToken());
            }
        }
    }

    private void field(JsonParser parser, String name, JsonToken value) throws IOException {
        switch (name) {
            case "type" -> type = text(parser, value);
            case "index" -> index = value == JsonToken.VALUE_NUMBER_INT ? parser.getIntValue() : skipped(parser);
            case "message" -> message(parser, value);
            case "content_block" -> block = block(parser, value);
            case "delta" -> delta = delta(parser, value);
            case "usage" -> usage(parser, value);
            default -> parser.skipChildren();
        }
    }

    private void message(JsonParser parser, JsonToken value) throws IOException {
        if (value != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            switch (name) {
                case "id" -> messageId = text(parser, token);
                case "model" -> model = text(parser, token);
                case "usage" -> usage(parser, token);
                default -> parser.skipChildren();
            }
        }
    }

    private static Block block(JsonParser parser, JsonToken value) throws IOException {
        if (value != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return null;
        }
        String type = null;
        String id = null;
        String called = null;
        String text = null;
        String signature = null;
        String data = null;
        boolean hasInput = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            switch (name) {
                case "type" -> type = text(parser, token);
                case "id" -> id = text(parser, token);
                case "name" -> called = text(parser, token);
                case "text", "thinking" -> text = text(parser, token);
                case "signature" -> signature = text(parser, token);
                case "data" -> data = text(parser, token);
                case "input" -> hasInput = holds(parser, token);
                default -> parser.skipChildren();
            }
        }
        return new Block(type, id, called, text, signature, data, hasInput);
    }

    private static Delta delta(JsonParser parser, JsonToken value) throws IOException {
        if (value != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return null;
        }
        String type = null;
        String text = null;
        String stopReason = null;
        String stopSequence = null;
        String explanation = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            switch (name) {
                case "type" -> type = text(parser, token);
                case "text", "thinking", "partial_json", "signature" -> text = text(parser, token);
                case "stop_reason" -> stopReason = text(parser, token);
                case "stop_sequence" -> stopSequence = text(parser, token);
                case "stop_details" -> explanation = explanation(parser, token);
                default -> parser.skipChildren();
            }
        }
        return new Delta(type, text, stopReason, stopSequence, explanation);
    }

    private static String explanation(JsonParser parser, JsonToken value) throws IOException {
        String explanation = null;
        if (value == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = parser.currentName().equals("explanation");
                String text = text(parser, parser.nextToken());
                explanation = wanted ? text : explanation;
            }
        } else {
            parser.skipChildren();
        }
        return explanation;
    }

    private void usage(JsonParser parser, JsonToken value) throws IOException {
        if (value == JsonToken.START_OBJECT) {
            usage.read(parser);
            usageSeen = true;
        } else {
            parser.skipChildren();
        }
    }

    /** A string, or null for whatever else stands there. */
    private static String text(JsonParser parser, JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        parser.skipChildren();
        return null;
    }

    /** Whether a value is an object with members. Leaves the parser at its end. */
    private static boolean holds(JsonParser parser, JsonToken value) throws IOException {
        boolean any = false;
        if (value == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                any = true;
                parser.nextToken();
                parser.skipChildren();
            }
        } else {
            parser.skipChildren();
        }
        return any;
    }

    private static int skipped(JsonParser parser) throws IOException {
        parser.skipChildren();
        return -1;
    }

    /** The event's type; empty when it has none. */
    String type() {
        return type == null ? "" : type;
    }

    /** Which block it is about, -1 when none. */
    int index() {
        return index;
    }

    /** The message's id, once told. */
    String messageId() {
        return messageId;
    }

    /** The model, once told. */
    String model() {
        return model;
    }

    /** The block that begins. */
    Block block() {
        return block;
    }

    /** What is added. */
    Delta delta() {
        return delta;
    }

    /** What all events so far say was used, or null when none did. */
    Usage usage() {
        return usageSeen ? usage.usage() : null;
    }
}
