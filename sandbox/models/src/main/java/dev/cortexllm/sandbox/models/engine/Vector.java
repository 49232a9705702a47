package dev.cortexllm.sandbox.models.engine;

import java.util.List;
import java.util.SplittableRandom;

/** Embeddings: unit vectors that look random and depend on model and text alone. */
public final class Vector {
    /** Dimensions when the request asks for none; small, because nobody computes with them. */
    public static final int DEFAULT_DIMENSIONS = 64;

    private Vector() {}

    /** Returns the vector of a text. */
    public static float[] of(String model, String text, int dimensions) {
        SplittableRandom random = new SplittableRandom(Seeds.of(dimensions, List.of(model, text)));
        float[] vector = new float[dimensions];
        double squares = 0;
        for (int i = 0; i < dimensions; i++) {
            vector[i] = (float) (random.nextDouble() * 2 - 1);
            squares += vector[i] * vector[i];
        }
        double length = Math.sqrt(squares);
        for (int i = 0; i < dimensions; i++) {
            vector[i] /= (float) length;
        }
        return vector;
    }
}
