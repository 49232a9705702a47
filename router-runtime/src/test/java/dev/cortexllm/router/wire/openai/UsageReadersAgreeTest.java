package dev.cortexllm.router.wire.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.router.account.Usage;
import dev.cortexllm.router.wire.pass.PlainAnswerScan;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An answer costs the same whether it is passed on as it is or translated. */
class UsageReadersAgreeTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void whatIsPassedOnIsCountedAsWhatIsTranslated() throws Exception {
        Random random = new Random(6);
        for (int i = 0; i < 20_000; i++) {
            ObjectNode answer = JSON.createObjectNode();
            ObjectNode usage = answer.putObject("usage");
            put(random, usage, "prompt_tokens", "completion_tokens", "total_tokens");
            put(random, usage, "prompt_cache_hit_tokens", "reasoning_tokens");
            if (random.nextBoolean()) {
                put(random, usage.putObject("prompt_tokens_details"), "cached_tokens", "cache_write_tokens");
            }
            if (random.nextBoolean()) {
                usage.remove("reasoning_tokens");
                put(random, usage.putObject("completion_tokens_details"), "reasoning_tokens");
            }
            if (usage.has("prompt_tokens") || usage.has("completion_tokens")) {
                Usage translated = OpenAiUsage.of(answer);
                assertThat(PlainAnswerScan.scan(JSON.writeValueAsBytes(answer)))
                        .as(answer.toString())
                        .isEqualTo(translated);
                assertThat(translated.cachedTokens() + translated.cacheWriteTokens())
                        .isLessThanOrEqualTo(translated.inputTokens());
                assertThat(translated.reasoningTokens()).isLessThanOrEqualTo(translated.outputTokens());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        // completion, reasoning, total -> output
        "10, 4, 30, 10",
        "10, 4, 34, 14",
        "10, 0, 30, 10",
        "10, 4, , 10",
        "3, 40, 63, 43",
        "3, 40, 23, 3",
    })
    void reasoningBesideTheCompletionIsPaidForToo(long completion, long reasoning, Long total, long output)
            throws Exception {
        String counts = "{\"usage\":{\"prompt_tokens\":20,\"completion_tokens\":" + completion
                + (total == null ? "" : ",\"total_tokens\":" + total)
                + ",\"completion_tokens_details\":{\"reasoning_tokens\":" + reasoning + "}}}";
        Usage usage = PlainAnswerScan.scan(counts.getBytes());
        assertThat(usage).isEqualTo(new Usage(20, 0, 0, output, Math.min(output, reasoning)));
        assertThat(OpenAiUsage.of(JSON.readTree(counts))).isEqualTo(usage);
    }

    private static void put(Random random, ObjectNode object, String... names) {
        for (String name : names) {
            if (random.nextInt(3) > 0) {
                object.put(name, random.nextInt(4) * 10);
            }
        }
    }
}
