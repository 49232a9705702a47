package dev.cortexllm.router.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cortexllm.api.v1alpha1.LimitScope;
import dev.cortexllm.api.v1alpha1.WireFormat;
import dev.cortexllm.config.Budget;
import dev.cortexllm.config.Budget.Action;
import dev.cortexllm.config.Budget.Threshold;
import dev.cortexllm.config.Budget.Window;
import dev.cortexllm.config.Policy.Price;
import dev.cortexllm.router.budget.Budgets;
import dev.cortexllm.router.ledger.Entry;
import dev.cortexllm.router.ledger.Entry.Basis;
import dev.cortexllm.router.ledger.Entry.Result;
import dev.cortexllm.router.outcome.Api;
import io.vertx.core.Vertx;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What budgets make of requests, and what attempts are accounted at. A token in costs 1,000 nano-USD, one out 2,000. */
class SpendingTest {
    private static final long PLENTY = 1_000_000_000;
    private static final long INPUT = 1_000;
    private static final long OUTPUT = 2_000;
    /** More than the prompts of these tests are bound by, and less than twice that. */
    private static final long PROMPT_TOKENS = 1_300;

    private Vertx vertx;
    private FakeUpstream first;
    private FakeUpstream second;
    private TestRouter router;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        first = new FakeUpstream(vertx).then(FakeUpstream.plain());
        second = new FakeUpstream(vertx).then(FakeUpstream.plain());
        router = new TestRouter(1);
    }

    @AfterEach
    void stop() {
        router.close();
        FakeUpstream.await(vertx.close());
    }

    @ParameterizedTest
    @CsvSource({
        "OPENAI,OPENAI,max_tokens,10000",
        "OPENAI,OPENAI,max_tokens,",
        "OPENAI,ANTHROPIC,max_tokens,10000",
        "OPENAI,ANTHROPIC,max_tokens,",
        "OPENAI,GEMINI,maxOutputTokens,10000",
        "OPENAI,GEMINI,maxOutputTokens,",
        "ANTHROPIC,OPENAI,max_completion_tokens,10000",
        "ANTHROPIC,ANTHROPIC,max_tokens,10000",
        "ANTHROPIC,GEMINI,maxOutputTokens,10000"
    })
    void answers_are_as_short_as_the_budget_is_small(Api api, WireFormat format, String field, Integer asked)
            throws Exception {
        long limit = PROMPT_TOKENS * INPUT + 500 * OUTPUT;
        router.serve(
                new Configs().policyBudgets(Budgets.blocking("small", limit)).provider("a", first.url(format), format));
        String given = asked == null ? "" : ",\"max_tokens\":" + asked;
        String path = api == Api.ANTHROPIC ? "/v1/messages" : "/v1/chat/completions";

        router.postTo(path, TestRouter.PLAIN.replace("}]}", "}]" + given + "}"));

        String sent = first.seen().get(0).body();
        assertThat(number(sent, field)).as(sent).isBetween(500L, 800L);
    }

    @Test
    void without_a_budget_that_blocks_nothing_is_made_shorter() throws Exception {
        router.serve(new Configs().policyBudgets(Budgets.observing("seen", 1)).provider("a", first.url()));

        assertThat(router.post(TestRouter.PLAIN).statusCode()).isEqualTo(200);

        assertThat(first.seen().get(0).body()).doesNotContain("max_tokens");
        assertThat(router.entries()).hasSize(1);
    }

    @Test
    void each_key_has_money_of_its_own_where_that_is_said_and_workspaces_share() throws Exception {
        // Enough for a prompt and some answer while nothing is spent, and for no more after that.
        long once = PROMPT_TOKENS * INPUT;
        router.serve(new Configs()
                .policyBudgets(Budgets.apart(Budgets.blocking("each", once), LimitScope.KEY))
                .workspaceBudgets(Budgets.blocking("team", PLENTY))
                .client("ann", "key-of-ann-0123456789", "team")
                .client("bob", "key-of-bob-0123456789", "team")
                .workspace("team", null, null)
                .model(new Price(1_000_000, 100_000_000), null)
                .provider("a", first.url()));

        assertThat(as("ann").statusCode()).isEqualTo(200);
        assertThat(as("ann").statusCode()).isEqualTo(402);
        assertThat(as("bob").statusCode()).isEqualTo(200);
        assertThat(router.entries()).extracting(Entry::key).containsExactly("ann", "bob");
        assertThat(router.entries()).extracting(Entry::workspace).containsOnly("team");
        long both = router.entries().stream().mapToLong(Entry::picoUsd).sum() / 1_000;
        assertThat(router.router().parts().books().spends().of("b/team").spend().spent())
                .isEqualTo(both);
    }

    private HttpResponse<String> as(String name) throws Exception {
        return router.post(
                TestRouter.PLAIN.replace("}]}", "}],\"max_tokens\":1}"),
                "authorization",
                "Bearer key-of-" + name + "-0123456789");
    }

    @Test
    void a_providers_budget_for_each_key_has_the_cheaper_target_come_first() throws Exception {
        Budget each = Budgets.of("each", Window.DAY, PLENTY, new Threshold(1, Action.FALLBACK, null));
        router.serve(new Configs()
                .client("ann", "key-of-ann-0123456789", null)
                .client("bob", "key-of-bob-0123456789", null)
                .model(new Price(2_000_000, 4_000_000), null)
                .providerBudgets(Budgets.apart(each, LimitScope.KEY))
                .provider("dear", first.url())
                .model(new Price(1_000_000, 2_000_000), null)
                .providerBudgets()
                .provider("low", second.url()));

        as("ann");
        as("ann");
        as("bob");

        assertThat(router.entries())
                .extracting(entry -> entry.key() + " " + entry.upstream())
                .containsExactly("ann provider/ns/dear", "ann provider/ns/low", "bob provider/ns/dear");
    }

    @Test
    void a_shadow_blocks_nobody() throws Exception {
        router.serve(new Configs()
                .policyBudgets(Budgets.shadow(Budgets.blocking("seen", 1)))
                .provider("a", first.url()));

        assertThat(router.post(TestRouter.PLAIN).statusCode()).isEqualTo(200);
        assertThat(first.seen().get(0).body()).doesNotContain("max_tokens");
    }

    @Test
    void several_choices_share_what_there_is() throws Exception {
        long limit = PROMPT_TOKENS * INPUT + 500 * OUTPUT;
        router.serve(
                new Configs().policyBudgets(Budgets.blocking("small", limit)).provider("a", first.url()));

        router.post(TestRouter.PLAIN.replace("}]}", "}],\"n\":4,\"max_tokens\":1000}"));

        assertThat(number(first.seen().get(0).body(), "max_tokens")).isBetween(125L, 200L);
    }

    @Test
    void who_does_not_say_how_much_he_wants_is_refused_where_that_is_asked_for() throws Exception {
        router.serve(new Configs()
                .policyBudgets(Budgets.rejecting(Budgets.blocking("strict", PLENTY)))
                .provider("a", first.url()));

        HttpResponse<String> refused = router.post(TestRouter.PLAIN);
        HttpResponse<String> served = router.post(TestRouter.PLAIN.replace("}]}", "}],\"max_tokens\":9}"));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("\"param\":\"max_tokens\"");
        assertThat(served.statusCode()).isEqualTo(200);
    }

    @Test
    void a_client_can_say_what_it_wants_to_spend() throws Exception {
        router.serve(new Configs().provider("a", first.url()));

        assertThat(router.post(TestRouter.PLAIN, "x-cortex-budget-usd", "0.000001")
                        .statusCode())
                .isEqualTo(402);
        assertThat(router.post(TestRouter.PLAIN, "x-cortex-budget-usd", "much").statusCode())
                .isEqualTo(400);
        assertThat(first.seen()).isEmpty();
        assertThat(router.post(TestRouter.PLAIN, "x-cortex-budget-usd", "0.0023")
                        .statusCode())
                .isEqualTo(200);
        assertThat(number(first.seen().get(0).body(), "max_tokens")).isBetween(500L, 800L);
    }

    @Test
    void a_model_without_a_price_is_not_asked_under_a_budget_that_blocks() throws Exception {
        router.serve(new Configs()
                .policyBudgets(Budgets.blocking("daily", PLENTY))
                .model(null, null)
                .provider("a", first.url())
                .model(Configs.PRICE, null)
                .provider("b", second.url()));

        assertThat(router.post(TestRouter.PLAIN).headers().firstValue("x-cortex-provider"))
                .contains("b");
    }

    @Test
    void a_cheaper_target_is_asked_where_the_first_is_not_affordable() throws Exception {
        router.serve(new Configs()
                .policyBudgets(Budgets.blocking("daily", PROMPT_TOKENS * INPUT))
                .model(new Price(1_000_000_000, 1_000_000_000), null)
                .provider("a", first.url())
                .model(new Price(1_000, 1_000), null)
                .provider("b", second.url()));

        assertThat(router.post(TestRouter.PLAIN).headers().firstValue("x-cortex-provider"))
                .contains("b");
        assertThat(first.seen()).isEmpty();
    }

    @Test
    void behind_its_threshold_cheaper_targets_come_first() throws Exception {
        router.serve(new Configs()
                .policyBudgets(Budgets.of("daily", Window.DAY, PLENTY, new Threshold(5_000, Action.FALLBACK, null)))
                .provider("a", first.url())
                .model(new Price(1_000, 1_000), null)
                .provider("b", second.url()));

        assertThat(router.post(TestRouter.PLAIN).headers().firstValue("x-cortex-provider"))
                .contains("a");
        assertThat(router.post(TestRouter.PLAIN).headers().firstValue("x-cortex-provider"))
                .contains("b");
    }

    @Test
    void a_throttled_budget_is_429_and_says_when_to_come_again() throws Exception {
        router.serve(new Configs()
                .policyBudgets(Budgets.of("daily", Window.DAY, 5_000, new Threshold(4_000, Action.THROTTLE, null)))
                .provider("a", first.url()));

        assertThat(router.post(TestRouter.PLAIN).statusCode()).isEqualTo(200);
        HttpResponse<String> later = router.post(TestRouter.PLAIN);

        assertThat(later.statusCode()).isEqualTo(429);
        assertThat(later.headers().firstValueAsLong("retry-after").orElse(0)).isPositive();
    }

    @Test
    void a_stream_is_accounted_by_its_usage() throws Exception {
        first.now(FakeUpstream.stream(
                FakeUpstream.role(),
                FakeUpstream.content("a"),
                FakeUpstream.finish(),
                FakeUpstream.usage(),
                FakeUpstream.done()));
        router.serve(
                new Configs().policyBudgets(Budgets.blocking("daily", PLENTY)).provider("a", first.url()));

        router.post(TestRouter.STREAM);

        Entry entry = onlyEntry();
        assertThat(entry.basis()).isEqualTo(Basis.EXACT);
        assertThat(entry.picoUsd()).isEqualTo((3 * INPUT + 2 * OUTPUT) * 1_000);
    }

    @Test
    void a_stream_is_accounted_before_its_client_has_the_end() throws Exception {
        first.now(FakeUpstream.stall(
                FakeUpstream.role(),
                FakeUpstream.content("a"),
                FakeUpstream.finish(),
                FakeUpstream.usage(),
                FakeUpstream.done()));
        router.serve(
                new Configs().policyBudgets(Budgets.blocking("daily", PLENTY)).provider("a", first.url()));

        try (Socket client = RawClient.open(router.port(), TestRouter.STREAM)) {
            RawClient.readUntil(client, "[DONE]");
            assertThat(onlyEntry().basis()).isEqualTo(Basis.EXACT);
        }

        router.awaitIdle();
        assertThat(onlyEntry().result()).isEqualTo(Result.ANSWERED);
    }

    @Test
    void a_stream_that_breaks_off_is_estimated_by_what_came_and_some_more() throws Exception {
        first.now(FakeUpstream.cut(FakeUpstream.role(), FakeUpstream.content("x".repeat(400))));
        router.serve(
                new Configs().policyBudgets(Budgets.blocking("daily", PLENTY)).provider("a", first.url()));

        router.postUntilCut(Api.OPENAI);

        assertThat(onlyEntry().result()).isEqualTo(Result.FAILED);
        estimated(400, 4_096);
    }

    @Test
    void what_a_client_left_is_estimated() throws Exception {
        first.now(FakeUpstream.stall(FakeUpstream.role(), FakeUpstream.content("x".repeat(300))));
        router.serve(
                new Configs().policyBudgets(Budgets.blocking("daily", PLENTY)).provider("a", first.url()));

        try (Socket client = RawClient.open(router.port(), TestRouter.STREAM)) {
            RawClient.readUntil(client, "xxx");
        }

        await().until(() -> !router.entries().isEmpty());
        assertThat(onlyEntry().result()).isEqualTo(Result.CANCELLED);
        estimated(300, 4_096);
    }

    @Test
    void without_anything_configured_what_a_client_left_is_estimated_too() throws Exception {
        first.now(FakeUpstream.stall(FakeUpstream.role(), FakeUpstream.content("x".repeat(300))));
        router.serve(new Configs().model(Configs.PRICE, 1_000L).provider("a", first.url()));

        try (Socket client = RawClient.open(router.port(), TestRouter.STREAM)) {
            RawClient.readUntil(client, "xxx");
        }

        await().until(() -> !router.entries().isEmpty());
        estimated(300, 1_000);
    }

    @Test
    void an_answer_nobody_waited_for_is_taken_to_have_cost_all_that_was_reserved() throws Exception {
        first.now(FakeUpstream.silence());
        router.serve(new Configs()
                .timeouts(1_000, 200, 200, 200)
                .policyBudgets(Budgets.blocking("daily", PLENTY))
                .provider("a", first.url()));

        assertThat(router.post(TestRouter.PLAIN).statusCode()).isEqualTo(504);

        assertThat(onlyEntry().usage().outputTokens()).isEqualTo(4_096);
    }

    @Test
    void who_was_refused_or_not_reached_has_cost_nothing_and_reserves_nothing() throws Exception {
        first.now(FakeUpstream.status(500, "{\"error\":{\"message\":\"no\"}}"));
        router.serve(new Configs()
                .policyBudgets(Budgets.blocking("daily", PLENTY))
                .provider("gone", "http://127.0.0.1:1")
                .provider("a", first.url())
                .provider("b", second.url()));

        HttpResponse<String> answer = router.post(TestRouter.PLAIN);

        assertThat(answer.headers().firstValue("x-cortex-provider")).contains("b");
        assertThat(onlyEntry().upstream()).isEqualTo("provider/ns/b");
        assertThat(onlyEntry().basis()).isEqualTo(Basis.EXACT);
        assertThat(router.router()
                        .parts()
                        .books()
                        .spends()
                        .of("b/daily")
                        .spend()
                        .reserved())
                .isLessThan(PLENTY / 10);
    }

    private Entry onlyEntry() {
        List<Entry> entries = router.entries();
        assertThat(entries).hasSize(1);
        return entries.get(0);
    }

    /** At least what was delivered, at most what was reserved. */
    private void estimated(long least, long most) {
        Entry entry = onlyEntry();
        assertThat(entry.basis()).isEqualTo(Basis.ESTIMATED);
        assertThat(entry.usage().outputTokens()).isBetween(least, most);
        assertThat(entry.picoUsd() / 1_000).isBetween(least * OUTPUT, most * OUTPUT + PROMPT_TOKENS * INPUT);
    }

    private static long number(String body, String name) {
        String field = "\"" + name + "\":";
        int from = body.indexOf(field) + field.length();
        assertThat(from).as(body).isGreaterThanOrEqualTo(field.length());
        int to = from;
        while (Character.isDigit(body.charAt(to))) {
            to++;
        }
        return Long.parseLong(body.substring(from, to));
    }
}
