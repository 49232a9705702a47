package dev.cortexllm.router.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cortexllm.config.Policy.LongPrompt;
import dev.cortexllm.config.Policy.Price;
import dev.cortexllm.router.ledger.LedgerWriter;
import dev.cortexllm.router.store.RedisProcess;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What a whole router, and several of them, tell of what their requests cost. */
class AccountingPagesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private Vertx vertx;
    private FakeUpstream cloud;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        cloud = new FakeUpstream(vertx);
    }

    @AfterEach
    void stop() {
        FakeUpstream.await(vertx.close());
    }

    @Test
    void what_requests_cost_is_told_by_whatever_they_say_of_themselves() throws Exception {
        try (TestRouter router = new TestRouter(2).serve(new Configs().provider("cloud", cloud.url()))) {
            router.post(TestRouter.PLAIN, "x-cortex-execution-id", "run-1", "x-cortex-tags", "team=a,nightly");
            router.post(TestRouter.PLAIN, "x-cortex-execution-id", "run-2", "x-cortex-tags", "team=a");
            cloud.then(FakeUpstream.status(400, "{\"error\":{\"message\":\"no\"}}"));
            router.post(TestRouter.PLAIN);

            JsonNode byModel =
                    total(router, "/statistics?by=model,provider&days=1").get(0);
            assertThat(byModel.get("model").asText()).isEqualTo("cloud-model");
            assertThat(byModel.get("provider").asText()).isEqualTo("provider/ns/cloud");
            assertThat(byModel.get("calls").asLong()).isEqualTo(3);
            assertThat(byModel.get("successes").asLong()).isEqualTo(2);
            assertThat(byModel.get("failures").asLong()).isEqualTo(1);
            assertThat(byModel.get("unbilled").asLong()).isEqualTo(1);
            assertThat(byModel.get("usd").asText()).isEqualTo("0.000014");
            assertThat(byModel.at("/tokens/input").asLong()).isEqualTo(6);
            assertThat(total(router, "/statistics?by=tag").findValuesAsText("tag"))
                    .containsExactly("team=a", "nightly");
            assertThat(total(router, "/statistics?by=execution&months=1").findValuesAsText("execution"))
                    .containsExactlyInAnyOrder("run-1", "run-2");

            assertThat(router.admin("/statistics?by=colour").statusCode()).isEqualTo(400);
            assertThat(router.admin("/statistics?scope=world").body()).contains("gateway or router");
            assertThat(router.admin("/ledger.csv").body()).contains("--ledger-dir");
            assertThat(router.admin("/nothing").body())
                    .contains("/catalogue, /explain, /ledger.csv, /models, /statistics, /statistics/reset");
        }
    }

    @Test
    void a_reset_is_a_post_and_no_web_page_may_do_it() throws Exception {
        try (TestRouter router = new TestRouter(1).serve(new Configs().provider("cloud", cloud.url()))) {
            router.post(TestRouter.PLAIN);
            assertThat(router.admin("/statistics/reset").statusCode()).isEqualTo(405);
            assertThat(reset(router, "origin", "http://evil.example").statusCode())
                    .isEqualTo(401);
            assertThat(total(router, "/statistics").get(0).get("calls").asLong())
                    .isEqualTo(1);
            Logger audit = (Logger) LoggerFactory.getLogger("cortex.audit");
            ListAppender<ILoggingEvent> told = new ListAppender<>();
            told.start();
            audit.addAppender(told);
            try {
                assertThat(reset(router).statusCode()).isEqualTo(204);
            } finally {
                audit.detachAppender(told);
            }
            assertThat(told.list)
                    .as("the logging that routers are shipped with shows it")
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .singleElement()
                    .asString()
                    .startsWith("statistics were reset from 127.0.0.1");
            assertThat(total(router, "/statistics")).isEmpty();
        }
    }

    @Test
    void a_cancelled_stream_costs_too_and_is_in_the_report() throws Exception {
        cloud.then(FakeUpstream.cut(FakeUpstream.role(), FakeUpstream.content("a")));
        try (TestRouter router = new TestRouter(1).serve(new Configs().provider("cloud", cloud.url()))) {
            router.postUntilCut(dev.cortexllm.router.outcome.Api.OPENAI);
            await().until(() -> router.entries().size() == 1);
            BigDecimal spent = BigDecimal.valueOf(router.entries().get(0).picoUsd(), 12);
            assertThat(spent).isPositive();
            JsonNode row = total(router, "/statistics?by=policy").get(0);
            assertThat(new BigDecimal(row.get("usd").asText())).isEqualByComparingTo(spent);
            assertThat(row.get("estimated").asLong()).isEqualTo(1);
            assertThat(row.get("failures").asLong()).isEqualTo(1);
            assertThat(router.router().parts().meters().tally("ns/chat").microUsd())
                    .isEqualTo(spent.movePointRight(6).longValue());
        }
    }

    @Test
    void a_long_prompt_has_its_own_price_in_headers_and_notes() throws Exception {
        Price price = new Price(
                1_000_000,
                2_000_000,
                null,
                null,
                null,
                null,
                new LongPrompt(2, 10_000_000, 20_000_000, null, null, null, null));
        Configs configs = new Configs().model(price, null).provider("cloud", cloud.url());
        try (TestRouter router = new TestRouter(1).serve(configs)) {
            // Three prompt tokens and two of completion.
            assertThat(router.post(TestRouter.PLAIN).headers().firstValue("x-cortex-cost-usd"))
                    .hasValue("0.00007");
            cloud.then(FakeUpstream.stream(
                    FakeUpstream.role(), FakeUpstream.finish(), FakeUpstream.usage(), FakeUpstream.done()));
            assertThat(router.post(TestRouter.STREAM).body())
                    .contains(": cortex cost_usd=0.00007 input_tokens=3 output_tokens=2\n");
            assertThat(total(router, "/statistics").get(0).get("usd").asText()).isEqualTo("0.00014");
        }
    }

    @Test
    void entries_are_in_files_when_the_router_has_stopped() throws Exception {
        LedgerWriter.Place place = new LedgerWriter.Place(folder, 1 << 20, 10, false);
        try (TestRouter router = new TestRouter(2, options -> options.withLedger(place))
                .serve(new Configs().provider("cloud", cloud.url()))) {
            for (int i = 0; i < 20; i++) {
                router.post(
                        TestRouter.PLAIN, "x-cortex-execution-id", "run-" + i, "x-request-id", "=cmd|' /C calc'!A0");
            }
            await().untilAsserted(() ->
                    assertThat(router.admin("/ledger.csv").body().lines()).hasSize(21));
            assertThat(router.admin("/ledger.csv").headers().firstValue("content-type"))
                    .hasValue("text/csv; charset=utf-8; header=present");
            assertThat(router.admin("/ledger.csv?day=2001-01-01").body().lines())
                    .hasSize(1);
            assertThat(router.admin("/ledger.csv?day=today").statusCode()).isEqualTo(400);
            assertThat(router.admin("/metrics").body())
                    .contains("cortex_llm_ledger_written_total 20.0")
                    .contains("cortex_llm_ledger_dropped_total 0.0");
            router.post(TestRouter.PLAIN, "x-cortex-execution-id", "the-last");
        }
        try (Stream<Path> files = Files.list(folder)) {
            String csv = Files.readString(files.findFirst().orElseThrow());
            assertThat(csv.lines()).hasSize(22);
            assertThat(csv).contains(",the-last,").doesNotContain(",=cmd");
        }
    }

    @Test
    void routers_on_one_redis_tell_together() throws Exception {
        try (RedisProcess redis = new RedisProcess("--requirepass", "pw-of-the-store");
                TestRouter one = new TestRouter(1);
                TestRouter other = new TestRouter(2)) {
            Configs configs =
                    new Configs().redis(redis.url(), "pw-of-the-store", 2_000).provider("cloud", cloud.url());
            for (TestRouter router : List.of(one, other)) {
                router.serve(configs);
                for (int i = 0; i < 10; i++) {
                    router.post(TestRouter.PLAIN, "x-cortex-execution-id", "run-" + i % 3, "x-cortex-tags", "a,b");
                }
            }
            cloud.then(FakeUpstream.status(400, "{\"error\":{\"message\":\"no\"}}"));
            one.post(TestRouter.PLAIN);

            for (TestRouter router : List.of(one, other)) {
                await().untilAsserted(() -> {
                    JsonNode report = report(router, "/statistics?by=model&days=2");
                    assertThat(report.get("scope").asText()).isEqualTo("gateway");
                    JsonNode row = report.get("total").get(0);
                    assertThat(row.get("calls").asLong()).isEqualTo(21);
                    assertThat(row.get("successes").asLong()).isEqualTo(20);
                    assertThat(row.get("failures").asLong()).isEqualTo(1);
                    assertThat(row.get("usd").asText()).isEqualTo("0.00014");
                });
                assertThat(total(router, "/statistics?by=execution").findValuesAsText("calls"))
                        .containsExactlyInAnyOrder("8", "6", "6");
                assertThat(total(router, "/statistics?by=tag&months=1").findValuesAsText("calls"))
                        .containsExactly("20", "20");
                assertThat(total(router, "/statistics?scope=router")
                                .get(0)
                                .get("successes")
                                .asLong())
                        .isEqualTo(10);
            }

            assertThat(reset(other).statusCode()).isEqualTo(204);
            assertThat(total(one, "/statistics")).isEmpty();
            assertThat(total(one, "/statistics?months=13")).isEmpty();

            redis.kill();
            await().untilAsserted(() -> {
                JsonNode report = report(one, "/statistics");
                assertThat(report.get("scope").asText()).isEqualTo("router");
                assertThat(report.get("problem").asText()).contains("Redis is not to be had");
            });
        }
    }

    private HttpResponse<String> reset(TestRouter router, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + router.router().adminPort() + "/statistics/reset"))
                .POST(HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode report(TestRouter router, String path) throws Exception {
        return JSON.readTree(router.admin(path).body());
    }

    private static JsonNode total(TestRouter router, String path) throws Exception {
        return report(router, path).get("total");
    }
}
