package dev.cortexllm.sandbox.models.wire;

import dev.cortexllm.sandbox.models.engine.AnswerPart;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The names of an answer's tool calls, given out before the answer begins.
 *
 * @param byPart name by index of the part; empty for parts that are no calls
 */
public record CallIds(List<String> byPart) {
    /** Copies the list. */
    public CallIds {
        byPart = List.copyOf(byPart);
    }

    /**
     * Names the calls.
     *
     * @param name makes the name of a call
     */
    public static CallIds of(List<AnswerPart> parts, Function<AnswerPart.ToolCall, String> name) {
        List<String> ids = new ArrayList<>();
        parts.forEach(part -> ids.add(part instanceof AnswerPart.ToolCall call ? name.apply(call) : ""));
        return new CallIds(ids);
    }

    /** Returns the name of a call. */
    public String of(int part) {
        return byPart.get(part);
    }

    /** Returns how many calls stand before this part. */
    public int ordinal(int part) {
        return (int)
                byPart.subList(0, part).stream().filter(id -> !id.isEmpty()).count();
    }
}
