package dev.cortexllm.router.wire.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.router.wire.chat.Part;
import dev.cortexllm.router.wire.json.InvalidBody;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what the model said in an earlier turn: what it thought, what it answered, which tools it called. Thoughts come
 * first, as providers want them back; their proofs stand in extensions that answers of this router have as well.
 */
final class AssistantReader {
    private final PartReader parts;

    AssistantReader(PartReader parts) {
        this.parts = parts;
    }

    /**
     * Reads an assistant message.
     *
     * @param message the message
     * @param functionId id for a call in the deprecated form, which has none
     * @return its parts in order
     * @throws InvalidBody when it is none
     */
    List<Part> read(Fields message, String functionId) throws InvalidBody {
        List<Part> read = new ArrayList<>();
        thoughts(message, read);
        read.addAll(parts.read(message));
        String refusal = message.text("refusal");
        if (refusal != null) {
            read.add(new Part.Refusal(refusal, message.at("refusal")));
        }
        Fields audio = message.object("audio");
        if (audio != null) {
            read.add(new Part.Foreign("audio", audio.node(), audio.at()));
        }
        for (Fields call : message.objects("tool_calls")) {
            read.add(call(call));
        }
        Fields function = message.object("function_call");
        if (function != null) {
            read.add(functionCall(function, functionId));
        }
        return read;
    }

    /** Blocks tell the thoughts with their proofs, the plain text tells them once more. */
    private static void thoughts(Fields message, List<Part> read) throws InvalidBody {
        List<Fields> blocks = message.objects("thinking_blocks");
        for (Fields block : blocks) {
            read.add(
                    switch (block.neededText("type")) {
                        case "thinking" ->
                            new Part.Reasoning(block.neededText("thinking"), block.text("signature"), block.at());
                        case "redacted_thinking" -> new Part.RedactedReasoning(block.neededText("data"), block.at());
                        default -> throw block.wrongField("type", "must be thinking or redacted_thinking");
                    });
        }
        String field = message.has("reasoning_content") ? "reasoning_content" : "reasoning";
        String text = message.text(field);
        if (blocks.isEmpty() && text != null && !text.isEmpty()) {
            read.add(new Part.Reasoning(text, null, message.at(field)));
        }
    }

    private static Part call(Fields call) throws InvalidBody {
        String id = call.neededText("id");
        String type = call.text("type");
        if (type != null && !type.equals("function")) {
            return new Part.Foreign(type, call.node(), call.at());
        }
        Fields function = call.neededObject("function");
        return new Part.ToolUse(
                id, name(function), function.neededText("arguments"), signature(call), CacheMarks.of(call), call.at());
    }

    private static String name(Fields function) throws InvalidBody {
        String name = function.neededText("name");
        if (name.isEmpty()) {
            throw function.wrongField("name", "must not be empty");
        }
        return name;
    }

    /** Where Google's own OpenAI-compatible API puts a thought's signature (facts/wire/gemini.md section 4). */
    private static String signature(Fields call) {
        JsonNode signature = call.node().path("extra_content").path("google").path("thought_signature");
        return signature.isTextual() ? signature.textValue() : null;
    }

    /** The deprecated form of a call; its answer names the function. */
    private static Part functionCall(Fields function, String id) throws InvalidBody {
        return new Part.ToolUse(id, name(function), function.neededText("arguments"), null, null, function.at());
    }
}
