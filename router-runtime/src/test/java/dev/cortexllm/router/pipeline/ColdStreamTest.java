package dev.cortexllm.router.pipeline;

import static dev.cortexllm.router.pipeline.ColdModel.chat;
import static dev.cortexllm.router.pipeline.FakeUpstream.content;
import static dev.cortexllm.router.pipeline.FakeUpstream.cut;
import static dev.cortexllm.router.pipeline.FakeUpstream.done;
import static dev.cortexllm.router.pipeline.FakeUpstream.finish;
import static dev.cortexllm.router.pipeline.FakeUpstream.role;
import static dev.cortexllm.router.pipeline.FakeUpstream.status;
import static dev.cortexllm.router.pipeline.FakeUpstream.stream;
import static dev.cortexllm.router.pipeline.FakeUpstream.usage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.router.budget.Budgets;
import dev.cortexllm.router.limit.Limits;
import dev.cortexllm.router.outcome.Api;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Streams that wait so long for a cold deployment that their clients are given signs of life, which takes ten seconds. */
@Execution(ExecutionMode.CONCURRENT)
class ColdStreamTest {
    private static final Map<Api, String> SIGNS =
            Map.of(Api.OPENAI, ": waiting for local\n\n", Api.ANTHROPIC, "event: ping\ndata: {\"type\": \"ping\"}\n\n");

    private final Vertx vertx = Vertx.vertx();
    private FakeUpstream pod;
    private TestRouter router;
    private ColdModel cold;

    @BeforeEach
    void start() {
        pod = new FakeUpstream(vertx);
        router = new TestRouter();
        cold = new ColdModel(router);
    }

    @AfterEach
    void stop() {
        router.close();
        FakeUpstream.await(vertx.close());
    }

    @Test
    void an_answer_follows_the_signs_of_life_under_one_head() throws Exception {
        answersWith(stream(role(), content("hello"), finish(), usage(), done()));

        Map<Api, String> texts = afterSigns();

        texts.forEach((api, text) -> {
            assertThat(text.split("HTTP/1.1 ", -1)).as("heads").hasSize(2);
            assertThat(text)
                    .startsWith("HTTP/1.1 200 OK")
                    .containsIgnoringCase("content-type: text/event-stream\r\n")
                    .containsIgnoringCase("x-cortex-policy: chat\r\n")
                    .containsIgnoringCase("x-cortex-request-id: ")
                    .doesNotContainIgnoringCase("x-cortex-provider")
                    .contains("hello")
                    .contains(api == Api.ANTHROPIC ? "message_stop" : "[DONE]")
                    .endsWith("0\r\n\r\n");
            assertThat(text.indexOf(SIGNS.get(api))).isLessThan(text.indexOf("hello"));
        });
        router.awaitIdle();
        cold.awaitWaiting(0);
    }

    @Test
    void a_refusal_of_the_model_is_told_by_an_event() throws Exception {
        answersWith(
                status(400, "{\n  \"error\": {\n    \"message\": \"no such tool\",\n    \"code\": \"odd\"\n  }\n}"));

        afterSigns().forEach((api, text) -> {
            assertThat(text.split("HTTP/1.1 ", -1)).as("heads").hasSize(2);
            assertThat(text).contains("no such tool");
            error(api, text);
        });
        router.awaitIdle();
    }

    @Test
    void a_failure_of_the_model_is_told_by_an_event_once() throws Exception {
        answersWith(cut(role(), content("hel")));

        afterSigns().forEach((api, text) -> {
            assertThat(text).contains("hel").contains("broke off in the middle");
            assertThat(text.split("broke off", -1)).as("told once").hasSize(2);
            error(api, text);
        });
        router.awaitIdle();
    }

    @Test
    void so_is_it_when_the_model_was_not_ready_in_time() throws Exception {
        router.serve(ColdModel.configs(10_500, 10));

        Map<Api, String> texts = new EnumMap<>(Api.class);
        try (Socket openai = open(Api.OPENAI);
                Socket anthropic = open(Api.ANTHROPIC)) {
            texts.put(Api.OPENAI, rest(openai));
            texts.put(Api.ANTHROPIC, rest(anthropic));
        }

        texts.forEach((api, text) -> {
            assertThat(text)
                    .startsWith("HTTP/1.1 200 OK")
                    .contains(SIGNS.get(api))
                    .contains("Policy chat cannot serve now: local was not ready within 10s500ms.");
            error(api, text);
        });
        router.awaitIdle();
        cold.awaitWaiting(0);
    }

    private void error(Api api, String text) {
        String event =
                api == Api.ANTHROPIC ? "event: error\ndata: {\"type\":\"error\"" : "data: {\"error\":{\"message\":";
        assertThat(text.substring(text.indexOf(SIGNS.get(api)))).contains(event);
    }

    private void answersWith(Handler<HttpServerRequest> step) throws Exception {
        pod.then(chat(step));
        // Limits and budgets want to tell of themselves in headers, for which it is too late.
        router.serve(ColdModel.configs(60_000, 10)
                .gatewayLimits(Limits.requests("all", 1_000))
                .gatewayBudgets(Budgets.blocking("money", 1_000_000_000_000L)));
    }

    /** What both dialects' clients get, head and all, when the model becomes ready after the first sign of life. */
    private Map<Api, String> afterSigns() throws Exception {
        Map<Api, Socket> sockets = new EnumMap<>(Api.class);
        Map<Api, String> texts = new EnumMap<>(Api.class);
        List<Socket> opened = new ArrayList<>();
        try {
            for (Api api : Api.values()) {
                opened.add(open(api));
                sockets.put(api, opened.get(opened.size() - 1));
            }
            for (Api api : Api.values()) {
                texts.put(api, RawClient.readUntil(sockets.get(api), SIGNS.get(api)));
            }
            cold.becomesReady(pod);
            for (Api api : Api.values()) {
                texts.merge(api, rest(sockets.get(api)), String::concat);
            }
            return texts;
        } finally {
            for (Socket socket : opened) {
                socket.close();
            }
        }
    }

    private Socket open(Api api) throws IOException {
        return RawClient.open(router.port(), TestRouter.path(api), TestRouter.body(api, true));
    }

    /** All that comes until the end, however that comes. */
    private static String rest(Socket socket) {
        StringBuilder text = new StringBuilder();
        byte[] bytes = new byte[8192];
        try {
            for (int read = socket.getInputStream().read(bytes);
                    read >= 0;
                    read = socket.getInputStream().read(bytes)) {
                text.append(new String(bytes, 0, read, StandardCharsets.UTF_8));
            }
        } catch (IOException cut) {
            return text.toString();
        }
        return text.toString();
    }
}
