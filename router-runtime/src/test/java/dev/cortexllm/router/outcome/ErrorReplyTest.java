package dev.cortexllm.router.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cortexllm.config.Budget;
import dev.cortexllm.config.Limit;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ErrorReplyTest {
    private static final Budget BUDGET = budget(Budget.Window.DAY);

    static Stream<Arguments> outcomes() {
        return Stream.of(
                arguments(new Outcome.BodyTooLarge(5), 413, "invalid_request_error", "request_too_large"),
                arguments(new Outcome.BodyTooSlow(60), 408, "invalid_request_error", "request_timeout"),
                arguments(new Outcome.BadRequest("m", "p"), 400, "invalid_request_error", null),
                arguments(new Outcome.UnknownModel("m", List.of()), 404, "invalid_request_error", "model_not_found"),
                arguments(new Outcome.UnknownPath("/x", "y"), 404, "invalid_request_error", "unknown_url"),
                arguments(new Outcome.NotPassed("/x", "p"), 404, "invalid_request_error", "unknown_url"),
                arguments(
                        new Outcome.WrongMethod("GET", "/x", "POST"),
                        405,
                        "invalid_request_error",
                        "method_not_allowed"),
                arguments(new Outcome.NotConfigured(), 503, "service_unavailable_error", "not_configured"),
                arguments(
                        new Outcome.NothingAvailable("p", "w"),
                        503,
                        "service_unavailable_error",
                        "no_target_available"),
                arguments(new Outcome.NothingSuits("p", "w"), 400, "invalid_request_error", "no_suitable_target"),
                arguments(new Outcome.TooManyWaiting("d", 7), 429, "rate_limit_error", "too_many_waiting"),
                arguments(refused(418, null, null), 400, "invalid_request_error", "upstream_refused"),
                arguments(refused(409, null, null), 409, "invalid_request_error", "upstream_refused"),
                arguments(refused(422, "why", "c"), 422, "invalid_request_error", "c"),
                arguments(
                        new Outcome.ContextTooLong(8_192, 9_000, 0, true),
                        400,
                        "invalid_request_error",
                        "context_length_exceeded"),
                arguments(limited(1), 429, "rate_limit_error", "rate_limit_exceeded"),
                arguments(limited(Outcome.LimitReached.NEVER), 413, "invalid_request_error", "rate_limit_exceeded"),
                arguments(new Outcome.Unauthenticated(), 401, "authentication_error", "invalid_api_key"),
                arguments(new Outcome.NotOverridden("p", "h"), 403, "permission_error", "override_not_allowed"),
                arguments(Outcome.NotAllowed.model("w", "m"), 403, "permission_error", "permission_denied"),
                arguments(new Outcome.BudgetExhausted(BUDGET, 9, 1, 0), 402, "insufficient_quota", "budget_exceeded"),
                arguments(new Outcome.BudgetThrottled(BUDGET, 1), 429, "rate_limit_error", "budget_throttled"),
                arguments(new Outcome.BudgetUnknown(BUDGET), 503, "service_unavailable_error", "budget_unknown"),
                arguments(new Outcome.BudgetUnbounded(BUDGET), 400, "invalid_request_error", "max_tokens_missing"),
                arguments(new Outcome.ClientLeft(), 499, "invalid_request_error", "client_closed_request"),
                arguments(new Outcome.Internal(), 500, "server_error", "internal_error"),
                arguments(failed(Failure.Kind.CONNECT), 502, "upstream_error", "upstream_connect"),
                arguments(failed(Failure.Kind.RESET), 502, "upstream_error", "upstream_reset"),
                arguments(failed(Failure.Kind.TRUNCATED), 502, "upstream_error", "upstream_truncated"),
                arguments(failed(Failure.Kind.MALFORMED), 502, "upstream_error", "upstream_malformed"),
                arguments(failed(Failure.Kind.SERVER_ERROR), 502, "upstream_error", "upstream_server_error"),
                arguments(failed(Failure.Kind.TIMEOUT), 504, "upstream_timeout_error", "upstream_timeout"),
                arguments(failed(Failure.Kind.OVERLOADED), 503, "service_unavailable_error", "server_is_overloaded"),
                arguments(failed(Failure.Kind.QUOTA), 502, "upstream_quota_error", "upstream_quota_exceeded"),
                arguments(
                        failed(Failure.Kind.CONTEXT_TOO_LONG), 400, "invalid_request_error", "context_length_exceeded"),
                arguments(failed(Failure.Kind.TOO_LARGE), 413, "invalid_request_error", "request_too_large"),
                arguments(failed(Failure.Kind.UNKNOWN_MODEL), 404, "invalid_request_error", "model_not_found"),
                arguments(failed(Failure.Kind.RATE_LIMITED), 429, "rate_limit_error", "rate_limit_exceeded"),
                arguments(
                        failed(Failure.Kind.UNAUTHORIZED),
                        502,
                        "upstream_credentials_error",
                        "upstream_credentials_refused"));
    }

    private static Outcome refused(int status, String message, String code) {
        return new Outcome.UpstreamRefused("u", status, message, null, code);
    }

    private static Outcome limited(long retryAfterMillis) {
        Limit limit = new Limit("k", "calm", "policy chat", Limit.Measure.TOKENS, 5, 60_000, 0, false, null);
        return new Outcome.LimitReached(limit, 9, retryAfterMillis);
    }

    private static Budget budget(Budget.Window window) {
        return new Budget(
                "policy/1/daily",
                "daily",
                "policy chat",
                window,
                "Europe/Berlin",
                50_000_000_000L,
                false,
                Budget.Unbounded.CAP,
                4096,
                false,
                List.of(new Budget.Threshold(50_000_000_000L, Budget.Action.BLOCK, null)),
                null);
    }

    private static Outcome failed(Failure.Kind kind) {
        return new Outcome.AttemptsFailed(Failure.of(kind, "cloud"), 2);
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void every_outcome_has_its_status_type_and_code(Outcome outcome, int status, String type, String code) {
        ErrorReply reply = ErrorReply.of(outcome);

        assertThat(reply.status(Api.OPENAI)).isEqualTo(status);
        assertThat(reply.type().word(Api.OPENAI)).isEqualTo(type);
        assertThat(reply.code()).isEqualTo(code);
        assertThat(reply.message()).isNotBlank();
        assertThat(reply.retryAfterSeconds() > 0).isEqualTo(status == 429 || status == 503);
    }

    @Test
    void every_failure_is_in_the_table() {
        assertThat(outcomes()
                        .map(row -> row.get()[0])
                        .filter(Outcome.AttemptsFailed.class::isInstance)
                        .map(failed -> ((Outcome.AttemptsFailed) failed).last().kind()))
                .containsExactlyInAnyOrder(Failure.Kind.values());
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID_REQUEST,400,invalid_request_error",
        "NOT_FOUND,404,not_found_error",
        "TOO_LARGE,413,request_too_large",
        "BILLING,402,billing_error",
        "RATE_LIMIT,429,rate_limit_error",
        "INTERNAL,500,api_error",
        "UPSTREAM,502,api_error",
        "UPSTREAM_CREDENTIALS,502,upstream_credentials_error",
        "UNAVAILABLE,529,overloaded_error",
        "UPSTREAM_TIMEOUT,504,timeout_error",
    })
    void anthropic_has_its_own_words(ErrorType type, int status, String word) throws Exception {
        ErrorReply reply = new ErrorReply(type, "p", "c", "m", 0, null);
        JsonNode body = new ObjectMapper().readTree(Api.ANTHROPIC.body(reply, "req_1"));

        assertThat(reply.status(Api.ANTHROPIC)).isEqualTo(status);
        assertThat(body.toString())
                .isEqualTo("{\"type\":\"error\",\"error\":{\"type\":\"" + word
                        + "\",\"message\":\"m\"},\"request_id\":\"req_1\"}");
        assertThat(new String(Api.ANTHROPIC.event(reply, "req_1")))
                .startsWith("event: error\ndata: {\"type\":\"error\"")
                .endsWith("}\n\n");
    }

    @Test
    void every_outcome_is_in_the_table() {
        assertThat(outcomes().map(row -> row.get()[0].getClass().getName()).distinct())
                .containsExactlyInAnyOrderElementsOf(Stream.of(Outcome.class.getPermittedSubclasses())
                        .map(Class::getName)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "9000|0|true   |the prompt has 9000.|prompt is too long: 9000 tokens > 8192 maximum",
                "8192|0|true   |the prompt has 8192.|prompt is too long: 8192 tokens > 8191 maximum",
                "9000|0|false  |the prompt has about 9000.|prompt is too long: 9000 tokens > 8192 maximum (estimated)",
                "8000|500|true |the prompt has 8000, and 500 are asked for the answer."
                        + "|input length and `max_tokens` exceed context limit: 8000 + 500 > 8192, decrease input length or"
                        + " `max_tokens` and try again",
            })
    void a_prompt_too_long_is_told_in_each_dialects_words(
            long tokens, long asked, boolean exact, String openAi, String anthropic) {
        ErrorReply reply = ErrorReply.of(new Outcome.ContextTooLong(8_192, tokens, asked, exact));

        assertThat(reply.message(Api.OPENAI))
                .isEqualTo("This model's maximum context length is 8192 tokens; " + openAi);
        assertThat(reply.message(Api.ANTHROPIC)).isEqualTo(anthropic);
        assertThat(reply.param()).isEqualTo("messages");
    }

    @Test
    void an_upstreams_own_refusal_of_a_long_prompt_has_the_words_that_clients_of_anthropic_look_for() {
        ErrorReply reply = ErrorReply.of(failed(Failure.Kind.CONTEXT_TOO_LONG));

        assertThat(new String(Api.ANTHROPIC.body(reply, "req_1"), StandardCharsets.UTF_8))
                .contains("prompt is too long: upstream cloud");
        assertThat(reply.message(Api.OPENAI)).startsWith("Upstream cloud takes no prompt of this length");
    }

    @Test
    void a_budget_that_is_spent_says_whose_it_is_and_when_the_next_begins() throws Exception {
        long midnight = Instant.parse("2026-11-27T23:00:00Z").toEpochMilli();
        ErrorReply reply = ErrorReply.of(new Outcome.BudgetExhausted(BUDGET, 120_000_000, 70_000_001, midnight));

        assertThat(reply.message())
                .isEqualTo(
                        "Budget 'daily' of policy chat of 50 USD per day has 0.070000001 USD left, and this request can"
                                + " cost up to 0.12 USD. The next day begins at 2026-11-28T00:00:00+01:00.");
        assertThat(reply.retryAfterSeconds())
                .as("nobody should wait for midnight")
                .isZero();
        JsonNode openAi = new ObjectMapper().readTree(Api.OPENAI.body(reply, "req_1"));
        assertThat(openAi.at("/error/type").asText()).isEqualTo("insufficient_quota");
        assertThat(openAi.at("/error/code").asText()).isEqualTo("budget_exceeded");
        JsonNode anthropic = new ObjectMapper().readTree(Api.ANTHROPIC.body(reply, "req_1"));
        assertThat(anthropic.at("/error/type").asText()).isEqualTo("billing_error");
        assertThat(reply.status(Api.ANTHROPIC)).isEqualTo(402);
    }

    @Test
    void a_budget_of_one_request_is_no_matter_of_time() {
        Outcome outcome = new Outcome.BudgetExhausted(budget(Budget.Window.REQUEST), 60_000_000_000L, 0, 0);

        assertThat(ErrorReply.of(outcome).message())
                .isEqualTo(
                        "Budget 'daily' of policy chat allows 50 USD per request, and this request can cost up to 60 USD:"
                                + " send a shorter prompt or ask for a shorter answer.");
    }

    @Test
    void a_budget_that_is_throttled_says_when_to_come_again() {
        ErrorReply reply = ErrorReply.of(new Outcome.BudgetThrottled(BUDGET, 1_001));

        assertThat(reply.retryAfterSeconds()).isEqualTo(2);
        assertThat(reply.message()).endsWith("spread over the rest of the day; try again in 2 s.");
    }

    /** The rule of OpenAI's and Anthropic's SDKs; a budget that is spent must not be asked for again and again. */
    @Test
    void only_what_may_soon_be_otherwise_is_asked_for_again_by_sdks() {
        for (Api api : Api.values()) {
            assertThat(retried(ErrorReply.of(new Outcome.BudgetExhausted(BUDGET, 9, 1, 0)), api))
                    .isFalse();
            assertThat(retried(ErrorReply.of(new Outcome.BudgetUnbounded(BUDGET)), api))
                    .isFalse();
            assertThat(retried(ErrorReply.of(new Outcome.BudgetThrottled(BUDGET, 1)), api))
                    .isTrue();
            assertThat(retried(ErrorReply.of(new Outcome.BudgetUnknown(BUDGET)), api))
                    .isTrue();
        }
    }

    private static boolean retried(ErrorReply reply, Api api) {
        int status = reply.status(api);
        return status == 408 || status == 409 || status == 429 || status >= 500;
    }

    @Test
    void lists_and_echoes_are_bounded() {
        List<String> many =
                IntStream.range(0, 5_000).mapToObj(i -> "model-" + i).toList();

        String message = ErrorReply.of(new Outcome.UnknownModel("x".repeat(100_000), many))
                .message();

        assertThat(message).hasSizeLessThan(500).contains("and 4980 more");
    }

    @Test
    void bodies_and_events_are_json_whatever_the_text() throws Exception {
        ErrorReply reply = ErrorReply.of(new Outcome.BadRequest("quote \" backslash \\ newline \n é \u0001", null));

        String message = new ObjectMapper()
                .readTree(Api.OPENAI.body(reply, "req_1"))
                .at("/error/message")
                .asText();

        assertThat(message).isEqualTo("quote \" backslash \\ newline \n é \u0001");
        assertThat(new String(Api.OPENAI.event(reply, "req_1")))
                .startsWith("data: {\"error\":")
                .endsWith("}\n\n");
    }
}
