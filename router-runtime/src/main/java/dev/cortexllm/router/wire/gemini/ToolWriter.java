package dev.cortexllm.router.wire.gemini;

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
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes the tools and which of them must be called (facts/wire/gemini.md sections 2 and 6). */
final class ToolWriter {
    private final ChatCall call;
    private final ModelTraits traits;
    private final ToolNames names;
    private final Fidelity fidelity;
    private final Mode mode;

    ToolWriter(ChatCall call, ModelTraits traits, ToolNames names, Fidelity fidelity) {
        this.call = call;
        this.traits = traits;
        this.names = names;
        this.fidelity = fidelity;
        this.mode = call.toolChoice() == null ? Mode.AUTO : call.toolChoice().mode();
    }

    /**
     * Puts the tools into a request.
     *
     * @param body gets {@code tools} and {@code toolConfig}
     * @throws Refused when a tool is none that the provider can call, or the choice fits none
     */
    void write(ObjectNode body) throws Refused {
        List<Tool.Function> functions = functions();
        if (functions.isEmpty()) {
            if (mode == Mode.REQUIRED) {
                throw new Refused("'tool_choice' demands a call, but there are no tools.", "tool_choice", null);
            }
            return;
        }
        ArrayNode declarations = body.putArray("tools").addObject().putArray("functionDeclarations");
        for (Tool.Function function : functions) {
            declarations.add(declaration(function));
        }
        if (call.toolChoice() != null) {
            choice(body.putObject("toolConfig").putObject("functionCallingConfig"));
        }
        if (Boolean.FALSE.equals(call.parallelToolCalls()) && mode != Mode.NONE) {
            fidelity.lost("parallel_tool_calls", "Gemini may call several tools at once");
        }
    }

    /**
     * The tools to declare. A free choice among some cannot be said, so that only those are declared; and a model that
     * answers in JSON only without tools gets none when it may not call any.
     */
    private List<Tool.Function> functions() throws Refused {
        List<Tool.Function> functions = offered();
        Set<String> wanted = call.toolChoice() == null
                ? Set.of()
                : new LinkedHashSet<>(call.toolChoice().names());
        Set<String> names = functions.stream().map(Tool.Function::name).collect(Collectors.toSet());
        for (String name : wanted) {
            if (!names.contains(name)) {
                throw new Refused(
                        "'tool_choice' names the tool '" + name + "', which 'tools' does not offer.",
                        "tool_choice",
                        null);
            }
        }
        if (mode == Mode.AUTO && !wanted.isEmpty()) {
            functions.removeIf(function -> !wanted.contains(function.name()));
        }
        boolean needless = mode == Mode.NONE && call.answerFormat() != null && !traits.third();
        return needless ? List.of() : functions;
    }

    private List<Tool.Function> offered() throws Refused {
        List<Tool.Function> functions = new ArrayList<>();
        for (Tool tool : call.tools()) {
            if (!(tool instanceof Tool.Function function)) {
                String type = tool instanceof Tool.Foreign foreign ? foreign.type() : "";
                throw new Refused(
                        tool.at() + ": a tool of type '" + type + "' cannot be sent to the chosen model.",
                        tool.at(),
                        "unsupported_tool");
            }
            functions.add(function);
        }
        return functions;
    }

    private ObjectNode declaration(Tool.Function function) throws Refused {
        ObjectNode out = JsonTrees.object().put("name", names.wire(function.name()));
        if (function.description() != null) {
            out.put("description", function.description());
        }
        if (!takesNothing(function.parameters())) {
            if (traits.jsonSchema()) {
                out.set("parametersJsonSchema", function.parameters());
            } else {
                out.set("parameters", SchemaSubset.of(function.parameters(), function.at(), fidelity));
            }
        }
        if (Boolean.TRUE.equals(function.strict()) && mode == Mode.AUTO) {
            fidelity.lost(
                    function.at() + ".strict", "Gemini holds to the schema strictly only where a call is required");
        }
        return out;
    }

    /** Whether a schema lets no argument through; models refuse an object without properties. */
    private static boolean takesNothing(JsonNode schema) {
        if (schema == null || schema.isNull() || schema.isEmpty()) {
            return true;
        }
        boolean object = schema.path("type").asText().equals("object");
        boolean open = schema.path("additionalProperties").isObject()
                || schema.path("additionalProperties").asBoolean();
        boolean more = schema.has("$ref") || schema.has("anyOf") || schema.has("oneOf") || schema.has("allOf");
        return object && schema.path("properties").isEmpty() && !open && !more;
    }

    private void choice(ObjectNode config) {
        config.put(
                "mode",
                switch (mode) {
                    case AUTO -> "AUTO";
                    case NONE -> "NONE";
                    case REQUIRED, NAMED -> "ANY";
                });
        ToolChoice choice = call.toolChoice();
        if (choice.names().isEmpty() || mode == Mode.AUTO || mode == Mode.NONE) {
            return;
        }
        ArrayNode allowed = config.putArray("allowedFunctionNames");
        for (String name : choice.names()) {
            allowed.add(names.wire(name));
        }
    }
}
