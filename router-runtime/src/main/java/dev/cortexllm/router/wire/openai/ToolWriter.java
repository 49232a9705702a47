package dev.cortexllm.router.wire.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.router.wire.chat.ChatCall;
import dev.cortexllm.router.wire.chat.Refused;
import dev.cortexllm.router.wire.chat.Tool;
import dev.cortexllm.router.wire.chat.ToolChoice;
import dev.cortexllm.router.wire.json.JsonTrees;
import java.util.List;

/** Writes the tools and the choice among them (facts/wire/openai.md section 2.1, anthropic.md section 10). */
final class ToolWriter {
    private final ToolNames names;

    ToolWriter(ToolNames names) {
        this.names = names;
    }

    /**
     * Writes them; nothing where there are no tools, for OpenAI refuses a choice among none.
     *
     * @param call the request
     * @param request what is written
     * @throws Refused when a tool is of a kind that only the client's own dialect knows
     */
    void write(ChatCall call, ObjectNode request) throws Refused {
        ArrayNode tools = JsonTrees.array();
        for (Tool tool : call.tools()) {
            if (!(tool instanceof Tool.Function function)) {
                throw new Refused(
                        tool.at() + ": tools of type '" + ((Tool.Foreign) tool).type()
                                + "' cannot be offered to the chosen model.",
                        tool.at(),
                        "unsupported_value");
            }
            if (offered(function, call.toolChoice())) {
                tools.add(tool(function));
            }
        }
        if (tools.isEmpty()) {
            return;
        }
        request.set("tools", tools);
        if (call.toolChoice() != null) {
            choice(call.toolChoice(), request);
        }
        if (call.parallelToolCalls() != null) {
            request.put("parallel_tool_calls", call.parallelToolCalls());
        }
    }

    /** Only OpenAI itself knows a choice among some of the tools; offering just those says the same everywhere. */
    private static boolean offered(Tool.Function tool, ToolChoice choice) {
        return choice == null
                || choice.mode() == ToolChoice.Mode.NAMED
                || choice.names().isEmpty()
                || choice.names().contains(tool.name());
    }

    private ObjectNode tool(Tool.Function tool) {
        ObjectNode written = JsonTrees.object().put("type", "function");
        ObjectNode function = written.putObject("function").put("name", names.sent(tool.name()));
        if (tool.description() != null) {
            function.put("description", tool.description());
        }
        if (tool.parameters() != null) {
            function.set("parameters", tool.parameters());
        }
        if (tool.strict() != null) {
            function.put("strict", tool.strict());
        }
        return written;
    }

    private void choice(ToolChoice choice, ObjectNode request) {
        switch (choice.mode()) {
            case AUTO -> request.put("tool_choice", "auto");
            case NONE -> request.put("tool_choice", "none");
            case REQUIRED -> request.put("tool_choice", "required");
            case NAMED -> {
                List<String> named = choice.names();
                ObjectNode object = request.putObject("tool_choice").put("type", "function");
                object.putObject("function").put("name", names.sent(named.get(0)));
            }
        }
    }
}
