package dev.cortexllm.router.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.api.v1alpha1.Task;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassifierTest {
    private static final Classifier CLASSIFIER = Classifier.bundled();

    private static Classification classify(String user) {
        return CLASSIFIER.classify(Prompt.of(user, "", false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\n", "%%%", "xqzt vrrm plok", "\uD83D\uDC31\uD83D\uDC31", "\uD83D", "```", "?"})
    void what_says_nothing_is_simple(String prompt) {
        assertThat(classify(prompt).task()).isEqualTo(Task.SIMPLE);
    }

    @Test
    void what_is_doubtful_is_simple() {
        List<LabelledPrompt> prompts = LabelledPrompt.all();
        int doubtful = 0;
        for (LabelledPrompt one : prompts) {
            Classification said = CLASSIFIER.classify(one.prompt());
            boolean sure = said.confidence() >= Classifier.LEAST_CONFIDENCE;
            assertThat(said.task()).isEqualTo(sure ? said.likeliest() : Task.SIMPLE);
            doubtful += sure ? 0 : 1;
        }
        assertThat(doubtful).isLessThan(prompts.size() / 20);
    }

    @Test
    void the_question_below_a_long_paste_counts() {
        String paste = "2026-03-01 12:00:00 request served in 12 ms\n".repeat(3_000);

        assertThat(classify(paste + "\nWhy does it throw a NullPointerException here? What is the error?")
                        .task())
                .isEqualTo(Task.ERROR_DEBUGGING);
    }

    @Test
    void only_the_ends_of_a_huge_prompt_are_looked_at() {
        String begin = "Write a poem about the sea. ".repeat(200).substring(0, 2 * 1024);
        String end = " and the waves".repeat(200).substring(0, 1024);
        Random random = new Random(5);
        Classification one = classify(begin + noise(random) + end);

        assertThat(classify(begin + noise(random) + end)).isEqualTo(one);
        assertThat(Prompt.of(begin + noise(random) + end, "", false).user()).hasSize(Prompt.USER_CHARS);
    }

    private static String noise(Random random) {
        StringBuilder noise = new StringBuilder(1 << 20);
        for (int i = 0; i < 1 << 20; i++) {
            noise.append((char) (random.nextInt(10) == 0 ? ' ' : 'a' + random.nextInt(26)));
        }
        return noise.toString();
    }

    /** The bound is ten times what is promised, as others use this machine; what is measured is printed. */
    @Test
    void four_kibibytes_take_less_than_a_millisecond() {
        StringBuilder text = new StringBuilder();
        for (LabelledPrompt one : LabelledPrompt.all()) {
            text.append(one.prompt().user()).append('\n');
        }
        Prompt[] prompts = new Prompt[16];
        for (int i = 0; i < prompts.length; i++) {
            prompts[i] = Prompt.of(
                    text.substring(i * 4096, (i + 1) * 4096),
                    text.substring(i * 512, i * 512 + Prompt.SYSTEM_CHARS),
                    true);
        }
        long best = Long.MAX_VALUE;
        double sink = 0;
        for (int round = 0; round < 60; round++) {
            long before = System.nanoTime();
            for (int i = 0; i < 64; i++) {
                sink += CLASSIFIER.classify(prompts[i % prompts.length]).confidence();
            }
            best = Math.min(best, (System.nanoTime() - before) / 64);
        }
        System.out.printf("Classifying 4 KiB and a system prompt of 1 KiB takes %.1f µs (%.0f)%n", best / 1e3, sink);
        assertThat(best).isLessThan(1_000_000);
    }

    @Test
    void a_hostile_prompt_of_a_mebibyte_takes_no_longer() {
        List<String> hostile =
                List.of("a", "(", "a ", "\n", "at x(", "```\n", "'", "\u4E2D", "\uD83D\uDE00", "error:\n");
        for (String piece : hostile) {
            Prompt prompt = Prompt.of(piece.repeat((1 << 20) / piece.length()), "", false);
            long best = Long.MAX_VALUE;
            for (int round = 0; round < 20; round++) {
                long before = System.nanoTime();
                CLASSIFIER.classify(prompt);
                best = Math.min(best, System.nanoTime() - before);
            }
            assertThat(best).as("nanoseconds for repeated %s", piece.strip()).isLessThan(5_000_000);
        }
    }
}
