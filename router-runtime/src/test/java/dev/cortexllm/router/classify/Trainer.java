package dev.cortexllm.router.classify;

import dev.cortexllm.api.v1alpha1.Complexity;
import dev.cortexllm.api.v1alpha1.Task;
import dev.cortexllm.router.classify.Features.Group;
import java.util.Arrays;
import java.util.List;

/**
 * Learns weights: two softmax regressions, one for the task and one for the complexity, by gradient descent over all prompts
 * with AdaGrad's steps and a penalty on large weights. Starts from zero, draws nothing, and computes in {@code StrictMath}:
 * the same prompts give the same bytes on every machine.
 */
final class Trainer {
    private static final int TASKS = Task.values().length;
    private static final int OUTPUTS = Weights.OUTPUTS;

    /**
     * Settings, found by cross-validation on the training half alone.
     *
     * @param rounds times that all prompts are gone over
     * @param step length of the first step
     * @param penalty how much a large weight costs
     * @param balance 0 when each prompt counts alike, 1 when each label does
     */
    record Settings(int rounds, double step, double penalty, double balance) {
        static final Settings CHOSEN = new Settings(150, 0.3, 5e-4, 0.5);
    }

    private final Settings settings;
    private final double[] weights = new double[Weights.FEATURES * OUTPUTS];
    private final double[] slopes = new double[weights.length];
    private final double[] squares = new double[weights.length];

    private Trainer(Settings settings) {
        this.settings = settings;
    }

    static Weights train(List<LabelledPrompt> prompts, Cues cues, Settings settings) {
        Trainer trainer = new Trainer(settings);
        List<Features> features = prompts.stream()
                .map(one -> PromptReader.read(one.prompt(), cues))
                .toList();
        double[] ofTask = trainer.importance(prompts, TASKS, true);
        double[] ofComplexity = trainer.importance(prompts, Complexity.values().length, false);
        for (int round = 0; round < settings.rounds; round++) {
            Arrays.fill(trainer.slopes, 0);
            for (int i = 0; i < prompts.size(); i++) {
                trainer.learn(features.get(i), prompts.get(i), ofTask, ofComplexity);
            }
            trainer.step(prompts.size());
        }
        return trainer.rounded();
    }

    /** A rare label counts for more, by a power of how rare it is. */
    private double[] importance(List<LabelledPrompt> prompts, int labels, boolean task) {
        double[] counts = new double[labels];
        prompts.forEach(
                one -> counts[task ? one.task().ordinal() : one.complexity().ordinal()]++);
        for (int i = 0; i < labels; i++) {
            counts[i] = StrictMath.pow(prompts.size() / (labels * Math.max(1, counts[i])), settings.balance);
        }
        return counts;
    }

    private void learn(Features features, LabelledPrompt one, double[] ofTask, double[] ofComplexity) {
        double[] scores = new double[OUTPUTS];
        each(features, (at, value) -> {
            for (int k = 0; k < OUTPUTS; k++) {
                scores[k] += value * weights[at + k];
            }
        });
        double[] wrong = new double[OUTPUTS];
        wrong(scores, wrong, 0, TASKS, one.task().ordinal(), ofTask[one.task().ordinal()]);
        wrong(
                scores,
                wrong,
                TASKS,
                OUTPUTS,
                TASKS + one.complexity().ordinal(),
                ofComplexity[one.complexity().ordinal()]);
        each(features, (at, value) -> {
            for (int k = 0; k < OUTPUTS; k++) {
                slopes[at + k] += value * wrong[k];
            }
        });
    }

    private static void wrong(double[] scores, double[] wrong, int from, int to, int right, double importance) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = from; k < to; k++) {
            largest = Math.max(largest, scores[k]);
        }
        double sum = 0;
        for (int k = from; k < to; k++) {
            wrong[k] = StrictMath.exp(scores[k] - largest);
            sum += wrong[k];
        }
        for (int k = from; k < to; k++) {
            wrong[k] = importance * (wrong[k] / sum - (k == right ? 1 : 0));
        }
    }

    private interface Visitor {
        void see(int at, double value);
    }

    private static void each(Features features, Visitor visitor) {
        for (Group group : Group.values()) {
            int size = features.size(group);
            double value = size == 0 ? 0 : Weights.value(size);
            for (int i = 0; i < size; i++) {
                visitor.see(features.indexes(group)[i] * OUTPUTS, value);
            }
        }
        float[] measures = features.measures();
        for (int i = 0; i < measures.length; i++) {
            if (measures[i] != 0) {
                visitor.see((Features.HASHED + i) * OUTPUTS, measures[i]);
            }
        }
    }

    private void step(int prompts) {
        for (int i = 0; i < weights.length; i++) {
            double slope = slopes[i] / prompts + settings.penalty * weights[i];
            if (slope != 0) {
                squares[i] += slope * slope;
                weights[i] -= settings.step * slope / (StrictMath.sqrt(squares[i]) + 1e-8);
            }
        }
    }

    private Weights rounded() {
        float[] scales = new float[OUTPUTS];
        byte[] bytes = new byte[weights.length];
        for (int k = 0; k < OUTPUTS; k++) {
            double largest = 0;
            for (int at = k; at < weights.length; at += OUTPUTS) {
                largest = Math.max(largest, Math.abs(weights[at]));
            }
            scales[k] = (float) (largest / 127);
            for (int at = k; at < weights.length; at += OUTPUTS) {
                bytes[at] = scales[k] == 0 ? 0 : (byte) Math.round(weights[at] / scales[k]);
            }
        }
        return new Weights(scales, bytes);
    }
}
