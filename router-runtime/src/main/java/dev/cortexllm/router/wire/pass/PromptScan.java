package dev.cortexllm.router.wire.pass;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.cortexllm.router.wire.chat.PromptFacts;
import dev.cortexllm.router.wire.json.JsonReading;
import java.io.IOException;

/**
 * Looks over the body of a chat request, OpenAI's or Anthropic's, for what rules ask of it. One pass, no tree; what it keeps
 * of the texts is bounded.
 */
public final class PromptScan {
    private static final JsonFactory JSON = JsonReading.withoutDuplicates();

    private final JsonParser parser;
    private final TokenGuess guess = new TokenGuess();
    private final TextEnds system = new TextEnds(PromptFacts.SYSTEM_CHARS, 0);
    private TextEnds user = new TextEnds(PromptFacts.USER_CHARS, PromptFacts.TAIL_CHARS);
    private boolean tools;
    private boolean vision;
    private boolean jsonSchema;
    private boolean reasoning;
    private boolean unhurried;

    private PromptScan(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * Looks.
     *
     * @param body JSON that a {@link ChatRequestScan} has found valid
     * @return what is to be seen
     */
    public static PromptFacts scan(byte[] body) {
        try (JsonParser parser = JSON.createParser(body)) {
            PromptScan scan = new PromptScan(parser);
            scan.request();
            return scan.facts();
        } catch (IOException e) {
            throw new IllegalStateException("a body that was scanned is not JSON any more", e);
        }
    }

    private PromptFacts facts() {
        return new PromptFacts(
                user.text(),
                user.length(),
                system.text(),
                tools,
                vision,
                jsonSchema,
                reasoning,
                unhurried,
                guess.tokens());
    }

    private void request() throws IOException {
        parser.nextToken();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "messages" -> messages(value);
                case "system" -> content(value, system);
                case "tools", "functions" -> tools(value);
                case "response_format", "output_format" -> jsonSchema |= typed(value, "json_schema");
                case "output_config" -> outputConfig(value);
                case "thinking" -> reasoning |= value == JsonToken.START_OBJECT && !typed(value, "disabled");
                case "reasoning_effort" -> reasoning |= effort(value);
                case "reasoning" -> reasoning |= value == JsonToken.START_OBJECT;
                case "service_tier" -> unhurried |= is("flex") || is("batch");
                default -> {}
            }
            skip();
        }
    }

    /** Leaves an object or list that was not read; does nothing where one was, or for any other value. */
    private void skip() throws IOException {
        parser.skipChildren();
    }

    private boolean is(String text) throws IOException {
        return parser.currentToken() == JsonToken.VALUE_STRING
                && parser.getText().equals(text);
    }

    private boolean effort(JsonToken value) throws IOException {
        return value == JsonToken.VALUE_STRING && !is("none");
    }

    /** Whether an object's "type" is a certain one. Reads it to its end. */
    private boolean typed(JsonToken value, String type) throws IOException {
        boolean found = false;
        if (value == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                found |= name.equals("type") && is(type);
                skip();
            }
        }
        return found;
    }

    /** Anthropic's. */
    private void outputConfig(JsonToken value) throws IOException {
        if (value == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken inner = parser.nextToken();
                if (name.equals("format")) {
                    jsonSchema |= typed(inner, "json_schema");
                } else {
                    reasoning |= name.equals("effort") && effort(inner);
                }
                skip();
            }
        }
    }

    private void tools(JsonToken value) throws IOException {
        if (value == JsonToken.START_ARRAY) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                tools = true;
                weigh();
            }
        }
    }

    /** Counts all names and texts of a value. Reads it to its end. */
    private void weigh() throws IOException {
        int depth = 0;
        JsonToken token = parser.currentToken();
        while (true) {
            if (token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME) {
                guess.text(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (depth == 0) {
                return;
            }
            token = parser.nextToken();
        }
    }

    private void messages(JsonToken value) throws IOException {
        if (value == JsonToken.START_ARRAY) {
            JsonToken item = parser.nextToken();
            while (item != JsonToken.END_ARRAY) {
                if (item == JsonToken.START_OBJECT) {
                    message();
                } else {
                    skip();
                }
                item = parser.nextToken();
            }
        }
    }

    private void message() throws IOException {
        guess.message();
        String role = "";
        TextEnds said = new TextEnds(PromptFacts.USER_CHARS, PromptFacts.TAIL_CHARS);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "role" -> role = value == JsonToken.VALUE_STRING ? parser.getText() : role;
                case "content" -> content(value, said);
                case "tool_calls", "function_call", "reasoning_content" -> weigh();
                default -> skip();
            }
        }
        if (said.length() == 0) {
            return;
        }
        if (role.equals("user")) {
            user = said;
        } else if (role.equals("system") || role.equals("developer")) {
            String text = said.text();
            system.add(text.toCharArray(), 0, text.length());
        }
    }

    /** A text, or a list of parts. Reads it to its end. */
    private void content(JsonToken value, TextEnds into) throws IOException {
        if (value == JsonToken.VALUE_STRING) {
            text(into);
        } else if (value == JsonToken.START_ARRAY) {
            JsonToken item = parser.nextToken();
            while (item != JsonToken.END_ARRAY) {
                if (item == JsonToken.START_OBJECT) {
                    part(into);
                } else {
                    skip();
                }
                item = parser.nextToken();
            }
        } else {
            skip();
        }
    }

    private void text(TextEnds into) throws IOException {
        char[] text = parser.getTextCharacters();
        int from = parser.getTextOffset();
        int count = parser.getTextLength();
        guess.text(text, from, count);
        into.add(text, from, count);
    }

    /** Only its own text is the speaker's: what a tool has answered counts for the length alone. */
    private void part(TextEnds into) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "type" -> seen(value);
                case "text" -> {
                    if (value == JsonToken.VALUE_STRING) {
                        text(into);
                    }
                }
                case "content" -> content(value, new TextEnds(0, 0));
                case "input", "thinking" -> weigh();
                default -> {}
            }
            skip();
        }
    }

    private void seen(JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_STRING) {
            switch (parser.getText()) {
                case "image", "image_url", "input_image", "document", "file", "input_file" -> {
                    vision = true;
                    guess.image();
                }
                default -> {}
            }
        }
    }
}
