package dev.cortexllm.router.wire.openai;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;

/** How this package reads JSON: strictly, with a bound on nesting; sizes are bounded before. */
final class JsonReading {
    private static final int DEEPEST = 500;

    private JsonReading() {}

    static JsonFactory factory() {
        return JsonFactory.builder()
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEEPEST)
                        .maxStringLength(Integer.MAX_VALUE)
                        .build())
                .build();
    }
}
