package dev.cortexllm.router.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.router.wire.chat.Tool;
import dev.cortexllm.router.wire.chat.ToolChoice;
import dev.cortexllm.router.wire.chat.ToolChoice.Mode;
import dev.cortexllm.router.wire.json.InvalidBody;
import java.util.ArrayList;
import java.util.List;

/** Reads the tools and the choice among them. Tools that Anthropic defines or runs itself become {@link Tool.Foreign}. */
final class ToolReader {
    private final ObjectNode rest;
    private final BlockReader blocks;

    /**
     * @param rest takes what has no place in a {@link Tool}
     * @param blocks reads marks for the cache
     */
    ToolReader(ObjectNode rest, BlockReader blocks) {
        this.rest = rest;
        this.blocks = blocks;
    }

    /**
     * Reads the tools offered.
     *
     * @param body the request
     * @return the tools, none when there are none
     * @throws InvalidBody when one is wrong
     */
    List<Tool> tools(Fields body) throws InvalidBody {
        List<Tool> tools = new ArrayList<>();
        JsonNode list = body.list("tools");
        for (int i = 0; list != null && i < list.size(); i++) {
            tools.add(tool(Fields.of(list.get(i), "tools[" + i + "]")));
        }
        JsonNode servers = body.list("mcp_servers");
        if (servers != null && !servers.isEmpty()) {
            tools.add(new Tool.Foreign("mcp_servers", servers, "mcp_servers"));
        }
        return tools;
    }

    private Tool tool(Fields tool) throws InvalidBody {
        String type = tool.text("type");
        if (type != null && !type.equals("custom")) {
            return new Tool.Foreign(type, tool.json(), tool.at());
        }
        Tool function = new Tool.Function(
                tool.neededText("name"),
                tool.text("description"),
                tool.neededObject("input_schema").json(),
                tool.flag("strict"),
                blocks.cache(tool),
                tool.at());
        tool.keepOthers(rest);
        return function;
    }

    /**
     * Reads the choice.
     *
     * @param choice the object, or null
     * @return the choice, or null
     * @throws InvalidBody when it is not one
     */
    ToolChoice choice(Fields choice) throws InvalidBody {
        if (choice == null) {
            return null;
        }
        ToolChoice read =
                switch (choice.neededText("type")) {
                    case "auto" -> new ToolChoice(Mode.AUTO, List.of());
                    case "any" -> new ToolChoice(Mode.REQUIRED, List.of());
                    case "none" -> new ToolChoice(Mode.NONE, List.of());
                    case "tool" -> new ToolChoice(Mode.NAMED, List.of(choice.neededText("name")));
                    default -> throw choice.wrong("type", "'auto', 'any', 'tool' or 'none'");
                };
        choice.any("name");
        choice.any("disable_parallel_tool_use");
        choice.keepOthers(rest);
        return read;
    }

    /**
     * Reads whether several tools may be called at once.
     *
     * @param choice the choice of tools, or null
     * @return null where it does not say
     * @throws InvalidBody when it is not a truth value
     */
    Boolean parallel(Fields choice) throws InvalidBody {
        Boolean disabled = choice == null ? null : choice.flag("disable_parallel_tool_use");
        return disabled == null ? null : !disabled;
    }
}
