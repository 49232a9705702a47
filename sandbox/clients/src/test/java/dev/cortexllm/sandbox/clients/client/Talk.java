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
 * @param wishes what else is wished for
 */
public record Talk(String model, String system, List<Turn> turns, List<ToolSpec> tools, Wishes wishes) {
    /**
     * What else is wished for.
     *
     * @param parallel whether several calls at once are welcome
     * @param thinking whether the model is to think first
     * @param maxTokens most tokens of an answer; Anthropic's API insists on a limit, and thinking needs room
     * @param stop text that ends the answer, or null
     */
    public record Wishes(boolean parallel, boolean thinking, int maxTokens, String stop) {
        /** Nothing special. */
        public static final Wishes NONE = new Wishes(true, false, 2048, null);
    }

    /** Copies the lists. */
    public Talk {
        turns = List.copyOf(turns);
        tools = List.copyOf(tools);
    }

    /** A conversation that begins with one sentence. */
    public static Talk of(String model, String text, Turn.Picture... pictures) {
        return new Talk(model, null, List.of(new Turn.User(text, List.of(pictures))), List.of(), Wishes.NONE);
    }

    /** The same with a system text. */
    public Talk under(String text) {
        return new Talk(model, text, turns, tools, wishes);
    }

    /** The same with tools. */
    public Talk with(ToolSpec... offered) {
        return new Talk(model, system, turns, List.of(offered), wishes);
    }

    /** The same with at most one call at a time. */
    public Talk oneCallAtATime() {
        return wishing(new Wishes(false, wishes.thinking, wishes.maxTokens, wishes.stop));
    }

    /** The same with thoughts before the answer. */
    public Talk thinkingFirst() {
        return wishing(new Wishes(wishes.parallel, true, wishes.maxTokens, wishes.stop));
    }

    /** The same with a shorter answer. */
    public Talk within(int tokens) {
        return wishing(new Wishes(wishes.parallel, wishes.thinking, tokens, wishes.stop));
    }

    /** The same with a text that ends the answer. */
    public Talk until(String text) {
        return wishing(new Wishes(wishes.parallel, wishes.thinking, wishes.maxTokens, text));
    }

    private Talk wishing(Wishes other) {
        return new Talk(model, system, turns, tools, other);
    }

    /** The same, asked of another model. */
    public Talk at(String other) {
        return new Talk(other, system, turns, tools, wishes);
    }

    /** The same with something more said. */
    public Talk then(Turn... more) {
        List<Turn> all = new ArrayList<>(turns);
        all.addAll(List.of(more));
        return new Talk(model, system, all, tools, wishes);
    }
}
