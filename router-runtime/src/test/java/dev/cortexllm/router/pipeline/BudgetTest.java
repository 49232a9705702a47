package dev.cortexllm.router.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.router.budget.Budgets;
import dev.cortexllm.router.ledger.Entry;
import dev.cortexllm.router.outcome.Api;
import dev.cortexllm.router.store.RedisProcess;
import io.vertx.core.Vertx;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Budgets as clients meet them. A token of a prompt costs 1,000 nano-USD, one of an answer 2,000. */
class BudgetTest {
    /** What FakeUpstream's answer costs: three tokens in, two out. */
    private static final long COST = 7_000;
    /** Bound of the prompts of these tests, about. */
    private static final long PROMPT = 1_200_000;

    private Vertx vertx;
    private FakeUpstream first;
    private FakeUpstream second;
    private TestRouter router;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        first = new FakeUpstream(vertx).then(FakeUpstream.plain());
        second = new FakeUpstream(vertx).then(FakeUpstream.plain());
        router = new TestRouter();
    }

    @AfterEach
    void stop() {
        router.close();
        FakeUpstream.await(vertx.close());
    }

    @Test
    void an_answer_is_paid_for_and_one_entry_says_so() throws Exception {
        router.serve(new Configs()
                .policyBudgets(Budgets.blocking("daily", 100_000_000))
                .provider("a", first.url()));

        HttpResponse<String> answer = router.post(TestRouter.PLAIN, "x-request-id", "mine");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(router.entries()).hasSize(1);
        Entry entry = router.entries().get(0);
        assertThat(entry.basis()).isEqualTo(Entry.Basis.EXACT);
        assertThat(entry.result()).isEqualTo(Entry.Result.ANSWERED);
        assertThat(entry.picoUsd()).isEqualTo(COST * 1_000);
        assertThat(entry.requestId()).isEqualTo("mine");
        assertThat(entry.policy()).isEqualTo("ns/chat");
        assertThat(entry.upstream()).isEqualTo("provider/ns/a");
        // What was reserved and not needed is free again, or the second header would show less than one answer's
        // difference.
        assertThat(remaining(router.post(TestRouter.PLAIN))).isEqualTo(remaining(answer) - COST);
    }

    @Test
    void what_is_left_is_all_that_an_answer_may_cost() throws Exception {
        long limit = PROMPT + 2_000 * 50;
        router.serve(
                new Configs().policyBudgets(Budgets.blocking("daily", limit)).provider("a", first.url()));

        router.post(TestRouter.PLAIN);

        long cap = number(first.seen().get(0).body(), "\"max_tokens\":");
        assertThat(cap).as(first.seen().get(0).body()).isBetween(50L, 150L);
    }

    @Test
    void a_budget_without_enough_for_a_prompt_is_402_and_nobody_is_asked() throws Exception {
        router.serve(
                new Configs().policyBudgets(Budgets.blocking("daily", 5_000)).provider("a", first.url()));

        HttpResponse<String> refused = router.post(TestRouter.PLAIN);

        assertThat(refused.statusCode()).isEqualTo(402);
        assertThat(refused.body()).contains("\"code\":\"budget_exceeded\"").contains("Budget 'daily' of policy chat");
        assertThat(refused.headers().firstValue("x-cortex-budget-remaining-usd"))
                .contains("0.000005");
        assertThat(router.post(Api.ANTHROPIC, false).body()).contains("billing_error");
        assertThat(first.seen()).isEmpty();
        assertThat(router.entries()).isEmpty();
    }

    @Test
    void requests_at_the_same_time_never_spend_more_than_there_is_together() throws Exception {
        long limit = 20 * PROMPT;
        router.serve(
                new Configs().policyBudgets(Budgets.blocking("daily", limit)).provider("a", first.url()));
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            answers.add(router.postLater(TestRouter.PLAIN.replace("}]}", "}],\"max_tokens\":100}")));
        }
        long admitted =
                answers.stream().filter(one -> one.join().statusCode() == 200).count();

        long spent = router.entries().stream().mapToLong(Entry::picoUsd).sum() / 1_000;
        assertThat(router.entries()).hasSize((int) admitted);
        assertThat(spent).isEqualTo(admitted * COST).isLessThanOrEqualTo(limit);
        assertThat(admitted).isGreaterThan(10);
    }

    @Test
    void the_same_with_a_redis() throws Exception {
        try (RedisProcess redis = new RedisProcess()) {
            router.serve(new Configs()
                    .redis(redis.url(), null, 2_000)
                    .policyBudgets(Budgets.blocking("daily", 100_000_000))
                    .provider("a", first.url()));

            HttpResponse<String> answer = router.post(TestRouter.PLAIN);
            HttpResponse<String> another = router.post(TestRouter.PLAIN);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(remaining(another)).isEqualTo(remaining(answer) - COST);
            org.awaitility.Awaitility.await().until(() -> router.entries().size() == 2);
            assertThat(router.entries()).allMatch(entry -> entry.picoUsd() == COST * 1_000);
        }
    }

    @Test
    void who_is_refused_because_nobody_knows_is_not_told_what_is_left() throws Exception {
        try (RedisProcess redis = new RedisProcess()) {
            router.serve(new Configs()
                    .redis(redis.url(), null, 2_000)
                    .gatewayBudgets(Budgets.blocking("all", 100_000_000))
                    .policyBudgets(Budgets.closed(Budgets.blocking("closed", 100_000_000)))
                    .provider("a", first.url()));
            assertThat(remaining(router.post(TestRouter.PLAIN))).isPositive();
            redis.kill();

            HttpResponse<String> refused = router.post(TestRouter.PLAIN);

            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.body()).contains("budget_unknown");
            assertThat(refused.headers().firstValue("x-cortex-budget-remaining-usd"))
                    .as("of the other budget nobody has looked")
                    .isEmpty();
        }
    }

    private static long remaining(HttpResponse<String> answer) {
        String usd =
                answer.headers().firstValue("x-cortex-budget-remaining-usd").orElseThrow();
        return new java.math.BigDecimal(usd).movePointRight(9).longValueExact();
    }

    private static long number(String body, String name) {
        int from = body.indexOf(name) + name.length();
        assertThat(from).as(body).isGreaterThanOrEqualTo(name.length());
        int to = from;
        while (Character.isDigit(body.charAt(to))) {
            to++;
        }
        return Long.parseLong(body.substring(from, to));
    }
}
