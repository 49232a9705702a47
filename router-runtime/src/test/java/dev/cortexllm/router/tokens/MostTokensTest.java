package dev.cortexllm.router.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.router.wire.chat.Media;
import dev.cortexllm.router.wire.chat.Part;
import dev.cortexllm.router.wire.json.JsonText;
import dev.cortexllm.router.wire.openai.OpenAiDialect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** No count is above the bound. */
class MostTokensTest {
    private final PromptCounter counter = new PromptCounter();

    @Test
    void no_text_has_more_tokens_than_its_request_has_bytes() throws Exception {
        Random random = new Random(11);
        OpenAiDialect dialect = new OpenAiDialect();
        for (int i = 0; i < 300; i++) {
            StringBuilder messages = new StringBuilder();
            for (int m = 0; m <= random.nextInt(20); m++) {
                messages.append(m == 0 ? "" : ",").append("{\"role\":\"user\",\"content\":");
                messages.append(new String(JsonText.bytes(text(random)), StandardCharsets.UTF_8))
                        .append('}');
            }
            byte[] body = ("{\"model\":\"m\",\"messages\":[" + messages + "]}").getBytes(StandardCharsets.UTF_8);
            var call = dialect.read(dialect.scan(body));
            for (String model : List.of("gpt-4o", "claude-sonnet-4-5", "gemini-2.5-flash", "kimi-k2")) {
                assertThat(counter.count(call, model).tokens())
                        .as("%s: %s", model, messages)
                        .isLessThanOrEqualTo(MostTokens.prompt(call, body.length, null));
            }
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(60); i > 0; i--) {
            int kind = random.nextInt(4);
            text.appendCodePoint(
                    kind == 0
                            ? 0x1F300 + random.nextInt(500)
                            : kind == 1 ? 0x4E00 + random.nextInt(900) : ' ' + random.nextInt(90));
        }
        return text.toString();
    }

    @Test
    void what_is_fetched_elsewhere_is_as_large_as_the_context() {
        var image = Calls.with(new Part.Image(new Media.Url("https://example.org/a.png"), null, null, "at"));
        var file = Calls.with(new Part.Document(new Media.FileId("file-1"), null, null, "at"));
        assertThat(MostTokens.prompt(image, 100, null)).isGreaterThanOrEqualTo(MostTokens.IMAGE);
        assertThat(MostTokens.prompt(file, 100, 200_000L)).isEqualTo(200_000);
        assertThat(MostTokens.prompt(null, 100, null)).isEqualTo(100 + ContextCheck.ADDED);
    }
}
