package dev.cortexllm.router.classify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.router.tokens.PromptCounter;
import dev.cortexllm.router.wire.openai.OpenAiDialect;
import dev.cortexllm.router.wire.pass.PromptScan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How far the guess of a prompt's length is from a count by OpenAI's vocabulary. */
class PromptLengthTest {
    @Test
    void the_guess_is_right_by_a_third_for_most_prompts() throws Exception {
        PromptCounter counter = new PromptCounter();
        OpenAiDialect dialect = new OpenAiDialect();
        List<Double> ratios = new ArrayList<>();
        for (LabelledPrompt one : LabelledPrompt.all()) {
            if (one.prompt().userLength() >= 200) {
                byte[] body = body(one.prompt());
                long counted = counter.count(dialect.read(dialect.scan(body)), "gpt-4o")
                        .tokens();
                ratios.add((double) PromptScan.scan(body).tokens() / counted);
            }
        }
        Collections.sort(ratios);
        double low = ratios.get(ratios.size() / 10);
        double high = ratios.get(ratios.size() * 9 / 10);
        System.out.printf("Guessed by counted tokens, %d prompts: 10 %% %.2f, 90 %% %.2f%n", ratios.size(), low, high);
        assertThat(low).isGreaterThan(0.67);
        assertThat(high).isLessThan(1.34);
    }

    private static byte[] body(Prompt prompt) throws Exception {
        ObjectMapper json = new ObjectMapper();
        ObjectNode body = json.createObjectNode().put("model", "m");
        body.putArray("messages").addObject().put("role", "user").put("content", prompt.user());
        return json.writeValueAsBytes(body);
    }
}
