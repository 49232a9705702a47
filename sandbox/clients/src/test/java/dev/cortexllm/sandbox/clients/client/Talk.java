package dev.cortexllm.sandbox.clients.client;

import java.util.ArrayList;
import java.util.List;

/**
 * A conversation so far, and what is asked of the model.
 *
 * @param model the model's name at the gateway
 * @param system system text, or null
 * @param turns what was said
 * @param tools tools on offer
 * @param parallel whether several calls at once are welcome
 * @param thinking whether the model is to think first
 */
public record Talk(
        String model, String system, List<Turn> turns, List<ToolSpec> tools, boolean parallel, boolean thinking) {
    /** Most tokens of an answer; Anthropic's API insists on a limit, and thinking needs room. */
    public static final int MAX_TOKENS = 2048;

    /** Copies the lists. */
    public Talk {
        turns = List.copyOf(turns);
        tools = List.copyOf(tools);
    }

    /** A conversation that begins with one sentence. */
    public static Talk of(String model, String text) {
        return new Talk(model, null, List.of(new Turn.User(text, List.of())), List.of(), true, false);
    }

    /** The same with a system text. */
    public Talk under(String text) {
        return new Talk(model, text, turns, tools, parallel, thinking);
    }

    /** The same with tools. */
    public Talk with(ToolSpec... offered) {
        return new Talk(model, system, turns, List.of(offered), parallel, thinking);
    }

    /** The same with at most one call at a time. */
    public Talk oneCallAtATime() {
        return new Talk(model, system, turns, tools, false, thinking);
    }

    /** The same with thoughts before the answer. */
    public Talk thinkingFirst() {
        return new Talk(model, system, turns, tools, parallel, true);
    }

    /** The same with something more said. */
    public Talk then(Turn... more) {
        List<Turn> all = new ArrayList<>(turns);
        all.addAll(List.of(more));
        return new Talk(model, system, all, tools, parallel, thinking);
    }
}
