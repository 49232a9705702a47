package dev.cortexllm.sandbox.models;

import static dev.cortexllm.sandbox.models.TestServer.data;
import static dev.cortexllm.sandbox.models.TestServer.json;
import static dev.cortexllm.sandbox.models.TestServer.quoted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FaultServerTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final String PLAIN = quoted("{'model':'m','messages':[{'role':'user','content':'hi'}]}");
    private static final String STREAM = PLAIN.replace("]}", "],\"stream\":true}");
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start("openai --model m --completion-tokens 6 --capacity 4");
    }

    @AfterEach
    void heal() {
        server.sendNow("DELETE", "/__sim/faults", "");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void status_in_the_vendors_shape_or_its_own() {
        server.fault("{'kind':'status','code':429,'retryAfter':'7','message':'slow down'}");
        HttpResponse<String> shaped = server.post(CHAT, PLAIN);
        assertThat(shaped.statusCode()).isEqualTo(429);
        assertThat(shaped.headers().firstValue("retry-after")).contains("7");
        assertThat(json(shaped.body()).at("/error/message").asText()).isEqualTo("slow down");
        server.fault("{'kind':'status','code':502,'body':'<h1>no</h1>'}");
        assertThat(server.post(CHAT, PLAIN).body()).isEqualTo("<h1>no</h1>");
    }

    @Test
    void every_third_and_the_next_two() {
        server.fault("{'kind':'status','every':3}");
        assertThat(statuses(7)).containsExactly(200, 200, 500, 200, 200, 500, 200);
        server.fault("{'kind':'status','next':2}");
        assertThat(statuses(4)).containsExactly(500, 500, 200, 200);
    }

    @Test
    void probability_is_the_same_each_time() {
        server.fault("{'kind':'status','probability':0.5}");
        List<Integer> first = statuses(20);
        server.fault("{'kind':'status','probability':0.5}");
        assertThat(statuses(20)).isEqualTo(first).contains(200, 500);
    }

    @Test
    void stall_before_the_headers_answers_nothing() throws Exception {
        server.fault("{'kind':'stall','next':1}");
        CompletableFuture<HttpResponse<String>> stalled = server.postLater(CHAT, PLAIN, "x-request-id", "stalled");
        server.awaitTrue(() -> server.sim("requests?last=1").toString().contains("\"stalled\""));
        // Whatever the server had to say, it would have said before it answers the next one.
        assertThat(server.post(CHAT, PLAIN).statusCode()).isEqualTo(200);
        assertThat(stalled).isNotDone();
        stalled.cancel(true);
    }

    @Test
    void stall_after_tokens_keeps_the_slot_until_the_client_leaves() throws Exception {
        long cancelled = server.stats().get("cancelled").asLong();
        server.fault("{'kind':'stall','afterTokens':2,'next':1}");
        try (InputStream stream = server.open(CHAT, STREAM)) {
            String read = readEvents(stream, 3);
            assertThat(data(read)).hasSize(3);
            assertThat(server.stats().get("running").asInt()).isEqualTo(1);
        }
        server.await("cancelled", cancelled + 1);
        server.await("running", 0);
    }

    @Test
    void disconnect_before_the_headers_and_after_tokens() throws Exception {
        server.fault("{'kind':'disconnect'}");
        assertThatThrownBy(() -> server.post(CHAT, PLAIN)).hasRootCauseInstanceOf(IOException.class);
        server.fault("{'kind':'disconnect','afterTokens':3}");
        String cut = server.raw(CHAT, STREAM);
        assertThat(data(cut)).hasSize(4);
        assertThat(cut).as("the closing chunk of HTTP is missing").doesNotEndWith("0\r\n\r\n");
        assertThatThrownBy(() -> server.post(CHAT, STREAM)).hasRootCauseInstanceOf(IOException.class);
    }

    @Test
    void truncated_json_ends_in_the_middle() {
        server.fault("{'kind':'truncatedJson','afterTokens':0}");
        assertBroken(server.post(CHAT, PLAIN).body());
        server.fault("{'kind':'truncatedJson','afterTokens':2}");
        List<String> data = data(server.post(CHAT, STREAM).body());
        assertThat(data).hasSize(4);
        assertBroken(data.get(3));
    }

    @Test
    void invalid_json_keeps_the_framing() {
        server.fault("{'kind':'invalidJson','afterTokens':6}");
        assertBroken(server.post(CHAT, PLAIN).body());
        server.fault("{'kind':'invalidJson','afterTokens':2}");
        List<String> data = data(server.post(CHAT, STREAM).body());
        assertThat(data).hasSize(9).endsWith("[DONE]");
        assertBroken(data.get(3));
        json(data.get(4));
    }

    @Test
    void an_endless_line_does_not_end() throws Exception {
        server.fault("{'kind':'endlessLine','afterTokens':1}");
        for (String body : List.of(PLAIN, STREAM)) {
            try (InputStream stream = server.open(CHAT, body)) {
                String read = new String(stream.readNBytes(40_000), StandardCharsets.UTF_8);
                assertThat(read.substring(read.lastIndexOf('\n') + 1).length()).isGreaterThan(38_000);
            }
        }
    }

    @Test
    void wrong_content_type() {
        server.fault("{'kind':'wrongContentType'}");
        HttpResponse<String> response = server.post(CHAT, STREAM);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).contains("text/html");
    }

    @Test
    void an_error_event_ends_the_stream_without_done() {
        server.fault("{'kind':'errorEvent','afterTokens':2,'message':'boom'}");
        List<String> data = data(server.post(CHAT, STREAM).body());
        assertThat(data).hasSize(4);
        assertThat(json(data.get(3)).at("/error/message").asText()).isEqualTo("boom");
        assertThat(server.post(CHAT, PLAIN).statusCode()).isEqualTo(500);
    }

    @Test
    void split_and_slow_change_no_byte() throws Exception {
        String whole = withoutIds(server.post(CHAT, STREAM).body());
        server.fault("{'kind':'split','bytes':1}");
        assertThat(withoutIds(server.post(CHAT, STREAM).body())).isEqualTo(whole);
        HttpResponse<String> plain = server.post(CHAT, PLAIN);
        json(plain.body());
        server.fault("{'kind':'slow','factor':2}");
        assertThat(withoutIds(server.post(CHAT, STREAM).body())).isEqualTo(whole);
    }

    @Test
    void faults_strike_documents_too_and_probes_never() {
        server.fault("{'kind':'invalidJson'}");
        assertBroken(server.post("/v1/embeddings", quoted("{'model':'m','input':'x'}"))
                .body());
        server.fault("{'kind':'status','code':500}");
        assertThat(server.get("/health").statusCode()).isEqualTo(200);
        assertThat(server.get("/v1/models").statusCode()).isEqualTo(200);
    }

    @Test
    void wrong_rules_are_refused_with_a_sentence() {
        assertThatThrownBy(() -> server.fault("{'kind':'meteor'}"))
                .hasMessageContaining("faults[0].kind: must be one of status");
        assertThatThrownBy(() -> server.fault("{'kind':'stall','after':1}"))
                .hasMessageContaining("faults[0].after: unknown");
        assertThatThrownBy(() -> server.fault("{'kind':'stall','probability':2}"))
                .hasMessageContaining("between 0 and 1");
        assertThatThrownBy(() -> server.fault("{'kind':'stall','next':1,'every':1}"))
                .hasMessageContaining("give one of");
    }

    private static List<Integer> statuses(int requests) {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            statuses.add(server.post(CHAT, PLAIN).statusCode());
        }
        return statuses;
    }

    private static void assertBroken(String text) {
        assertThatThrownBy(() -> new ObjectMapper().readTree(text)).as(text).isInstanceOf(IOException.class);
    }

    private static String withoutIds(String stream) {
        return stream.replaceAll("chatcmpl-\\w+", "id").replaceAll("\"created\":\\d+", "");
    }

    private static String readEvents(InputStream stream, int events) throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.toString().split("\n\n", -1).length <= events) {
            read.append((char) stream.read());
        }
        return read.toString();
    }
}
