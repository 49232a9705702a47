package dev.cortexllm.router.wire.golden;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.router.outcome.Api;
import dev.cortexllm.router.wire.json.JsonTrees;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The rules that each dialect's clients hold streams to. */
public final class StreamRules {
    private StreamRules() {}

    /**
     * Checks what a client got. Where it came from a provider of the same dialect, a rule that the provider itself broke is
     * not the router's to mend.
     *
     * @param golden the case
     * @param api the client's dialect
     * @param view what it got, at least one event
     * @return the rules broken
     */
    static Set<String> broken(GoldenCase golden, Api api, ClientView view) throws IOException {
        boolean complete = view.ending().equals("complete");
        Boolean usageAsked = api == Api.OPENAI ? usageAsked(golden) : null;
        Set<String> broken = new TreeSet<>(broken(api, view.text(), complete, usageAsked));
        if (golden.passes()) {
            broken.removeAll(broken(api, golden.text("stream.in.sse"), complete, null));
        }
        return broken;
    }

    /**
     * Checks what a client got that asked for usage, where it can.
     *
     * @param api the client's dialect
     * @param view what it got, at least one event
     * @return the rules broken
     */
    public static Set<String> broken(Api api, ClientView view) {
        return broken(api, view.text(), view.ending().equals("complete"), null);
    }

    private static Set<String> broken(Api api, String stream, boolean complete, Boolean usageAsked) {
        List<Events> events = Events.of(stream);
        return api == Api.ANTHROPIC
                ? AnthropicRules.broken(events, complete)
                : OpenAiRules.broken(events, complete, usageAsked);
    }

    private static boolean usageAsked(GoldenCase golden) throws IOException {
        JsonNode request =
                golden.has("request.in.json") ? JsonTrees.read(golden.bytes("request.in.json")) : JsonTrees.object();
        return request.path("stream_options").path("include_usage").asBoolean();
    }
}
