package dev.cortexllm.router.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.api.v1alpha1.Task;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * How good the classifier is, and that its file of weights is what training makes. {@code -Dupdate.weights=true} writes the
 * file anew.
 */
class TrainingTest {
    private static final Path FILE = Path.of("src/main/resources/dev/cortexllm/router/classify/weights.bin");
    private static final Cues CUES = Cues.bundled();
    private static final List<LabelledPrompt> ALL = LabelledPrompt.all();
    private static final List<LabelledPrompt> UNSEEN = LabelledPrompt.read("/classify/unseen.txt", null);

    private static Weights trained(List<LabelledPrompt> prompts) {
        return Trainer.train(prompts, CUES, Trainer.Settings.CHOSEN);
    }

    @Test
    void the_weights_of_the_build_are_what_training_on_all_prompts_makes() throws IOException {
        byte[] trained = trained(ALL).file();
        if (Boolean.getBoolean("update.weights")) {
            Files.write(FILE, trained);
            return;
        }
        try (InputStream shipped = Weights.class.getResourceAsStream("weights.bin")) {
            assertThat(shipped.readAllBytes())
                    .as("weights.bin; after a change of prompts, cues or features write it with -Dupdate.weights=true")
                    .isEqualTo(trained);
        }
    }

    @Test
    void what_is_trained_on_one_half_is_right_about_the_other() {
        Map<Boolean, List<LabelledPrompt>> halves =
                ALL.stream().collect(Collectors.partitioningBy(LabelledPrompt::heldOut));
        assertThat(halves.get(true)).hasSizeGreaterThanOrEqualTo(160);
        Judged judged = Judged.of(new Classifier(CUES, trained(halves.get(false))), halves.get(true));

        System.out.printf(
                "Trained on %d prompts, judged by the other %d:%n%s%n%s%n",
                halves.get(false).size(), halves.get(true).size(), judged.task.table(), judged.complexity.table());
        assertThat(judged.task.macroF1()).isGreaterThanOrEqualTo(0.80);
        assertThat(judged.complexity.macroF1()).isGreaterThanOrEqualTo(0.65);
    }

    @Test
    void what_is_shipped_is_right_about_prompts_that_it_was_not_trained_on() {
        Judged judged = Judged.of(Classifier.bundled(), UNSEEN);

        System.out.printf(
                "As shipped, judged by %d prompts of another style:%n%s%n%s%n",
                UNSEEN.size(), judged.task.table(), judged.complexity.table());
        assertThat(judged.task.macroF1()).isGreaterThanOrEqualTo(0.85);
    }

    @Test
    void no_prompt_stands_twice() {
        HashSet<String> texts = new HashSet<>();
        List<String> twice = Stream.concat(ALL.stream(), UNSEEN.stream())
                .map(one -> one.prompt().system() + '|' + one.prompt().user())
                .filter(text -> !texts.add(text))
                .toList();
        assertThat(twice).isEmpty();
        assertThat(ALL).hasSizeGreaterThanOrEqualTo(320);
    }

    private record Judged(Scorecard task, Scorecard complexity) {
        static Judged of(Classifier classifier, List<LabelledPrompt> prompts) {
            Judged judged = new Judged(
                    new Scorecard(Arrays.stream(Task.values())
                            .map(LabelledPrompt::name)
                            .toArray(String[]::new)),
                    new Scorecard("Low", "Medium", "High"));
            for (LabelledPrompt one : prompts) {
                Classification said = classifier.classify(one.prompt());
                judged.task.add(one.task().ordinal(), said.task().ordinal());
                judged.complexity.add(
                        one.complexity().ordinal(), said.complexity().ordinal());
            }
            return judged;
        }
    }
}
