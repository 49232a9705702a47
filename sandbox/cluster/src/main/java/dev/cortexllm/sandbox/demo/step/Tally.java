package dev.cortexllm.sandbox.demo.step;

import dev.cortexllm.sandbox.demo.load.Answer;
import java.util.List;

/** Sums over answers, in the words of the story. */
final class Tally {
    /** Names of the example's resources, as answers carry them in {@code x-cortex-provider}. */
    static final String LOCAL = "qwen";

    static final String CLOUD = "moonshot";

    static final String GATEWAY = "main";

    private Tally() {}

    static long from(List<Answer> answers, String provider) {
        return answers.stream().filter(a -> a.provider().equals(provider)).count();
    }

    static void allGood(List<Answer> answers) throws StepFailed {
        List<Answer> bad = answers.stream().filter(a -> !a.good()).toList();
        if (!bad.isEmpty()) {
            throw new StepFailed(bad.size() + " of " + answers.size() + " requests failed, the first with "
                    + bad.get(0).brief());
        }
    }

    static String percent(double share) {
        return Math.round(100 * share) + " %";
    }
}
