package dev.cortexllm.router.wire.pass;

import dev.cortexllm.router.wire.sse.MalformedStream;
import java.util.ArrayList;
import java.util.List;

/** What a stream has said so far, as far as later chunks depend on it; an answer in one piece begins with an empty one. */
public final class StreamState {
    /** More choices than any provider gives; OpenAI's 128 among them. */
    private static final int MOST_CHOICES = 1024;

    private final List<ChoiceState> choices = new ArrayList<>(1);

    /**
     * One choice.
     *
     * @param index from 0
     * @return what it has said so far
     * @throws MalformedStream when there is no such choice
     */
    public ChoiceState choice(int index) throws MalformedStream {
        if (index < 0 || index >= MOST_CHOICES) {
            throw new MalformedStream("a choice with the index " + index);
        }
        while (choices.size() <= index) {
            choices.add(new ChoiceState());
        }
        return choices.get(index);
    }
}
