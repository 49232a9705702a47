package dev.cortexllm.router.wire.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.router.wire.chat.CacheMark;
import dev.cortexllm.router.wire.chat.Tool;
import dev.cortexllm.router.wire.json.InvalidBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the tools that a request offers, in today's form or the deprecated one. */
final class ToolReader {
    private static final Set<String> KNOWN_OF_TOOL =
            Set.of("type", "function", CacheMarks.CONTROL, CacheMarks.BREAKPOINT);
    private static final Set<String> KNOWN_OF_FUNCTION =
            Set.of("name", "description", "parameters", "strict", CacheMarks.CONTROL);

    private ToolReader() {}

    /**
     * Reads them.
     *
     * @param body the request
     * @param rest where fields go that nobody knows
     * @return the tools in order, maybe none
     * @throws InvalidBody when one is not a tool
     */
    static List<Tool> read(Fields body, ObjectNode rest) throws InvalidBody {
        List<Tool> tools = new ArrayList<>();
        for (Fields tool : body.objects("tools")) {
            String type = tool.neededText("type");
            if (!type.equals("function")) {
                tools.add(new Tool.Foreign(type, tool.node(), tool.at()));
                continue;
            }
            Fields function = tool.neededObject("function");
            CacheMark cache = CacheMarks.of(tool);
            tools.add(function(function, cache == null ? CacheMarks.of(function) : cache, tool.at(), rest));
            tool.keepOthers(KNOWN_OF_TOOL, rest);
        }
        List<Fields> functions = body.objects("functions");
        if (!functions.isEmpty() && !tools.isEmpty()) {
            throw body.wrongField("functions", "must not stand beside 'tools', which replaces it");
        }
        for (Fields function : functions) {
            tools.add(function(function, null, function.at(), rest));
        }
        return tools;
    }

    private static Tool function(Fields function, CacheMark cache, String at, ObjectNode rest) throws InvalidBody {
        String name = function.neededText("name");
        if (name.isEmpty()) {
            throw function.wrongField("name", "must not be empty");
        }
        JsonNode parameters = function.get("parameters");
        if (parameters != null && !parameters.isObject()) {
            throw function.wrongField("parameters", "must be a JSON schema, not " + Fields.kind(parameters));
        }
        function.keepOthers(KNOWN_OF_FUNCTION, rest);
        return new Tool.Function(name, function.text("description"), parameters, function.flag("strict"), cache, at);
    }
}
