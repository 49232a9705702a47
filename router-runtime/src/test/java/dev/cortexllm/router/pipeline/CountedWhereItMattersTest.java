package dev.cortexllm.router.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.router.budget.Budgets;
import dev.cortexllm.router.limit.Limits;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A small request beside a large limit is taken for as many tokens as it has bytes; where that is too many, it is counted before anybody
 * is refused. The requests here have some 90 bytes and 1,024 for what providers add, and 12 tokens.
 */
class CountedWhereItMattersTest {
    private static final long LARGE = 20_000_000;
    /** More than the request's tokens, less than its bytes. */
    private static final long LEFT = 400;

    private static final String SMALL = TestRouter.PLAIN.replace("}]}", "}],\"max_tokens\":16}");

    private Vertx vertx;
    private FakeUpstream upstream;
    private TestRouter router;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        upstream = new FakeUpstream(vertx);
        router = new TestRouter();
    }

    @AfterEach
    void stop() {
        router.close();
        FakeUpstream.await(vertx.close());
    }

    @Test
    void the_last_tokens_of_a_limit_are_given_out_by_count() throws Exception {
        router.serve(new Configs().policyLimits(Limits.tokens("all", LARGE)).provider("a", upstream.url()));
        answerUsing(LARGE - LEFT);
        answerUsing(LEFT);

        assertThat(router.post(SMALL).statusCode()).isEqualTo(200);
        assertThat(router.post(SMALL).statusCode()).isEqualTo(200);
        assertThat(router.post(SMALL).statusCode()).isEqualTo(429);
    }

    @Test
    void the_last_money_of_a_budget_is_given_out_by_count() throws Exception {
        // A token of a prompt costs 1,000 nano-USD. Exact counts are known of gpt-4o.
        router.serve(new Configs()
                .policyBudgets(Budgets.blocking("daily", LARGE * 1_000))
                .modelOfProviders("gpt-4o")
                .provider("a", upstream.url()));
        answerUsing(LARGE - LEFT);
        answerUsing(LEFT);

        assertThat(router.post(SMALL).statusCode()).isEqualTo(200);
        assertThat(router.post(SMALL).statusCode()).isEqualTo(200);
        assertThat(router.post(SMALL).statusCode()).isEqualTo(402);
    }

    private void answerUsing(long promptTokens) {
        upstream.then(FakeUpstream.status(
                200,
                FakeUpstream.ANSWER
                        .replace("\"prompt_tokens\":3", "\"prompt_tokens\":" + promptTokens)
                        .replaceAll("\"completion_tokens\":[0-9]+", "\"completion_tokens\":0"),
                "content-type",
                "application/json"));
    }
}
