package dev.cortexllm.bench.contender;

import dev.cortexllm.bench.load.Target;
import dev.cortexllm.bench.program.Child;
import java.util.function.Function;

/**
 * A contender that runs.
 *
 * @param name its name
 * @param child its process; null: there is none (asked directly)
 * @param chat how it is asked in OpenAI's format, for a body of a model
 * @param model what to call the model
 */
public record Running(String name, Child child, Function<String, Target> chat, String model) implements AutoCloseable {
    /** What to ask with a body. */
    public Target target(String body) {
        return chat.apply(body);
    }

    @Override
    public void close() {
        if (child != null) {
            child.close();
        }
    }
}
