package dev.cortexllm.router.wire.golden;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.router.wire.json.JsonTrees;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What Anthropic's clients rely on in every stream: facts/wire/anthropic.md, section 4. */
public final class AnthropicRules {
    /** The rule that a provider's own text may break. */
    public static final String WHOLE_INPUT = "a tool's input is a JSON object";

    /** Which deltas a block may have. */
    private static final Map<String, Set<String>> DELTAS = Map.of(
            "text", Set.of("text_delta", "citations_delta"),
            "tool_use", Set.of("input_json_delta"),
            "server_tool_use", Set.of("input_json_delta"),
            "thinking", Set.of("thinking_delta", "signature_delta"));

    private final Set<String> broken = new TreeSet<>();
    private final StringBuilder input = new StringBuilder();
    private boolean started;
    private boolean delta;
    private boolean stopped;
    private boolean error;
    private boolean inputsWhole = true;
    private int blocks;
    private String open;

    private AnthropicRules() {}

    /**
     * Checks a stream.
     *
     * @param events all of it
     * @param complete whether it came to its proper end; otherwise the last event must be an error
     * @return the rules it breaks
     */
    static Set<String> broken(List<Events> events, boolean complete) {
        AnthropicRules rules = new AnthropicRules();
        events.forEach(rules::event);
        rules.check(rules.stopped == complete, "message_stop ends complete streams, and only those");
        rules.check(rules.error != complete, "a stream that breaks off ends with an error, no other has one");
        return rules.broken;
    }

    private void check(boolean kept, String rule) {
        if (!kept) {
            broken.add(rule);
        }
    }

    private void event(Events event) {
        JsonNode data = event.json();
        check(data != null && data.isObject(), "every data line is a JSON object");
        if (data == null) {
            return;
        }
        String type = data.path("type").asText();
        check(type.equals(event.name()), "an event's name is its type");
        check(!stopped && !error, "nothing comes after message_stop or an error");
        check(started || Set.of("message_start", "error", "ping").contains(type), "message_start comes first");
        switch (type) {
            case "message_start" -> start(data.path("message"));
            case "content_block_start" -> blockStart(data);
            case "content_block_delta" -> blockDelta(data);
            case "content_block_stop" -> blockStop(data);
            case "message_delta" -> messageDelta(data);
            case "message_stop" -> {
                stopped = true;
                check(delta, "message_delta comes before message_stop");
            }
            case "error" -> error = true;
            default -> check(type.equals("ping"), "every event is of a known type");
        }
    }

    private void start(JsonNode message) {
        check(!started, "message_start comes once");
        started = true;
        check(
                message.path("type").asText().equals("message")
                        && message.path("role").asText().equals("assistant")
                        && message.path("id").isTextual()
                        && message.path("model").isTextual(),
                "message_start names type, role, id and model");
        check(
                message.path("content").isArray() && message.path("content").isEmpty(),
                "a message starts without content");
        check(message.path("stop_reason").isNull(), "a message starts without a stop_reason");
        check(
                message.path("usage").path("input_tokens").isIntegralNumber()
                        && message.path("usage").path("output_tokens").isIntegralNumber(),
                "a message starts with usage");
    }

    private void blockStart(JsonNode data) {
        check(open == null, "a block opens only when none is open");
        check(!delta, "no block comes after message_delta");
        check(data.path("index").asInt(-1) == blocks, "blocks are numbered from 0 without a gap");
        open = data.path("content_block").path("type").asText();
        input.setLength(0);
        if (open.equals("tool_use")) {
            JsonNode block = data.path("content_block");
            check(
                    block.path("id").isTextual()
                            && block.path("name").isTextual()
                            && block.path("input").isObject(),
                    "a tool_use begins with id, name and input");
        }
    }

    private void blockDelta(JsonNode data) {
        String type = data.path("delta").path("type").asText();
        check(open != null && data.path("index").asInt(-1) == blocks, "deltas go to the block that is open");
        check(open == null || DELTAS.getOrDefault(open, Set.of()).contains(type), "a delta suits its block");
        input.append(data.path("delta").path("partial_json").asText());
    }

    private void blockStop(JsonNode data) {
        check(open != null && data.path("index").asInt(-1) == blocks, "only the open block stops");
        if ("tool_use".equals(open) && input.length() > 0) {
            inputsWhole &= object(input.toString());
        }
        open = null;
        blocks++;
    }

    private static boolean object(String json) {
        try {
            return JsonTrees.read(json).isObject();
        } catch (IOException e) {
            return false;
        }
    }

    private void messageDelta(JsonNode data) {
        check(open == null, "every block stops before message_delta");
        check(!delta, "message_delta comes once");
        delta = true;
        String reason = data.path("delta").path("stop_reason").asText(null);
        check(reason != null, "message_delta tells the stop_reason");
        check(inputsWhole || !"tool_use".equals(reason), WHOLE_INPUT);
        check(data.path("usage").path("output_tokens").isIntegralNumber(), "message_delta tells the usage");
    }
}
