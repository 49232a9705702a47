package dev.cortexllm.router.classify;

import dev.cortexllm.api.v1alpha1.Complexity;
import dev.cortexllm.api.v1alpha1.Task;

/** Says what a prompt is for and how hard it is. The same prompt gives the same answer, always. Safe for any thread. */
public final class Classifier {
    /** A task that is less likely than this is not named: then it is {@link Task#SIMPLE}. */
    public static final double LEAST_CONFIDENCE = 0.20;

    private static final Task[] TASKS = Task.values();
    private static final Complexity[] COMPLEXITIES = Complexity.values();

    private final Cues cues;
    private final Weights weights;

    Classifier(Cues cues, Weights weights) {
        this.cues = cues;
        this.weights = weights;
    }

    /** The one that is shipped. Reads two files of the program; not for an event loop. */
    public static Classifier bundled() {
        return new Classifier(Cues.bundled(), Weights.bundled());
    }

    /**
     * Classifies.
     *
     * @param prompt a prompt
     * @return what it makes of it
     */
    public Classification classify(Prompt prompt) {
        float[] scores = weights.scores(PromptReader.read(prompt, cues));
        int task = largest(scores, 0, TASKS.length);
        double confidence = share(scores, task, 0, TASKS.length);
        int complexity = largest(scores, TASKS.length, scores.length) - TASKS.length;
        return new Classification(
                confidence < LEAST_CONFIDENCE ? Task.SIMPLE : TASKS[task],
                COMPLEXITIES[complexity],
                TASKS[task],
                confidence);
    }

    private static int largest(float[] scores, int from, int to) {
        int largest = from;
        for (int i = from + 1; i < to; i++) {
            if (scores[i] > scores[largest]) {
                largest = i;
            }
        }
        return largest;
    }

    private static double share(float[] scores, int of, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += StrictMath.exp(scores[i] - scores[of]);
        }
        return 1 / sum;
    }
}
