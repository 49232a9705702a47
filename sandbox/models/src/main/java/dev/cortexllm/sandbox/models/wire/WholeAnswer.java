package dev.cortexllm.sandbox.models.wire;

import dev.cortexllm.sandbox.models.engine.AnswerPlan;
import dev.cortexllm.sandbox.models.engine.Generation;
import java.util.function.Function;

/**
 * An unstreamed answer: one JSON document at the end.
 *
 * @param document makes it from the finished generation
 */
public record WholeAnswer(Function<Generation, Object> document) implements AnswerWriter {
    @Override
    public String contentType() {
        return "application/json";
    }

    @Override
    public boolean streams() {
        return false;
    }

    @Override
    public boolean headersAtOnce() {
        return false;
    }

    @Override
    public String begin(Generation generation) {
        return "";
    }

    @Override
    public String piece(AnswerPlan.Token token) {
        return "";
    }

    @Override
    public String end(Generation generation) {
        return JsonText.of(document.apply(generation));
    }

    @Override
    public String broken(ApiError error) {
        throw new IllegalStateException("an unstreamed answer is refused as a whole", error);
    }
}
