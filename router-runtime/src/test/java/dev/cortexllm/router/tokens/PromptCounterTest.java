package dev.cortexllm.router.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.router.wire.chat.ChatCall;
import dev.cortexllm.router.wire.chat.Media;
import dev.cortexllm.router.wire.chat.Message;
import dev.cortexllm.router.wire.chat.Message.Role;
import dev.cortexllm.router.wire.chat.Part;
import dev.cortexllm.router.wire.chat.Tool;
import dev.cortexllm.router.wire.json.JsonTrees;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromptCounterTest {
    private static final String PROSE = "The court held that the lease had ended in 1987, two years before the sale. ";
    private static PromptCounter counter;

    @BeforeAll
    static void make() {
        counter = new PromptCounter();
    }

    /** OpenAI's cookbook, "How to count tokens with tiktoken", section 6: what the API said it had counted. */
    @ParameterizedTest
    @CsvSource({
        "gpt-3.5-turbo,129",
        "gpt-4-0613,129",
        "gpt-4,129",
        "gpt-4o,124",
        "gpt-4o-mini,124",
    })
    void chats_count_as_openai_counts_them(String model, long tokens) {
        assertThat(counter.count(Calls.of(Calls.cookbook(), List.of(), null), model))
                .isEqualTo(new TokenCount(tokens, true, tokens));
    }

    /** The same, section 7: one tool with two parameters. */
    @ParameterizedTest
    @CsvSource({"gpt-3.5-turbo,105", "gpt-4,105", "gpt-4o,101", "gpt-4o-mini,101"})
    void tools_count_as_openai_counts_them(String model, long tokens) {
        TokenCount count = counter.count(Calls.of(weatherTalk(), List.of(weather()), null), model);

        assertThat(count.tokens()).isEqualTo(tokens);
        assertThat(count.exact()).isFalse();
        assertThat(count.atLeast()).isBetween(50L, tokens);
    }

    private static List<Message> weatherTalk() {
        return List.of(
                Calls.message(
                        Role.SYSTEM,
                        null,
                        "You are a helpful assistant that can answer to questions about the weather."),
                Calls.message(Role.USER, null, "What's the weather like in San Francisco?"));
    }

    private static Tool weather() {
        return Calls.function(
                "get_current_weather",
                "Get the current weather in a given location",
                "{\"type\":\"object\",\"properties\":{\"location\":{\"type\":\"string\",\"description\":\"The city and"
                        + " state, e.g. San Francisco, CA\"},\"unit\":{\"type\":\"string\",\"description\":\"The unit of"
                        + " temperature to return\",\"enum\":[\"celsius\",\"fahrenheit\"]}},\"required\":[\"location\"]}");
    }

    /** The bounds are the measured table of docs/tokens.md: each vocabulary over o200k for English prose and for digits. */
    @ParameterizedTest
    @CsvSource({
        "gpt-4o,1.0,1.0", "gpt-5.4,1.0,1.0", "claude-sonnet-4-6,1.05,1.25", "claude-opus-4-7,1.2,1.5",
        "gemini-2.5-flash,1.0,1.3", "kimi-k2.6,1.0,1.2", "Llama-3.3-70B,1.0,1.2", "Qwen3-32B,1.0,1.3",
        "mistral-large-latest,1.0,1.3", "deepseek-chat,1.0,1.2", "someone-elses,1.0,1.2",
    })
    void other_families_are_estimated_by_a_factor(String model, double from, double to) {
        long base = counter.count(Calls.saying(PROSE.repeat(100)), "gpt-4o").tokens();

        TokenCount count = counter.count(Calls.saying(PROSE.repeat(100)), model);

        assertThat((double) count.tokens() / base).isBetween(from - 0.01, to);
        assertThat(count.exact()).isEqualTo(model.equals("gpt-4o"));
        assertThat(count.atLeast()).isLessThanOrEqualTo(count.tokens());
    }

    @Test
    void where_each_digit_is_a_token_digits_weigh_more() {
        String digits = "3141592653589793 ".repeat(50);

        long openAi = counter.count(Calls.saying(digits), "gpt-4o").tokens();

        assertThat(counter.count(Calls.saying(digits), "gemini-2.5-pro").tokens())
                .isBetween(2 * openAi, digits.length() + 10L);
        assertThat(counter.count(Calls.saying(digits), "deepseek-chat").tokens())
                .isLessThan(openAi * 11 / 10);
    }

    static Stream<Part> parts() {
        String png = "iVBORw0KGgoAAAANSUhEUgAABAAAAAQACAIAAADwf7zU";
        String text = Base64.getEncoder().encodeToString(PROSE.getBytes(StandardCharsets.UTF_8));
        return Stream.of(
                new Part.Image(new Media.Inline("image/png", png), "high", null, "at"),
                new Part.Image(new Media.Inline("image/png", "AAAA"), null, null, "at"),
                new Part.Image(new Media.Url("https://a.example/b.png"), "low", null, "at"),
                new Part.Image(new Media.FileId("file_1"), null, null, "at"),
                new Part.Document(new Media.Inline("application/pdf", "JVBERi0x".repeat(30_000)), "t", null, "at"),
                new Part.Document(new Media.Inline("text/plain", text), null, null, "at"),
                new Part.Document(new Media.Inline("text/plain", "not base64!"), null, null, "at"),
                new Part.Document(new Media.PlainText(PROSE), null, null, "at"),
                new Part.Document(new Media.Url("https://a.example/b.pdf"), null, null, "at"),
                new Part.Audio(new Media.Inline("audio/wav", "AAAA".repeat(100_000)), "at"),
                new Part.Audio(new Media.FileId("file_2"), "at"),
                new Part.ToolUse("call_1", "get_weather", "{\"city\":\"Rome\"}", null, null, "at"),
                new Part.ToolUse("call_1", "get_weather", "", null, null, "at"),
                new Part.ToolResult("call_1", List.of(new Part.Text("sunny", null, "at")), false, null, "at"),
                new Part.Reasoning("let me see", "sig", "at"),
                new Part.RedactedReasoning("c2VjcmV0".repeat(40), "at"),
                new Part.Refusal("I won't.", "at"),
                new Part.Foreign("search_result", JsonTrees.object().put("a", PROSE), "at"));
    }

    @ParameterizedTest
    @MethodSource("parts")
    void every_kind_of_part_counts_and_none_of_them_exactly(Part part) {
        ChatCall empty = Calls.with();
        for (String model : new String[] {"gpt-4o", "gpt-5.4", "claude-sonnet-4-6", "gemini-3-pro", "llama-3.3"}) {
            TokenCount count = counter.count(Calls.with(part), model);

            assertThat(count.exact()).isFalse();
            assertThat(count.tokens()).isGreaterThan(counter.count(empty, model).tokens());
            assertThat(count.atLeast()).isBetween(0L, count.tokens());
        }
    }

    @Test
    void an_image_of_known_size_counts_by_its_formula_and_is_relied_on() {
        Part known = parts().findFirst().orElseThrow();
        long empty = counter.count(Calls.with(), "gpt-4o").tokens();

        TokenCount count = counter.count(Calls.with(known), "gpt-4o");

        assertThat(count.tokens()).isEqualTo(empty + 765);
        assertThat(count.atLeast()).isBetween(680L, 700L);
    }

    @Test
    void several_parts_in_a_message_leave_a_doubt_of_how_they_are_joined() {
        ChatCall two = Calls.of(List.of(Calls.message(Role.USER, null, "a", "b")), List.of(), null);

        assertThat(counter.count(two, "gpt-4o").exact()).isFalse();
    }

    @Test
    void more_words_never_make_fewer_tokens() {
        Random random = new Random(11);
        String[] words = {
            " the", " 12", "\n", " Donaudampfschiff", " \u4f60\u597d", " \ud83d\ude00", " {\"a\":1}", " <|endoftext|>"
        };
        for (String model : new String[] {"gpt-4", "gpt-4o", "claude-sonnet-4-6", "gemini-2.5-pro", "qwen3"}) {
            StringBuilder text = new StringBuilder("x");
            TokenCount before = counter.count(Calls.saying(text.toString()), model);
            for (int i = 0; i < 120; i++) {
                text.append(words[random.nextInt(words.length)]).append(" x");
                TokenCount after = counter.count(Calls.saying(text.toString()), model);
                assertThat(after.tokens()).isGreaterThanOrEqualTo(before.tokens());
                assertThat(after.atLeast()).isGreaterThanOrEqualTo(before.atLeast());
                before = after;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-4o", "claude-opus-4-8", "gemini-3-pro", "deepseek-chat"})
    void a_text_is_never_more_tokens_than_bytes(String model) {
        for (String text :
                new String[] {"a".repeat(99), "!?".repeat(99), "1".repeat(99), "\u0e01".repeat(99), "q z j"}) {
            long format = counter.count(Calls.saying(""), model).tokens();
            long tokens = counter.count(Calls.saying(text), model).tokens() - format;

            assertThat(tokens).isBetween(1L, (long) text.getBytes(StandardCharsets.UTF_8).length);
        }
    }

    @Test
    void what_is_too_much_to_count_is_taken_to_be_like_the_rest_but_not_relied_on() {
        Tokenizers tokenizers = new Tokenizers();
        PromptTally whole = new PromptTally(tokenizers, Family.GPT_4O);
        PromptTally bounded = new PromptTally(tokenizers, Family.GPT_4O, PROSE.length() * 10);
        whole.text(PROSE.repeat(40));
        bounded.text(PROSE.repeat(5));
        bounded.text(PROSE.repeat(35));

        assertThat(whole.result().exact()).isTrue();
        assertThat(bounded.result().exact()).isFalse();
        assertThat((double) bounded.result().tokens())
                .isBetween(whole.result().tokens() * 0.98, whole.result().tokens() * 1.02);
        assertThat(bounded.result().atLeast())
                .isBetween(whole.result().tokens() / 5, whole.result().tokens() / 3);
    }

    @Test
    void one_request_is_counted_once_for_models_of_a_kind() {
        PromptSizes sizes = counter.sizes();

        TokenCount first = sizes.of(Calls.saying("hello"), "gpt-4o");

        // Another text shows that it was not counted anew.
        assertThat(sizes.of(Calls.saying(PROSE), "gpt-4o-2024-08-06")).isSameAs(first);
        assertThat(sizes.of(Calls.saying(PROSE), "gpt-5.4")).isNotEqualTo(first);
    }

    @Test
    void schemas_and_former_functions_count_too() {
        ChatCall call = Calls.saying("hello");
        call.rest().putArray("functions").addObject().put("name", "get_weather");

        assertThat(counter.count(call, "gpt-4o").tokens())
                .isGreaterThan(counter.count(Calls.saying("hello"), "gpt-4o").tokens() + 3);
        assertThat(counter.count(call, "gpt-4o").exact()).isFalse();
    }
}
