package dev.cortexllm.sandbox.clients.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A tool with two parameters, one of them a word out of a list and not required: enough for schemas to get lost on the way.
 *
 * @param name what the model calls
 * @param description what it is told of it
 * @param parameter name of the required text parameter
 */
public record ToolSpec(String name, String description, String parameter) {
    /** Name of the other parameter. */
    public static final String UNIT = "unit";

    /** What the other parameter can be. */
    public static final List<String> UNITS = List.of("celsius", "fahrenheit");

    /** What the weather is like. */
    public static ToolSpec weather() {
        return new ToolSpec("get_weather", "Tells the weather of a city.", "city");
    }

    /** What time it is. */
    public static ToolSpec time() {
        return new ToolSpec("get_time", "Tells the time at a place.", "place");
    }

    /** Returns the JSON Schema of the arguments. */
    public JsonNode schema() {
        return Json.quoted(
                "{'type':'object','properties':{'%s':{'type':'string'},'%s':{'type':'string','enum':['%s']}},"
                                .formatted(parameter, UNIT, String.join("','", UNITS))
                        + "'required':['" + parameter + "']}");
    }
}
