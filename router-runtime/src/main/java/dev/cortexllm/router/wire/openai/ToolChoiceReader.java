package dev.cortexllm.router.wire.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.router.wire.chat.Tool;
import dev.cortexllm.router.wire.chat.ToolChoice;
import dev.cortexllm.router.wire.chat.ToolChoice.Mode;
import dev.cortexllm.router.wire.json.InvalidBody;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads whether and which tool must be called: {@code tool_choice}, or the deprecated {@code function_call}. */
final class ToolChoiceReader {
    private final Fields body;
    private final Set<String> names = new HashSet<>();

    private ToolChoiceReader(Fields body, List<Tool> tools) {
        this.body = body;
        for (Tool tool : tools) {
            names.add(tool instanceof Tool.Function function ? function.name() : customName((Tool.Foreign) tool));
        }
    }

    private static String customName(Tool.Foreign tool) {
        return tool.json().path(tool.type()).path("name").asText();
    }

    /**
     * Reads it.
     *
     * @param body the request
     * @param tools the tools it offers
     * @return the choice, or null when the client made none
     * @throws InvalidBody when it is not a choice, or among tools that are not offered
     */
    static ToolChoice read(Fields body, List<Tool> tools) throws InvalidBody {
        ToolChoiceReader reader = new ToolChoiceReader(body, tools);
        JsonNode choice = body.get("tool_choice");
        JsonNode call = body.get("function_call");
        ToolChoice read = choice != null ? reader.choice(choice) : call != null ? reader.functionCall(call) : null;
        boolean demands = read != null && (read.mode() == Mode.REQUIRED || read.mode() == Mode.NAMED);
        if (demands && tools.isEmpty()) {
            throw body.wrongField(
                    choice != null ? "tool_choice" : "function_call", "demands a call, but there are no tools");
        }
        return read;
    }

    private ToolChoice choice(JsonNode choice) throws InvalidBody {
        if (choice.isTextual()) {
            return switch (choice.textValue()) {
                case "auto" -> new ToolChoice(Mode.AUTO, List.of());
                case "none" -> new ToolChoice(Mode.NONE, List.of());
                case "required" -> new ToolChoice(Mode.REQUIRED, List.of());
                default -> throw body.wrongField("tool_choice", "must be none, auto, required, or an object");
            };
        }
        Fields object = Fields.of(choice, "tool_choice");
        String type = object.neededText("type");
        return switch (type) {
            case "function", "custom" -> named(object.neededObject(type));
            case "allowed_tools" -> allowed(object.neededObject(type));
            default -> throw object.wrongField("type", "must be one of function, custom, allowed_tools");
        };
    }

    private ToolChoice functionCall(JsonNode call) throws InvalidBody {
        if (call.isTextual()) {
            return switch (call.textValue()) {
                case "auto" -> new ToolChoice(Mode.AUTO, List.of());
                case "none" -> new ToolChoice(Mode.NONE, List.of());
                default -> throw body.wrongField("function_call", "must be none, auto, or an object");
            };
        }
        return named(Fields.of(call, "function_call"));
    }

    private ToolChoice named(Fields tool) throws InvalidBody {
        return new ToolChoice(Mode.NAMED, List.of(offered(tool)));
    }

    private ToolChoice allowed(Fields allowed) throws InvalidBody {
        String mode = allowed.word("mode", List.of("auto", "required"));
        List<String> among = new ArrayList<>();
        for (Fields tool : allowed.objects("tools")) {
            among.add(offered(tool.neededObject(tool.neededText("type"))));
        }
        if (among.isEmpty()) {
            throw allowed.wrongField("tools", "must name at least one tool");
        }
        return new ToolChoice("required".equals(mode) ? Mode.REQUIRED : Mode.AUTO, among);
    }

    private String offered(Fields tool) throws InvalidBody {
        String name = tool.neededText("name");
        if (!names.contains(name) && !names.isEmpty()) {
            throw tool.wrongField("name", "there is no tool '" + Fields.echo(name) + "' among the tools");
        }
        return name;
    }
}
