package dev.cortexllm.router.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.router.wire.chat.ChatCall;
import dev.cortexllm.router.wire.chat.Fidelity;
import dev.cortexllm.router.wire.chat.Refused;
import dev.cortexllm.router.wire.chat.Tool;
import dev.cortexllm.router.wire.chat.ToolChoice;
import dev.cortexllm.router.wire.chat.ToolChoice.Mode;
import dev.cortexllm.router.wire.json.JsonTrees;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Writes the tools and the choice among them (facts/wire/anthropic.md section 8, golden.md G5 and G6). */
final class ToolWriter {
    private final ChatCall call;
    private final ClaudeModel model;
    private final ToolNames names;
    private final CacheMarks marks;
    private final Fidelity fidelity;
    private final ArrayNode tools = JsonTrees.array();

    /**
     * @param call the request
     * @param model what the target takes
     * @param names of the tools
     * @param marks for the cache
     * @param fidelity told what is lost
     */
    ToolWriter(ChatCall call, ClaudeModel model, ToolNames names, CacheMarks marks, Fidelity fidelity) {
        this.call = call;
        this.model = model;
        this.names = names;
        this.marks = marks;
        this.fidelity = fidelity;
    }

    /**
     * Writes both.
     *
     * @param answer the tool whose input is the answer, or null for none
     * @param body gets {@code tools} and {@code tool_choice}
     * @return whether some tool must be called
     * @throws Refused when a tool, or the choice, cannot be put to the model
     */
    boolean write(ObjectNode answer, ObjectNode body) throws Refused {
        Set<String> offered = offered();
        ObjectNode choice;
        if (answer != null) {
            choice = JsonTrees.object().put("type", "any").put("disable_parallel_tool_use", true);
            if (offered.isEmpty() || mode() == Mode.NONE) {
                choice.put("type", "tool").put("name", answer.path("name").asText());
            }
            tools.add(answer);
        } else if (offered.isEmpty()) {
            choice = withoutTools();
        } else {
            choice = choice(offered);
        }
        if (!tools.isEmpty()) {
            body.set("tools", tools);
        }
        if (choice != null) {
            body.set("tool_choice", choice);
        }
        String type = choice == null ? "auto" : choice.path("type").asText();
        return type.equals("any") || type.equals("tool");
    }

    private Mode mode() {
        return call.toolChoice() == null ? null : call.toolChoice().mode();
    }

    /** Writes the client's tools, but for those that it leaves no choice of. */
    private Set<String> offered() throws Refused {
        boolean some = mode() == Mode.AUTO || mode() == Mode.REQUIRED;
        List<String> only = some ? call.toolChoice().names() : List.of();
        Set<String> offered = new HashSet<>();
        for (Tool tool : call.tools()) {
            if (!(tool instanceof Tool.Function function)) {
                String type = tool instanceof Tool.Foreign foreign ? foreign.type() : "unknown";
                throw new Refused(
                        tool.at() + ": a tool of type '" + type + "' cannot be sent to the chosen model.",
                        tool.at(),
                        "unsupported_tool");
            }
            if (only.isEmpty() || only.contains(function.name())) {
                offered.add(function.name());
                tools.add(function(function));
            }
        }
        return offered;
    }

    private ObjectNode function(Tool.Function function) throws Refused {
        ObjectNode tool = JsonTrees.object().put("name", names.wire(function.name()));
        if (function.description() != null) {
            tool.put("description", function.description());
        }
        tool.set("input_schema", schema(function));
        if (function.strict() != null && model.schema()) {
            tool.put("strict", function.strict());
        } else if (function.strict() != null && function.strict()) {
            fidelity.lost(function.at() + ".function.strict", "the model does not know strict tools");
        }
        return marks.mark(tool, function.cache());
    }

    /** The schema of an input, which must say that it is an object (golden.md G5). */
    private static JsonNode schema(Tool.Function function) throws Refused {
        JsonNode given = function.parameters();
        if (given == null || given.isNull() || given.isObject() && given.isEmpty()) {
            ObjectNode none = JsonTrees.object().put("type", "object");
            none.putObject("properties");
            return none;
        }
        if (given instanceof ObjectNode object && !object.has("type")) {
            return JsonTrees.object().put("type", "object").setAll(object);
        }
        if (!given.path("type").asText().equals("object")) {
            throw new Refused(
                    function.at() + ": the parameters of '" + function.name() + "' must be a schema of type object.",
                    function.at(),
                    null);
        }
        return given;
    }

    /**
     * No tool is offered. Where the conversation shows some at work they are named again, for the API refuses such a
     * conversation without its tools (facts/wire/anthropic.md section 2, validation traps); none of them may be called.
     */
    private ObjectNode withoutTools() throws Refused {
        if (mode() == Mode.REQUIRED || mode() == Mode.NAMED) {
            throw new Refused(
                    "'tool_choice' demands the call of a tool that 'tools' does not offer.", "tool_choice", null);
        }
        for (String name : ToolNames.called(call)) {
            ObjectNode tool = tools.addObject().put("name", names.wire(name));
            tool.putObject("input_schema").put("type", "object");
        }
        return tools.isEmpty() ? null : JsonTrees.object().put("type", "none");
    }

    private ObjectNode choice(Set<String> offered) throws Refused {
        ToolChoice wanted = call.toolChoice();
        boolean alone = call.parallelToolCalls() != null && !call.parallelToolCalls();
        if (wanted == null && !alone) {
            return null;
        }
        ObjectNode choice = JsonTrees.object();
        Mode mode = wanted == null ? Mode.AUTO : wanted.mode();
        boolean forced = mode == Mode.REQUIRED || mode == Mode.NAMED;
        if (forced && model.thinking().always()) {
            fidelity.lost("tool_choice", "the model always thinks, and then no tool can be forced on it");
            mode = Mode.AUTO;
        }
        switch (mode) {
            case AUTO -> choice.put("type", "auto");
            case NONE -> choice.put("type", "none");
            case REQUIRED -> choice.put("type", "any");
            case NAMED -> choice.put("type", "tool").put("name", named(wanted, offered));
        }
        if (alone && mode != Mode.NONE) {
            choice.put("disable_parallel_tool_use", true);
        }
        return choice;
    }

    private String named(ToolChoice wanted, Set<String> offered) throws Refused {
        String name = wanted.names().get(0);
        if (!offered.contains(name)) {
            throw new Refused(
                    "'tool_choice' names the tool '" + name + "', which 'tools' does not offer.", "tool_choice", null);
        }
        return names.wire(name);
    }
}
