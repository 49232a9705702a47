package dev.cortexllm.router.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.router.wire.chat.CacheMark;
import dev.cortexllm.router.wire.chat.Media;
import dev.cortexllm.router.wire.chat.Message.Role;
import dev.cortexllm.router.wire.chat.Part;
import dev.cortexllm.router.wire.json.InvalidBody;
import dev.cortexllm.router.wire.json.JsonTrees;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads content blocks (facts/wire/anthropic.md section 2). Blocks that only Anthropic knows, its own tools' above all,
 * become {@link Part.Foreign}.
 */
final class BlockReader {
    private final ObjectNode rest;

    /**
     * @param rest takes the members of blocks that have no place in a {@link Part}
     */
    BlockReader(ObjectNode rest) {
        this.rest = rest;
    }

    /**
     * Reads what somebody says.
     *
     * @param owner the object whose content it is
     * @param name name of the member
     * @param role who says it, or null inside of a tool's answer
     * @return the parts, none when the member is absent
     * @throws InvalidBody when it is neither a string nor a list of blocks, or a block is wrong
     */
    List<Part> content(Fields owner, String name, Role role) throws InvalidBody {
        JsonNode content = owner.any(name);
        List<Part> parts = new ArrayList<>();
        if (content == null) {
            return parts;
        }
        if (content.isTextual()) {
            parts.add(new Part.Text(content.textValue(), null, owner.at(name)));
        } else if (content.isArray()) {
            for (int i = 0; i < content.size(); i++) {
                Fields block = Fields.of(content.get(i), owner.at(name) + "[" + i + "]");
                read(block, block.neededText("type"), role, parts);
            }
        } else {
            throw owner.wrong(name, "a string or a list of content blocks");
        }
        return parts;
    }

    private void read(Fields block, String type, Role role, List<Part> into) throws InvalidBody {
        switch (type) {
            case "text" -> into.add(text(block));
            case "image" -> into.add(image(block));
            case "document" -> document(block, into);
            case "tool_use" -> into.add(toolUse(block, role));
            case "tool_result" -> into.add(toolResult(block, role));
            case "thinking" -> into.add(thinking(block, role));
            case "redacted_thinking" -> into.add(redacted(block, role));
            default -> {
                into.add(new Part.Foreign(type, block.json(), block.at()));
                return;
            }
        }
        block.keepOthers(rest);
    }

    private Part text(Fields block) throws InvalidBody {
        // Citations of an earlier answer point into documents that another provider never saw.
        block.any("citations");
        return new Part.Text(block.neededText("text"), cache(block), block.at());
    }

    private Part image(Fields block) throws InvalidBody {
        Fields source = block.neededObject("source");
        String type = source.neededText("type");
        Media media = type.equals("base64") ? MediaReader.inline(source) : MediaReader.elsewhere(source, type);
        if (media == null) {
            return new Part.Foreign("image of type " + type, block.json(), block.at());
        }
        return new Part.Image(media, null, cache(block), block.at());
    }

    private void document(Fields block, List<Part> into) throws InvalidBody {
        Fields source = block.neededObject("source");
        String type = source.neededText("type");
        String title = block.text("title");
        String context = block.text("context");
        CacheMark cache = cache(block);
        if (!block.json().path("citations").path("enabled").asBoolean()) {
            block.any("citations");
        }
        if (context != null) {
            into.add(new Part.Text(context, null, block.at("context")));
        }
        if (type.equals("content")) {
            contentDocument(block, source, title, cache, into);
            return;
        }
        Media media =
                switch (type) {
                    case "base64" -> MediaReader.inline(source);
                    case "text" -> new Media.PlainText(source.neededText("data"));
                    default -> MediaReader.elsewhere(source, type);
                };
        into.add(
                media == null
                        ? new Part.Foreign("document of type " + type, block.json(), block.at())
                        : new Part.Document(media, title, cache, block.at()));
    }

    /** A document made of blocks: of text alone it is one text, with images it is its blocks one after another. */
    private void contentDocument(Fields block, Fields source, String title, CacheMark cache, List<Part> into)
            throws InvalidBody {
        source.needed("content");
        List<Part> blocks = content(source, "content", null);
        StringBuilder joined = new StringBuilder();
        for (Part part : blocks) {
            if (!(part instanceof Part.Text text)) {
                into.addAll(blocks);
                return;
            }
            joined.append(joined.isEmpty() ? "" : "\n").append(text.text());
        }
        into.add(new Part.Document(new Media.PlainText(joined.toString()), title, cache, block.at()));
    }

    private Part toolUse(Fields block, Role role) throws InvalidBody {
        only(block, role, Role.ASSISTANT, "tool_use");
        JsonNode input = block.neededObject("input").json();
        if (block.json().path("caller").path("type").asText().equals("direct")) {
            block.any("caller");
        }
        return new Part.ToolUse(
                CallNames.meant(block.neededText("id")),
                block.neededText("name"),
                JsonTrees.text(input),
                null,
                cache(block),
                block.at());
    }

    private Part toolResult(Fields block, Role role) throws InvalidBody {
        only(block, role, Role.USER, "tool_result");
        Boolean error = block.flag("is_error");
        return new Part.ToolResult(
                CallNames.meant(block.neededText("tool_use_id")),
                content(block, "content", null),
                error != null && error,
                cache(block),
                block.at());
    }

    private Part thinking(Fields block, Role role) throws InvalidBody {
        only(block, role, Role.ASSISTANT, "thinking");
        String signature = block.text("signature");
        return new Part.Reasoning(
                block.neededText("thinking"), signature == null || signature.isEmpty() ? null : signature, block.at());
    }

    private Part redacted(Fields block, Role role) throws InvalidBody {
        only(block, role, Role.ASSISTANT, "redacted_thinking");
        return new Part.RedactedReasoning(block.neededText("data"), block.at());
    }

    private static void only(Fields block, Role role, Role allowed, String type) throws InvalidBody {
        if (role != allowed) {
            String where = allowed == Role.USER ? "a user message" : "an assistant message";
            throw new InvalidBody(
                    "'" + block.at() + "': a block of type " + type + " may only stand in " + where + ".", block.at());
        }
    }

    /**
     * Reads a mark for the provider's cache.
     *
     * @param owner what bears it
     * @return the mark, or null
     * @throws InvalidBody when it is not one
     */
    CacheMark cache(Fields owner) throws InvalidBody {
        Fields mark = owner.object("cache_control");
        if (mark == null) {
            return null;
        }
        if (!mark.neededText("type").equals("ephemeral")) {
            throw mark.wrong("type", "'ephemeral'");
        }
        String ttl = mark.text("ttl");
        if (ttl != null && !ttl.equals("5m") && !ttl.equals("1h")) {
            throw mark.wrong("ttl", "'5m' or '1h'");
        }
        return new CacheMark(ttl);
    }
}
