package dev.cortexllm.router.wire.pass;

import com.fasterxml.jackson.core.JsonToken;
import dev.cortexllm.router.wire.json.JsonCursor;
import dev.cortexllm.router.wire.json.JsonCursor.Malformed;
import java.util.Set;

/**
 * Reads once over the messages of a request, of OpenAI's dialect or Anthropic's, and finds out what matters before one is chosen who
 * answers it: whether they are text alone, so that their bytes bound their tokens, and whether they hold what this router, or the model
 * of another provider, has put into an earlier answer. Clients send it back, and the providers take none of it.
 */
public final class MessagesScan {
    /** Beside the thoughts of an answer in OpenAI's dialect: those that are signed. */
    public static final String THOUGHTS = "thinking_blocks";
    /** Beside a call of a tool: the proof of the thought before it. */
    public static final String SIGNATURE = "extra_content";

    /** Types of what is written out in the body; whatever has another one may be an image, a document or sound. */
    private static final Set<String> TEXTS =
            Set.of("text", "function", "tool_use", "tool_result", "thinking", "redacted_thinking", "ephemeral");

    private final boolean completions;
    private boolean echoes;
    private int unsigned;
    private boolean textOnly = true;

    /**
     * @param completions whether it is OpenAI's dialect
     */
    MessagesScan(boolean completions) {
        this.completions = completions;
    }

    /** Whether the messages hold anything that their provider refuses because it was not made there. */
    boolean echoes() {
        return echoes || unsigned > 0;
    }

    /** Whether they hold no image, document or sound, nor anything that this router does not know. */
    boolean textOnly() {
        return textOnly;
    }

    /**
     * Reads.
     *
     * @param cursor at the first token of their list; left at its last
     * @throws Malformed when it is not JSON
     */
    void read(JsonCursor cursor) throws Malformed {
        int depth = cursor.token().isStructStart() ? 1 : 0;
        while (depth > 0) {
            JsonToken token = cursor.next();
            if (token == JsonToken.FIELD_NAME) {
                token = cursor.next();
                field(cursor, cursor.name(), token);
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        }
    }

    private void field(JsonCursor cursor, String name, JsonToken value) {
        switch (name) {
            case "role", "content", "text", "name" -> textOnly &= !value.isNumeric() && !value.isBoolean();
            case "type" -> type(value == JsonToken.VALUE_STRING ? cursor.text() : "");
            case THOUGHTS, SIGNATURE -> echoes |= completions;
            case "signature" -> {
                if (!completions) {
                    unsigned--;
                    echoes |= value == JsonToken.VALUE_STRING && ForeignThought.is(cursor.text());
                }
            }
            default -> textOnly &= !media(name);
        }
    }

    private void type(String type) {
        textOnly &= TEXTS.contains(type);
        unsigned += !completions && type.equals("thinking") ? 1 : 0;
    }

    /** Engines take a part by the name of its content, too, where it has no type. */
    private static boolean media(String name) {
        return switch (name.isEmpty() ? ' ' : name.charAt(0)) {
            case 'a' -> name.startsWith("audio");
            case 'd' -> name.startsWith("document");
            case 'f' -> name.startsWith("file");
            case 'i' -> name.startsWith("image") || name.startsWith("input_");
            case 'v' -> name.startsWith("video");
            default -> false;
        };
    }
}
