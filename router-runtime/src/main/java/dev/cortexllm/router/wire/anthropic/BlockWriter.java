package dev.cortexllm.router.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.router.wire.chat.Fidelity;
import dev.cortexllm.router.wire.chat.Part;
import dev.cortexllm.router.wire.chat.Refused;
import dev.cortexllm.router.wire.json.JsonTrees;
import dev.cortexllm.router.wire.pass.ForeignThought;
import java.io.IOException;

/** Writes the parts of messages as blocks (facts/wire/anthropic.md section 8). */
final class BlockWriter {
    private final ToolNames names;
    private final CallIds ids;
    private final CacheMarks marks;
    private final Fidelity fidelity;

    /**
     * @param names of tools
     * @param ids of calls
     * @param marks for the cache
     * @param fidelity told what is lost
     */
    BlockWriter(ToolNames names, CallIds ids, CacheMarks marks, Fidelity fidelity) {
        this.names = names;
        this.ids = ids;
        this.marks = marks;
        this.fidelity = fidelity;
    }

    /**
     * Writes a part.
     *
     * @param part any part
     * @return the block, or null where nothing is left to say: the API refuses empty texts, and thoughts that no
     *     model of Anthropic's has signed cannot be sent
     * @throws Refused when Anthropic has no words for it
     */
    ObjectNode write(Part part) throws Refused {
        if (part instanceof Part.Text text) {
            return text.text().isEmpty() ? null : marks.mark(text(text.text()), text.cache());
        } else if (part instanceof Part.Refusal refusal) {
            return refusal.text().isEmpty() ? null : text(refusal.text());
        } else if (part instanceof Part.Image image) {
            return image(image);
        } else if (part instanceof Part.Document document) {
            ObjectNode block = MediaWriter.document(document.source(), document.title(), document.at());
            return marks.mark(block, document.cache());
        } else if (part instanceof Part.ToolUse use) {
            return toolUse(use);
        } else if (part instanceof Part.ToolResult result) {
            return toolResult(result);
        } else if (part instanceof Part.Reasoning reasoning) {
            return ForeignThought.is(reasoning.signature()) ? null : thinking(reasoning);
        } else if (part instanceof Part.RedactedReasoning redacted) {
            return JsonTrees.object().put("type", "redacted_thinking").put("data", redacted.data());
        } else if (part instanceof Part.Audio audio) {
            throw new Refused(audio.at() + ": the chosen model takes no sound.", audio.at(), "unsupported_media_type");
        }
        String type = part instanceof Part.Foreign foreign ? foreign.type() : "unknown";
        throw new Refused(
                part.at() + ": a part of type '" + type + "' cannot be sent to the chosen model.", part.at(), null);
    }

    private static ObjectNode text(String text) {
        return JsonTrees.object().put("type", "text").put("text", text);
    }

    private ObjectNode image(Part.Image image) throws Refused {
        if (image.detail() != null && !image.detail().equals("auto")) {
            fidelity.lost(image.at() + ".image_url.detail", "Anthropic chooses the detail of images itself");
        }
        return marks.mark(MediaWriter.image(image.source(), image.at()), image.cache());
    }

    private static ObjectNode thinking(Part.Reasoning reasoning) {
        return JsonTrees.object()
                .put("type", "thinking")
                .put("thinking", reasoning.text())
                .put("signature", reasoning.signature());
    }

    private ObjectNode toolUse(Part.ToolUse use) throws Refused {
        ObjectNode block = JsonTrees.object().put("type", "tool_use");
        block.put("id", ids.made(use));
        block.put("name", names.wire(use.name()));
        block.set("input", input(use));
        return marks.mark(block, use.cache());
    }

    private static JsonNode input(Part.ToolUse use) throws Refused {
        if (use.arguments().isBlank()) {
            return JsonTrees.object();
        }
        try {
            JsonNode input = JsonTrees.read(use.arguments());
            if (input.isObject()) {
                return input;
            }
        } catch (IOException e) {
            // Said below.
        }
        throw new Refused(
                use.at() + ": the arguments of the call of '" + use.name() + "' are not a JSON object.",
                use.at(),
                "invalid_tool_arguments");
    }

    private ObjectNode toolResult(Part.ToolResult result) throws Refused {
        String id = ids.answered(result.toolUseId());
        if (id == null) {
            throw new Refused(
                    result.at() + ": the answer is to a call '" + result.toolUseId()
                            + "' that the assistant message before it does not make.",
                    result.at(),
                    null);
        }
        ObjectNode block = JsonTrees.object().put("type", "tool_result").put("tool_use_id", id);
        ArrayNode content = JsonTrees.array();
        for (Part part : result.content()) {
            ObjectNode inner = write(part);
            if (inner != null) {
                content.add(inner);
            }
        }
        if (!content.isEmpty()) {
            block.set("content", shortest(content));
        }
        if (result.error()) {
            block.put("is_error", true);
        }
        return marks.mark(block, result.cache());
    }

    /**
     * Content as briefly as it can be said.
     *
     * @param blocks at least one block
     * @return a string where it is one text and nothing more, otherwise the blocks
     */
    static JsonNode shortest(ArrayNode blocks) {
        JsonNode only = blocks.size() == 1 ? blocks.get(0) : null;
        boolean plain = only != null && only.path("type").asText().equals("text") && only.size() == 2;
        return plain ? only.get("text") : blocks;
    }
}
