package dev.cortexllm.router.wire.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What OpenAI's clients rely on in every stream: facts/wire/golden.md, (a) to (g) of its head, and openai.md 2.4. */
final class OpenAiRules {
    private final Set<String> broken = new TreeSet<>();
    private final Set<String> heads = new HashSet<>();
    private final Map<Integer, Integer> toolCalls = new HashMap<>();
    private final Set<Integer> spoken = new HashSet<>();
    private final Set<Integer> finished = new HashSet<>();
    private boolean done;
    private boolean error;
    private boolean usage;

    private OpenAiRules() {}

    /**
     * Checks a stream.
     *
     * @param events all of it
     * @param complete whether it came to its proper end; otherwise the last event must be an error
     * @param usageAsked whether the client asked for usage; null: unknown
     * @return the rules it breaks
     */
    static Set<String> broken(List<Events> events, boolean complete, Boolean usageAsked) {
        OpenAiRules rules = new OpenAiRules();
        events.forEach(rules::event);
        rules.check(rules.done == complete, "[DONE] stands at the end of complete streams, and only there");
        rules.check(rules.error != complete, "a stream that breaks off ends with an error, no other has one");
        rules.check(
                usageAsked == null || rules.usage == usageAsked || !complete,
                "usage comes when it was asked for, and only then");
        rules.check(!complete || rules.finished.containsAll(rules.spoken), "every choice has a finish_reason");
        rules.check(!complete || !rules.finished.isEmpty(), "there is a finish_reason");
        return rules.broken;
    }

    private void check(boolean kept, String rule) {
        if (!kept) {
            broken.add(rule);
        }
    }

    private void event(Events event) {
        check(!done && !error, "nothing comes after [DONE] or an error");
        if (event.data().equals("[DONE]")) {
            done = true;
            return;
        }
        JsonNode chunk = event.json();
        check(chunk != null && chunk.isObject(), "every data line is a JSON object or [DONE]");
        if (chunk == null) {
            return;
        }
        if (chunk.hasNonNull("error")) {
            error = true;
            return;
        }
        heads.add(chunk.path("id") + " " + chunk.path("created") + " " + chunk.path("model"));
        check(heads.size() == 1, "id, created and model are the same in all chunks");
        check(chunk.path("id").isTextual() && !chunk.path("id").asText().isEmpty(), "every chunk has an id");
        check(chunk.path("created").isIntegralNumber(), "every chunk has created");
        check(chunk.path("object").asText().equals("chat.completion.chunk"), "every chunk names its object");
        check(chunk.path("choices").isArray(), "choices is always an array");
        check(!usage, "no chunk comes after the usage");
        if (chunk.path("choices").isEmpty()) {
            usage = chunk.hasNonNull("usage");
            check(usage, "a chunk without choices tells the usage");
        } else {
            check(!chunk.hasNonNull("usage"), "usage has a chunk of its own");
        }
        chunk.path("choices").forEach(this::choice);
    }

    private void choice(JsonNode choice) {
        check(choice.path("index").isIntegralNumber(), "every choice has an index");
        int index = choice.path("index").asInt();
        JsonNode delta = choice.path("delta");
        check(delta.isObject(), "every choice has a delta");
        check(!finished.contains(index), "nothing comes after a choice's finish_reason");
        check(spoken.add(index) == delta.hasNonNull("role"), "role stands in a choice's first delta, and only there");
        check(choice.has("finish_reason"), "finish_reason is always there");
        if (choice.hasNonNull("finish_reason")) {
            finished.add(index);
        }
        delta.path("tool_calls").forEach(call -> toolCall(index, call));
    }

    private void toolCall(int choice, JsonNode call) {
        int known = toolCalls.getOrDefault(choice, 0);
        int index = call.path("index").asInt(-1);
        check(index >= 0 && index <= known, "calls are numbered from 0 without a gap");
        boolean first = index == known;
        if (first) {
            toolCalls.put(choice, known + 1);
            check(
                    call.path("id").isTextual()
                            && call.path("type").asText().equals("function")
                            && call.path("function").path("name").isTextual(),
                    "a call begins with id, type and name");
        } else {
            check(!call.has("id") && !call.path("function").has("name"), "id and name of a call come once");
        }
        check(call.path("function").path("arguments").isTextual(), "arguments are text");
    }
}
