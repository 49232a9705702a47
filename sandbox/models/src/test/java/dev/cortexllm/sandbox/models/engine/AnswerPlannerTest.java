package dev.cortexllm.sandbox.models.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class AnswerPlannerTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void the_answer_depends_on_seed_model_and_prompt_alone() {
        String answer = text(1, "m", "hello");
        assertThat(text(1, "m", "hello")).isEqualTo(answer);
        assertThat(List.of(text(2, "m", "hello"), text(1, "n", "hello"), text(1, "m", "hello!")))
                .doesNotContain(answer);
    }

    @Test
    void a_limit_cuts_the_same_answer() {
        AnswerPlan whole = plan(new AnswerPart.Text(), OptionalInt.empty(), List.of());
        AnswerPlan cut = plan(new AnswerPart.Text(), OptionalInt.of(7), List.of());
        AnswerPlan exact = plan(new AnswerPart.Text(), OptionalInt.of(40), List.of());
        assertThat(whole.tokens()).hasSize(40).startsWith(cut.tokens().toArray(AnswerPlan.Token[]::new));
        assertThat(cut.tokens()).hasSize(7);
        assertThat(List.of(whole.finish(), cut.finish(), exact.finish()))
                .containsExactly(FinishReason.STOP, FinishReason.LENGTH, FinishReason.STOP);
    }

    @Test
    void only_the_first_token_has_no_leading_space() {
        List<String> tokens = texts(plan(new AnswerPart.Text(), OptionalInt.empty(), List.of()));
        assertThat(tokens.get(0)).doesNotStartWith(" ");
        assertThat(tokens.subList(1, tokens.size())).allMatch(token -> token.startsWith(" "));
    }

    @Test
    void long_answers_hold_characters_of_two_three_and_four_bytes() {
        var sizes = String.join("", Words.speak(3, 400))
                .codePoints()
                .mapToObj(point -> Character.toString(point).getBytes(StandardCharsets.UTF_8).length);
        assertThat(sizes).contains(1, 2, 3, 4);
    }

    @Test
    void a_stop_text_ends_the_answer_and_is_not_part_of_it() {
        List<String> tokens = texts(plan(new AnswerPart.Text(), OptionalInt.empty(), List.of()));
        String stop = tokens.get(5).trim();
        AnswerPlan stopped = plan(new AnswerPart.Text(), OptionalInt.empty(), List.of("nowhere", stop));
        String text = stopped.text(0);
        assertThat(text).isNotEmpty().doesNotContain(stop);
        assertThat(String.join("", tokens)).startsWith(text + stop);
        assertThat(stopped.finish()).isEqualTo(FinishReason.STOP);
    }

    @Test
    void json_follows_the_schema() throws Exception {
        JsonNode schema = JSON.readTree("""
                {"type":"object","$defs":{"leaf":{"type":"string","minLength":20}},"properties":{
                  "name":{"type":"string"},"age":{"type":"integer","minimum":18},"ok":{"type":"boolean"},
                  "kind":{"enum":["a","b"]},"none":{"type":["null","string"]},"one":{"const":7},
                  "tags":{"type":"array","minItems":2,"items":{"$ref":"#/$defs/leaf"}},
                  "either":{"anyOf":[{"type":"number"},{"type":"string"}]},"UPPER":{"type":"STRING"}}}""");
        AnswerPlan plan = plan(new AnswerPart.Json(schema), OptionalInt.empty(), List.of());
        JsonNode answer = JSON.readTree(plan.text(0));

        assertThat(answer.get("name").isTextual()).isTrue();
        assertThat(answer.get("age").asInt()).isGreaterThanOrEqualTo(18);
        assertThat(answer.get("ok").isBoolean()).isTrue();
        assertThat(answer.get("kind").asText()).isIn("a", "b");
        assertThat(answer.get("none").isNull()).isTrue();
        assertThat(answer.get("one").asInt()).isEqualTo(7);
        assertThat(answer.get("tags")).hasSize(2).allMatch(tag -> tag.asText().length() >= 20);
        assertThat(answer.get("either").isNumber()).isTrue();
        assertThat(answer.get("UPPER").isTextual()).isTrue();
        assertThat(plan.finish()).isEqualTo(FinishReason.STOP);
    }

    @Test
    void a_schema_that_refers_to_itself_ends() throws Exception {
        JsonNode schema = JSON.readTree("{\"type\":\"object\",\"properties\":{\"next\":{\"$ref\":\"#\"}}}");
        assertThat(plan(new AnswerPart.Json(schema), OptionalInt.empty(), List.of())
                        .tokens())
                .isNotEmpty();
    }

    @Test
    void a_tool_call_carries_arguments_as_json() throws Exception {
        JsonNode schema = JSON.readTree("{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}");
        AnswerPlan plan = plan(new AnswerPart.ToolCall("f", schema), OptionalInt.empty(), List.of());
        assertThat(JSON.readTree(plan.text(0)).get("city").isTextual()).isTrue();
        assertThat(plan.finish()).isEqualTo(FinishReason.TOOL_CALL);
        assertThat(texts(plan(new AnswerPart.ToolCall("f", null), OptionalInt.empty(), List.of())))
                .containsExactly("{}");
    }

    @Test
    void parts_come_one_after_another_and_the_limit_cuts_the_last_it_reaches() {
        List<AnswerPart> parts =
                List.of(new AnswerPart.Thinking(), new AnswerPart.Text(), new AnswerPart.ToolCall("f", null));
        AnswerPlan whole = plan(parts, OptionalInt.empty(), List.of());
        // Ten thoughts and ten words, a quarter of a full answer each, and the call.
        assertThat(whole.tokens()).hasSize(10 + 10 + 1);
        assertThat(whole.thoughts(whole.tokens().size())).isEqualTo(10);
        assertThat(whole.thoughts(3)).isEqualTo(3);
        assertThat(whole.finish()).isEqualTo(FinishReason.TOOL_CALL);
        AnswerPlan cut = plan(parts, OptionalInt.of(15), List.of());
        assertThat(cut.reaches(1)).isTrue();
        assertThat(cut.reaches(2)).isFalse();
        assertThat(cut.finish()).isEqualTo(FinishReason.LENGTH);
    }

    @Test
    void a_stop_text_is_looked_for_in_what_is_said_and_ends_everything() {
        List<AnswerPart> parts =
                List.of(new AnswerPart.Thinking(), new AnswerPart.Text(), new AnswerPart.ToolCall("f", null));
        AnswerPlan whole = plan(parts, OptionalInt.empty(), List.of());
        String thought = whole.text(0).split(" ")[1];
        String word = whole.text(1).split(" ")[2];
        AnswerPlan stopped = plan(parts, OptionalInt.empty(), List.of(word));
        assertThat(stopped.stop()).isEqualTo(word);
        assertThat(stopped.text(0)).isEqualTo(whole.text(0)).contains(thought);
        assertThat(stopped.reaches(2)).isFalse();
        assertThat(stopped.finish()).isEqualTo(FinishReason.STOP);
    }

    @Test
    void prompt_tokens_are_words_and_four_per_message() {
        assertThat(TokenCount.ofMessages(List.of("You are  kind.", "", "hi\nthere")))
                .isEqualTo(5 + 12);
    }

    private static String text(long seed, String model, String prompt) {
        var request = new GenerationRequest(
                "id", model, List.of(prompt), OptionalInt.empty(), List.of(), List.of(new AnswerPart.Text()));
        return AnswerPlanner.plan(request, seed, 40).text(0);
    }

    private static List<String> texts(AnswerPlan plan) {
        return plan.tokens().stream().map(AnswerPlan.Token::text).toList();
    }

    private static AnswerPlan plan(AnswerPart part, OptionalInt maxTokens, List<String> stops) {
        return plan(List.of(part), maxTokens, stops);
    }

    private static AnswerPlan plan(List<AnswerPart> parts, OptionalInt maxTokens, List<String> stops) {
        var request = new GenerationRequest("id", "m", List.of("hello"), maxTokens, stops, parts);
        return AnswerPlanner.plan(request, 1, 40);
    }
}
