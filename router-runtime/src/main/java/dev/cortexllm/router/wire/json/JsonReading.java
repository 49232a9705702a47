package dev.cortexllm.router.wire.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;

/** How requests and answers are read: strictly, with a bound on nesting; sizes are bounded before. */
public final class JsonReading {
    static final int DEEPEST = 500;
    /** Digits of the longest number; a longer one is an attack on whoever computes with it. */
    static final int LONGEST_NUMBER = 1000;

    private JsonReading() {}

    /** A factory of parsers for what upstreams send. */
    public static JsonFactory factory() {
        return builder().build();
    }

    /** A factory of parsers for what clients send: a name that stands twice would be read differently by the next reader. */
    public static JsonFactory withoutDuplicates() {
        return builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    }

    private static JsonFactoryBuilder builder() {
        return (JsonFactoryBuilder) JsonFactory.builder()
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEEPEST)
                        .maxNumberLength(LONGEST_NUMBER)
                        .maxStringLength(Integer.MAX_VALUE)
                        .maxNameLength(Integer.MAX_VALUE)
                        .build());
    }
}
