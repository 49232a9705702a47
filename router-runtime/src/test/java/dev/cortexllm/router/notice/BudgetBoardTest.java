package dev.cortexllm.router.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cortexllm.api.v1alpha1.LimitScope;
import dev.cortexllm.config.Budget;
import dev.cortexllm.config.Budget.Action;
import dev.cortexllm.config.Budget.Threshold;
import dev.cortexllm.config.Budget.Window;
import dev.cortexllm.config.RouterConfig;
import dev.cortexllm.link.RouterReport.BudgetNotice;
import dev.cortexllm.link.RouterReport.BudgetSpend;
import dev.cortexllm.router.account.Meters;
import dev.cortexllm.router.budget.CalendarWindow;
import dev.cortexllm.router.budget.Spend;
import dev.cortexllm.router.budget.Verdict;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BudgetBoardTest {
    private static final long USD = 1_000_000_000L;
    private static final long NOON = Instant.parse("2026-11-27T12:00:00Z").toEpochMilli();
    private static final CalendarWindow TODAY = CalendarWindow.at(Window.DAY, ZoneId.of("UTC"), NOON);
    private static final CalendarWindow TOMORROW =
            CalendarWindow.at(Window.DAY, ZoneId.of("UTC"), TODAY.endsAtMillis());
    private static final String KEY = "policy/1/daily";

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicLong clock = new AtomicLong(NOON);
    private final Queue<JsonNode> posts = new ConcurrentLinkedQueue<>();
    private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();
    private final Map<String, Spend> money = new ConcurrentHashMap<>();
    private final AtomicInteger redirected = new AtomicInteger();
    private HttpServer hook;
    private BudgetBoard board;

    @BeforeEach
    void start() throws Exception {
        hook = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    if (request.path().equals("/elsewhere")) {
                        redirected.incrementAndGet();
                    }
                    posts.add(json(body.getBytes()));
                    Integer status = answers.poll();
                    request.response()
                            .setStatusCode(status == null ? 200 : status)
                            .putHeader("location", "/elsewhere")
                            .end();
                }))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        board = board(Once.ALONE);
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    @Test
    void everyThresholdIsToldOnceInAWindow() {
        serve(board, Once.ALONE, budget(at(5, Action.NOTIFY), at(8, Action.THROTTLE), at(10, Action.BLOCK)));
        board.spent(KEY, TODAY, 0, 4 * USD);
        board.spent(KEY, TODAY, 4 * USD, 9 * USD);
        board.spent(KEY, TODAY, 4 * USD, 9 * USD);
        board.spent(KEY, TODAY, 9 * USD, 10 * USD);
        await().until(() -> notices().size() == 3);
        board.spent(KEY, TOMORROW, 0, 6 * USD);
        await().until(() -> notices().size() == 4);
        assertThat(notices())
                .extracting(BudgetNotice::action)
                .containsExactly(Action.NOTIFY, Action.THROTTLE, Action.BLOCK, Action.NOTIFY);
        assertThat(notices().get(0).sentence())
                .isEqualTo(
                        "budget 'daily' of policy chat has spent 9 of 10 USD in 2026-11-27[UTC]: 50 % of it, 5 USD, are"
                                + " reached");
        assertThat(crossed("notify")).isEqualTo(2);
        assertThat(crossed("throttle")).isEqualTo(1);
    }

    @Test
    void reportsTellForAMinute() {
        serve(board, Once.ALONE, budget(at(5, Action.NOTIFY)));
        board.spent(KEY, TODAY, 0, 6 * USD);
        await().until(() -> notices().size() == 1);
        clock.addAndGet(60_001);
        assertThat(board.notices()).isNull();
    }

    @Test
    void aRefusalTellsOfWhatBlocksOnce() {
        serve(board, Once.ALONE, budget(at(5, Action.NOTIFY), at(10, Action.BLOCK)));
        board.refused(KEY, Verdict.EXHAUSTED, 9 * USD, 2 * USD);
        board.refused(KEY, Verdict.EXHAUSTED, 9 * USD, 2 * USD);
        board.refused(KEY, Verdict.THROTTLED, 9 * USD, 2 * USD);
        board.refused(KEY, Verdict.UNKNOWN, 0, 2 * USD);
        await().until(() -> notices().size() == 1);
        assertThat(notices().get(0).sentence()).endsWith("a request that can cost up to 2 USD is not let through");
        assertThat(refused("exhausted")).isEqualTo(2);
        assertThat(refused("throttled")).isEqualTo(1);
        assertThat(refused("unknown")).isEqualTo(1);
    }

    @Test
    void ofManyRoutersOneTells() {
        Set<String> seen = ConcurrentHashMap.newKeySet();
        Once once = (id, millis) -> Future.succeededFuture(seen.add(id));
        BudgetBoard other = board(once);
        Budget budget = budget(hooked(5, "/hook"), at(10, Action.BLOCK));
        serve(board, once, budget);
        serve(other, once, budget);
        for (BudgetBoard one : List.of(board, other)) {
            one.refused(KEY, Verdict.EXHAUSTED, 9 * USD, 2 * USD);
            one.spent(KEY, TODAY, 0, 6 * USD);
        }
        await().until(() -> told(board) + told(other) == 2 && posts.size() == 1);
        await().during(Duration.ofMillis(200)).until(() -> told(board) + told(other) == 2 && posts.size() == 1);
    }

    @Test
    void whereNobodyKnowsWhoIsFirstItIsTold() {
        serve(board, (id, millis) -> Future.failedFuture("gone"), budget(at(5, Action.NOTIFY)));
        board.spent(KEY, TODAY, 0, 6 * USD);
        await().until(() -> notices().size() == 1);
    }

    @Test
    void webhooksGetOneJsonObject() {
        serve(board, Once.ALONE, budget(hooked(5, "/hook")));
        board.spent(KEY, TODAY, 0, 6 * USD);
        await().until(() -> posts.size() == 1);
        JsonNode post = posts.peek();
        assertThat(post.path("gateway").asText()).isEqualTo("team/main");
        assertThat(post.path("budget").asText()).isEqualTo("daily");
        assertThat(post.path("owner").asText()).isEqualTo("policy chat");
        assertThat(post.path("action").asText()).isEqualTo("Notify");
        assertThat(post.path("spentUsd").asText()).isEqualTo("6");
        assertThat(post.path("limitUsd").asText()).isEqualTo("10");
        assertThat(post.path("thresholdUsd").asText()).isEqualTo("5");
        assertThat(post.path("windowEnds").asText()).isEqualTo("2026-11-28T00:00:00Z");
        assertThat(post.path("shadow").asBoolean(true)).isFalse();
    }

    @Test
    void aWebhookThatFailsIsToldAgainAFewTimes() {
        answers.addAll(List.of(500, 429, 503));
        serve(board, Once.ALONE, budget(hooked(5, "/hook"), hooked(6, "/hook")));
        board.spent(KEY, TODAY, 0, 5 * USD);
        await().until(() -> posts.size() == 3);
        board.spent(KEY, TODAY, 5 * USD, 6 * USD);
        await().until(() -> posts.size() == 4);
        assertThat(answers).isEmpty();
    }

    @Test
    void aRedirectLeadsNowhere() {
        answers.add(307);
        serve(board, Once.ALONE, budget(hooked(5, "/hook"), hooked(6, "/hook")));
        board.spent(KEY, TODAY, 0, 5 * USD);
        await().until(() -> posts.size() == 1);
        board.spent(KEY, TODAY, 5 * USD, 6 * USD);
        await().until(() -> posts.size() == 2);
        assertThat(redirected).hasValue(0);
    }

    @Test
    void showsWhatIsSpentInThePresentWindow() {
        money.put(KEY, new Spend(3 * USD, USD / 2));
        serve(board, Once.ALONE, budget(at(3, Action.FALLBACK), at(10, Action.BLOCK)));
        await().until(() -> board.spends() != null);
        assertThat(board.spends())
                .containsExactly(new BudgetSpend(
                        KEY,
                        "",
                        "2026-11-27[UTC]",
                        TODAY.endsAtMillis(),
                        3 * USD,
                        USD / 2,
                        Action.FALLBACK,
                        false,
                        NOON));
        await().until(() -> gauge("spent") == 3.0);
        assertThat(gauge("reserved")).isEqualTo(0.5);
        assertThat(gauge("limit")).isEqualTo(10);

        board.refused(KEY, Verdict.EXHAUSTED, 9 * USD, 2 * USD);
        serve(board, Once.ALONE, budget(at(10, Action.BLOCK)));
        await().until(() -> board.spends().get(0).state() == Action.BLOCK);

        serve(board, Once.ALONE);
        await().until(() -> board.spends() == null);
        assertThat(registry.find("cortex.llm.budget.spent.usd").gauge()).isNull();
    }

    @Test
    void ofABudgetForEachTheLargestShareIsShown() {
        Budget each = new Budget(
                KEY,
                "daily",
                "policy chat",
                Window.DAY,
                "UTC",
                10 * USD,
                false,
                Budget.Unbounded.CAP,
                4096,
                false,
                List.of(at(8, Action.NOTIFY)),
                List.of(LimitScope.KEY, LimitScope.MODEL));
        money.put(KEY + "|key=b|model=m", new Spend(9 * USD, 0));
        serve(board, Once.ALONE, each);
        board.spent(KEY + "|key=a|model=m", TODAY, 0, USD);
        board.spent(KEY + "|key=b|model=m", TODAY, 0, 9 * USD);
        serve(board, Once.ALONE, each);
        await().until(() -> board.spends() != null && board.spends().get(0).spentNanoUsd() == 9 * USD);
        assertThat(board.spends().get(0).share()).isEqualTo("key=b,model=m");
        await().until(() -> notices().size() == 1);
        assertThat(notices().get(0).sentence()).contains("(key=b,model=m) has spent 9 of 10 USD");
    }

    @Test
    void whatNoConfigurationNamesIsNobodysBusiness() {
        serve(board, Once.ALONE);
        board.spent(KEY, TODAY, 0, 6 * USD);
        board.refused(KEY, Verdict.EXHAUSTED, 0, 1);
        assertThat(board.notices()).isNull();
    }

    private BudgetBoard board(Once once) {
        return new BudgetBoard(
                vertx, new Meters(registry), clock::get, List.of(Duration.ofMillis(10), Duration.ofMillis(10)));
    }

    private void serve(BudgetBoard on, Once once, Budget... budgets) {
        BudgetReader reader = new BudgetReader() {
            @Override
            public Future<List<Spend>> read(List<Account> accounts) {
                return Future.succeededFuture(accounts.stream()
                        .map(account -> money.getOrDefault(account.key(), Spend.NONE))
                        .collect(Collectors.toList()));
            }

            @Override
            public boolean shared() {
                return false;
            }
        };
        RouterConfig.Settings settings = new RouterConfig.Settings(1024, 1000, null, null, List.of(budgets), null);
        on.serve(
                new RouterConfig(RouterConfig.SCHEMA_VERSION, "team/main", settings, List.of(), List.of()),
                once,
                reader);
    }

    private static Budget budget(Threshold... thresholds) {
        return new Budget(
                KEY,
                "daily",
                "policy chat",
                Window.DAY,
                "UTC",
                10 * USD,
                false,
                Budget.Unbounded.CAP,
                4096,
                false,
                List.of(thresholds),
                null);
    }

    private static Threshold at(long usd, Action action) {
        return new Threshold(usd * USD, action, null);
    }

    private Threshold hooked(long usd, String path) {
        return new Threshold(usd * USD, Action.NOTIFY, "http://127.0.0.1:" + hook.actualPort() + path);
    }

    private List<BudgetNotice> notices() {
        List<BudgetNotice> notices = board.notices();
        return notices == null ? List.of() : notices;
    }

    private static int told(BudgetBoard one) {
        return one.notices() == null ? 0 : one.notices().size();
    }

    private double crossed(String action) {
        return registry.find("cortex.llm.budget.crossed").tag("action", action).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private double refused(String reason) {
        return registry.get("cortex.llm.budget.refused")
                .tag("reason", reason)
                .counter()
                .count();
    }

    private double gauge(String what) {
        return registry.get("cortex.llm.budget." + what + ".usd").gauge().value();
    }

    private static JsonNode json(byte[] body) {
        try {
            return new ObjectMapper().readTree(body);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
