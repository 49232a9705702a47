package dev.cortexllm.router.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.config.Parameters;
import dev.cortexllm.config.Quirks;
import dev.cortexllm.router.wire.chat.ChatCall;
import dev.cortexllm.router.wire.chat.Message;
import dev.cortexllm.router.wire.chat.Message.Role;
import dev.cortexllm.router.wire.chat.ScannedRequest;
import dev.cortexllm.router.wire.chat.TargetModel;
import dev.cortexllm.router.wire.json.InvalidBody;
import dev.cortexllm.router.wire.json.JsonText;
import dev.cortexllm.router.wire.pass.ChatRequestScan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContextCheckTest {
    private static TargetModel target(String model, Integer byDefault, Long most) {
        Parameters defaults = new Parameters(byDefault, null, null);
        return new TargetModel(model, JsonText.bytes(model), "any", most, null, defaults, Quirks.NONE);
    }

    /** Fields beside the model's name. */
    private static ScannedRequest scanned(String fields) {
        try {
            String comma = fields.isEmpty() ? "" : ",";
            return ChatRequestScan.scan(("{\"model\":\"a\"" + comma + fields + "}").getBytes(StandardCharsets.UTF_8));
        } catch (InvalidBody e) {
            throw new AssertionError(fields, e);
        }
    }

    @ParameterizedTest
    @CsvSource({
        // window, tokens, relied on, asked, too long
        "1000, 900, 900, 100, false",
        "1000, 900, 900, 101, true",
        "1000, 999, 999,   0, false",
        "1000,1000,1000,   0, true",
        "1000,1300, 999,   0, false",
        "1000,1300,1000,   0, true",
        "1000,1300, 950,  51, true",
    })
    void an_estimate_counts_against_a_request_only_as_far_as_it_can_be_relied_on(
            long window, long tokens, long atLeast, long asked, boolean tooLong) {
        TokenCount count = new TokenCount(tokens, tokens == atLeast, atLeast);

        assertThat(ContextCheck.of(count, asked, window)).isEqualTo(tooLong ? new TooLong(window, count, asked) : null);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-,-,-,0",
                "100,-,-,100",
                "-,200,-,200",
                "100,200,-,100",
                "100,-,50,50",
                "-,200,50,50",
            })
    void the_answer_asked_for_is_the_clients_or_the_default_and_no_more_than_the_model_gives(
            Integer given, Integer byDefault, Long most, long asked) {
        ChatCall call = Calls.of(List.of(), List.of(), given);

        assertThat(ContextCheck.asked(call, target("gpt-4o", byDefault, most))).isEqualTo(asked);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                             |2000|true",
                "''                                             |1030|false",
                "\"max_tokens\":900                             |2000|true",
                "\"max_tokens\":960                             |2000|false",
                "\"max_tokens\":null                            |2000|true",
                "\"max_tokens\" : 5, \"max_completion_tokens\":99999|2000|false",
                "\"max_tokens\" : 99999, \"max_completion_tokens\":5|2000|false",
                "\"max_tokens\" : null, \"max_completion_tokens\":5 |2000|true",
                "\"max_tokens\" : 5, \"max_completion_tokens\":null |2000|true",
                "\"max_tokens\":1e9                             |9000|false",
                "\"max_tokens\":5.0                             |9000|false",
                "\"max_tokens\":-5                              |9000|false",
                "\"max_tokens\":99999999999                     |9000|false",
                "\"m\\u0061x_tokens\":99999                     |9000|false",
                "\"n\":5, \"a\":\"max_tokens\"                   |9000|true",
                "\"messages\":[{\"content\":[{\"type\":\"image_url\"}]}]     |9000|false",
                "\"messages\":[{\"content\":[{\"type\":\"\\u0069mage_url\"}]}]|9000|false",
                "\"messages\":[{\"content\":[{\"image_url\":{}}]}]           |9000|false",
                "\"messages\":[{\"content\":[{\"type\":7}]}]                 |9000|false",
                "\"messages\":[{\"content\":[{\"type\":\"input_audio\"}]}]   |9000|false",
                "\"messages\":[{\"content\":[{\"type\":\"document\"}]}]      |9000|false",
                "\"messages\":[{\"content\":[{\"type\":\"file\"}]}]          |9000|false",
                "\"messages\":[{\"role\":\"assistant\",\"audio\":{\"id\":\"a\"}}]|9000|false",
                "\"messages\":[{\"content\":[{\"type\":\"text\",\"text\":\"an image\"}]}]|9000|true",
                "\"messages\":[{\"content\":\"file\"}]                       |9000|true",
                "\"messages\":[{\"content\":7}]                              |9000|false",
            })
    void size_alone_lets_pass_what_fits_without_a_doubt(String body, long window, boolean passes) {
        assertThat(ContextCheck.surelyFits(scanned(body), target("gpt-4o", null, null), window))
                .isEqualTo(passes);
    }

    @Test
    void defaults_and_the_models_own_limit_bound_the_answer() {
        assertThat(ContextCheck.surelyFits(scanned(""), target("gpt-4o", 1_000, null), 2_000))
                .isFalse();
        assertThat(ContextCheck.surelyFits(scanned("\"max_tokens\":9000"), target("gpt-4o", null, 100L), 2_000))
                .isTrue();
    }

    /** Where size alone lets a request pass, no count forbids it; for requests as they are written on the wire. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "gpt-4",
                "gpt-4o",
                "gpt-5.4",
                "gpt-oss-20b",
                "claude-sonnet-4-6",
                "claude-opus-4-7",
                "gemini-2.5-pro",
                "kimi-k2.6",
                "llama-3.3",
                "qwen3",
                "mistral-large-latest",
                "deepseek-chat",
                "other"
            })
    void size_never_contradicts_the_count(String model) {
        PromptCounter counter = new PromptCounter();
        Random random = new Random(17);
        String[] units = {
            "a", "?!", "7", " the", "\n", "\"", "\u4f60", "\ud83d\ude00", "\u0e01", "\u0001", " <|endoftext|>"
        };
        for (int i = 0; i < 150; i++) {
            List<Message> messages = new ArrayList<>();
            StringBuilder body = new StringBuilder("\"messages\":[");
            for (int j = random.nextInt(20); j >= 0; j--) {
                StringBuilder text = new StringBuilder();
                for (int k = random.nextInt(60); k > 0; k--) {
                    text.append(units[random.nextInt(units.length)]);
                }
                messages.add(Calls.message(Role.USER, null, text.toString()));
                body.append("{\"role\":\"user\",\"content\":")
                        .append(JsonText.quoted(text.toString()))
                        .append("},");
            }
            body.setCharAt(body.length() - 1, ']');
            ChatCall call = Calls.of(messages, List.of(), null);
            long tokens = counter.count(call, model).tokens();

            for (long window : new long[] {tokens - 1, tokens, tokens + 1, 3 * tokens, tokens + 2_000}) {
                if (ContextCheck.surelyFits(scanned(body.toString()), target(model, null, null), window)) {
                    assertThat(tokens).isLessThan(window);
                    assertThat(counter.sizes().check(call, target(model, null, null), window))
                            .isNull();
                }
            }
        }
    }

    @Test
    void an_answer_shares_the_context_of_openais_models_but_not_of_claude() {
        PromptSizes sizes = new PromptCounter().sizes();
        ChatCall call = Calls.of(List.of(Calls.message(Role.USER, null, "hello")), List.of(), 1_000);

        assertThat(sizes.check(call, target("gpt-4o", null, null), 1_000))
                .isEqualTo(new TooLong(1_000, new TokenCount(8, true, 8), 1_000));
        assertThat(sizes.check(call, target("claude-sonnet-4-6", null, null), 1_000))
                .isNull();
        assertThat(sizes.check(call, target("gemini-2.5-pro", null, null), 1_000))
                .isNull();
    }
}
