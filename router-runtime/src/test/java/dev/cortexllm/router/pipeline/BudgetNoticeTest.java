package dev.cortexllm.router.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cortexllm.config.Budget;
import dev.cortexllm.config.Budget.Action;
import dev.cortexllm.config.Budget.Threshold;
import dev.cortexllm.config.Budget.Window;
import dev.cortexllm.link.RouterReport.BudgetNotice;
import dev.cortexllm.link.RouterReport.BudgetSpend;
import dev.cortexllm.router.budget.Budgets;
import dev.cortexllm.router.outcome.Api;
import dev.cortexllm.router.store.RedisProcess;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What people learn of budgets while requests spend them. An answer costs 7,000 nano-USD. */
@Execution(ExecutionMode.CONCURRENT)
class BudgetNoticeTest {
    private static final long COST = 7_000;
    private static final long PLENTY = 1_000_000_000;

    private final Queue<String> posts = new ConcurrentLinkedQueue<>();
    private Vertx vertx;
    private FakeUpstream cloud;
    private HttpServer hook;
    private TestRouter router;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        cloud = new FakeUpstream(vertx).then(FakeUpstream.plain());
        hook = FakeUpstream.await(vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    posts.add(body.toString());
                    request.response().end();
                }))
                .listen(0, "127.0.0.1"));
        router = new TestRouter();
    }

    @AfterEach
    void stop() {
        router.close();
        FakeUpstream.await(vertx.close());
    }

    @Test
    void what_is_spent_is_told_and_shown() throws Exception {
        router.serve(configs(hooked("daily", Window.DAY, 2 * COST)));

        router.post(TestRouter.PLAIN);
        router.post(TestRouter.PLAIN);
        router.post(TestRouter.PLAIN);

        await().until(() -> posts.size() == 1);
        assertThat(posts.peek()).contains("\"spentUsd\":\"0.000014\"").contains("\"budget\":\"daily\"");
        await().until(() -> spends() != null && spends().get(0).spentNanoUsd() == 3 * COST);
        assertThat(spends().get(0).reservedNanoUsd()).isZero();
        assertThat(spends().get(0).state()).isEqualTo(Action.NOTIFY);
        assertThat(notices()).extracting(BudgetNotice::action).containsExactly(Action.NOTIFY);
        assertThat(router.admin("/metrics").body())
                .contains("cortex_llm_budget_spent_usd{budget=\"daily\",owner=\"policy chat\"} 2.1E-5")
                .contains("cortex_llm_budget_limit_usd{budget=\"daily\",owner=\"policy chat\"} 1.0")
                .contains("cortex_llm_budget_crossed_total{action=\"notify\",budget=\"daily\",owner=\"policy chat\","
                        + "shadow=\"false\",usd=\"0.000014\"} 1.0");
    }

    @Test
    void a_refusal_is_told_once() throws Exception {
        router.serve(configs(Budgets.blocking("daily", 5_000)));

        assertThat(router.post(TestRouter.PLAIN).statusCode()).isEqualTo(402);
        assertThat(router.post(Api.ANTHROPIC, false).statusCode()).isEqualTo(402);

        await().until(() -> notices().size() == 1);
        assertThat(notices().get(0).sentence()).contains("is not let through");
        await().until(() -> spends() != null && spends().get(0).state() == Action.BLOCK);
        assertThat(router.admin("/metrics").body())
                .contains("cortex_llm_budget_refused_total{budget=\"daily\",owner=\"policy chat\",reason=\"exhausted\","
                        + "shadow=\"false\"} 2.0");
    }

    @Test
    void a_shadow_says_what_it_would_have_done() throws Exception {
        router.serve(configs(Budgets.shadow(Budgets.blocking("daily", 5_000))));

        assertThat(router.post(TestRouter.PLAIN).statusCode()).isEqualTo(200);

        await().until(() -> notices().size() == 1);
        assertThat(notices().get(0).sentence()).endsWith("(or would be, were it no shadow)");
    }

    @Test
    void a_shadow_for_one_request_counts_what_it_would_have_refused() throws Exception {
        Threshold all = new Threshold(5_000, Action.BLOCK, null);
        router.serve(configs(Budgets.shadow(Budgets.of("one", Window.REQUEST, 5_000, all))));

        assertThat(router.post(TestRouter.PLAIN).statusCode()).isEqualTo(200);

        assertThat(router.admin("/metrics").body())
                .contains("cortex_llm_budget_refused_total{budget=\"one\",owner=\"policy chat\",reason=\"exhausted\","
                        + "shadow=\"true\"} 1.0");
    }

    @Test
    void a_budget_for_one_request_tells_of_a_dear_one() throws Exception {
        router.serve(configs(hooked("one", Window.REQUEST, COST), hooked("dear", Window.REQUEST, COST + 1)));

        router.post(TestRouter.PLAIN);
        router.post(TestRouter.PLAIN);

        await().until(() -> posts.size() == 1);
        assertThat(posts.peek()).contains("\"budget\":\"one\"");
        assertThat(spends()).as("nothing adds up").isNull();
    }

    @Test
    void of_two_routers_on_one_redis_one_tells_and_both_know() throws Exception {
        try (RedisProcess redis = new RedisProcess();
                TestRouter other = new TestRouter()) {
            Configs configs = configs(hooked("daily", Window.DAY, COST), Budgets.blocking("tight", 5_000))
                    .redis(redis.url(), null, 2_000);
            router.serve(configs);
            other.serve(configs);
            assertThat(router.post(TestRouter.PLAIN).statusCode()).isEqualTo(402);
            assertThat(other.post(TestRouter.PLAIN).statusCode()).isEqualTo(402);
            await().until(() -> notices(router).size() + notices(other).size() == 1);

            Configs open = configs(hooked("daily", Window.DAY, COST)).redis(redis.url(), null, 2_000);
            router.serve(open);
            other.serve(open);
            assertThat(router.post(TestRouter.PLAIN).statusCode()).isEqualTo(200);
            assertThat(other.post(TestRouter.PLAIN).statusCode()).isEqualTo(200);

            await().until(() ->
                    posts.size() == 1 && notices(router).size() + notices(other).size() == 2);
            await().until(() -> spent(router) == 2 * COST && spent(other) == 2 * COST);
            assertThat(spends(other).get(0).shared()).isTrue();
            await().during(Duration.ofMillis(200)).until(() -> posts.size() == 1);
        }
    }

    private Configs configs(Budget... budgets) {
        return new Configs().policyBudgets(budgets).provider("cloud", cloud.url());
    }

    private Budget hooked(String name, Window window, long at) {
        String url = "http://127.0.0.1:" + hook.actualPort() + "/hook";
        return Budgets.of(name, window, PLENTY, new Threshold(at, Action.NOTIFY, url));
    }

    private List<BudgetSpend> spends() {
        return spends(router);
    }

    private static List<BudgetSpend> spends(TestRouter of) {
        return of.router().parts().board().spends();
    }

    private static long spent(TestRouter of) {
        return spends(of) == null ? 0 : spends(of).get(0).spentNanoUsd();
    }

    private List<BudgetNotice> notices() {
        return notices(router);
    }

    private static List<BudgetNotice> notices(TestRouter of) {
        List<BudgetNotice> notices = of.router().parts().board().notices();
        return notices == null ? List.of() : notices;
    }
}
