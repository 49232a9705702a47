package dev.cortexllm.router.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.api.v1alpha1.Strategy;
import dev.cortexllm.config.Budget;
import dev.cortexllm.config.Limit;
import dev.cortexllm.config.Policy;
import dev.cortexllm.router.budget.Budgets;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a rule has of its own: limits, what spilling may cost, and whose requests it is for. */
class RuleOwnTest {
    private final Vertx vertx = Vertx.vertx();
    private FakeUpstream cloud;
    private FakeUpstream box;
    private TestRouter router;

    @BeforeEach
    void start() {
        cloud = new FakeUpstream(vertx);
        box = new FakeUpstream(vertx);
        router = new TestRouter();
    }

    @AfterEach
    void stop() {
        router.close();
        FakeUpstream.await(vertx.close());
    }

    private static Policy.Rule rule(Policy.Traits traits, List<Policy.Header> headers, Policy.Choosing choosing) {
        return new Policy.Rule(
                "own", List.of(), List.of(), headers, List.of(0, 1), Strategy.FALLBACK, 500, false, traits, choosing);
    }

    private static Policy.Choosing choosing(List<Budget> spill, List<Limit> limits) {
        return new Policy.Choosing(false, null, null, null, null, spill, limits);
    }

    private static String of(HttpResponse<String> answer, String header) {
        return answer.headers().firstValue(header).orElse(null);
    }

    @Test
    void a_rules_limit_is_for_its_requests_alone() throws Exception {
        Limit few =
                new Limit("rule/own/ns/chat/few", "few", "rule own", Limit.Measure.REQUESTS, 2, 60_000, 0, false, null);
        router.serve(new Configs()
                .provider("cloud", cloud.url())
                .deployment("box", 4, box.url())
                .rule(rule(null, List.of(new Policy.Header("x-own", null)), choosing(null, List.of(few)))));

        for (int i = 0; i < 2; i++) {
            HttpResponse<String> answer = router.post(TestRouter.PLAIN, "x-own", "1");
            assertThat(of(answer, "x-cortex-rule")).isEqualTo("own");
            assertThat(answer.statusCode()).isEqualTo(200);
        }
        HttpResponse<String> refused = router.post(TestRouter.PLAIN, "x-own", "1");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("few").contains("rule own");
        for (int i = 0; i < 3; i++) {
            assertThat(router.post(TestRouter.PLAIN).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void a_spill_budget_keeps_requests_at_home_when_it_is_spent() throws Exception {
        BigDecimal limit = new BigDecimal("0.0013");
        router.serve(new Configs()
                .provider("cloud", cloud.url())
                .deployment("box", 4, box.url())
                .rule(rule(null, List.of(), choosing(List.of(Budgets.blocking("spill", 1_300_000)), null))));
        String body = TestRouter.PLAIN.replace("\"messages\"", "\"max_tokens\":10,\"messages\"");

        BigDecimal spent = BigDecimal.ZERO;
        List<String> answeredBy = new ArrayList<>();
        for (int i = 0; i < 45; i++) {
            HttpResponse<String> answer = router.post(body);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            answeredBy.add(of(answer, "x-cortex-provider"));
            spent = answeredBy.get(i).equals("cloud")
                    ? spent.add(new BigDecimal(of(answer, "x-cortex-cost-usd")))
                    : spent;
        }

        assertThat(answeredBy.get(0)).isEqualTo("cloud");
        assertThat(answeredBy.get(44)).isEqualTo("box");
        assertThat(spent).isPositive().isLessThanOrEqualTo(limit);
        HttpResponse<String> forced = router.post(body, "x-cortex-provider", "cloud");
        assertThat(forced.statusCode()).isEqualTo(402);
        assertThat(forced.body()).contains("spill");
    }

    @Test
    void a_rule_is_for_the_requests_of_its_workspaces() throws Exception {
        Policy.Traits support = new Policy.Traits(null, null, null, null, null, List.of("support", "sales"));
        router.serve(new Configs()
                .client("alice", "key-of-alice", null)
                .client("bob", "key-of-bob", "support")
                .client("carol", "key-of-carol", "other")
                .workspace("support", null, null)
                .workspace("other", null, null)
                .provider("cloud", cloud.url())
                .deployment("box", 4, box.url())
                .rule(rule(support, List.of(), null)));

        assertThat(of(router.post(TestRouter.PLAIN, "authorization", "Bearer key-of-bob"), "x-cortex-rule"))
                .isEqualTo("own");
        assertThat(of(router.post(TestRouter.PLAIN, "authorization", "Bearer key-of-carol"), "x-cortex-rule"))
                .isEqualTo("default");
        assertThat(of(
                        router.post(
                                TestRouter.PLAIN,
                                "authorization",
                                "Bearer key-of-alice",
                                "x-cortex-workspace",
                                "support"),
                        "x-cortex-rule"))
                .isEqualTo("default");
    }
}
