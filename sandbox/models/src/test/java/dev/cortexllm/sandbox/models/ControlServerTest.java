package dev.cortexllm.sandbox.models;

import static dev.cortexllm.sandbox.models.TestServer.json;
import static dev.cortexllm.sandbox.models.TestServer.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ControlServerTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final String PLAIN = quoted("{'model':'m','messages':[{'role':'user','content':'hi'}]}");
    private static final String STREAM = PLAIN.replace("]}", "],\"stream\":true}");
    private static final String STALL = "{'kind':'stall','afterTokens':2,'next':1}";

    @Test
    void bills_what_was_made_also_when_nobody_waited_for_it() throws Exception {
        try (TestServer server = TestServer.start("openai --model m --prices 3,15 --completion-tokens 4")) {
            server.post(CHAT, PLAIN, "x-request-id", "client-1");
            server.fault(STALL);
            server.open(CHAT, STREAM).close();
            server.await("cancelled", 1);

            JsonNode bill = server.sim("bill");
            JsonNode whole = bill.at("/entries/0");
            assertThat(whole.get("requestId").asText()).startsWith("chatcmpl-");
            assertThat(whole.get("clientRequestId").asText()).isEqualTo("client-1");
            assertThat(whole.get("promptTokens").asInt()).isEqualTo(5);
            assertThat(whole.get("completionTokens").asInt()).isEqualTo(4);
            assertThat(whole.get("deliveredTokens").asInt()).isEqualTo(4);
            assertThat(whole.get("cancelled").asBoolean()).isFalse();
            assertThat(whole.get("usd").decimalValue()).isEqualByComparingTo(new BigDecimal("0.000075"));
            JsonNode left = bill.at("/entries/1");
            assertThat(left.get("completionTokens").asInt()).isEqualTo(2);
            assertThat(left.get("deliveredTokens").asInt()).isEqualTo(2);
            assertThat(left.get("cancelled").asBoolean()).isTrue();
            assertThat(bill.get("usd").decimalValue()).isEqualByComparingTo(new BigDecimal("0.00012"));
            assertThat(server.sim("bill?last=1").get("entries")).hasSize(1);
        }
    }

    @Test
    void bills_what_its_cache_knows_at_the_prices_it_tells() throws Exception {
        String words = " w".repeat(35);
        String marked =
                quoted("{'model':'m','max_tokens':4,'messages':[{'role':'user','content':[{'type':'text','text':'a"
                        + words + "','cache_control':{'type':'ephemeral'}}]}]}");
        try (TestServer server = TestServer.start(
                "anthropic --model m --prices 3,15,0.3,3.75 --completion-tokens 4 --prefix-cache-blocks 9")) {
            server.post("/v1/messages", marked, "anthropic-version", "2023-06-01");
            String second = server.post("/v1/messages", marked, "anthropic-version", "2023-06-01")
                    .body();

            JsonNode usage = json(second).get("usage");
            JsonNode bill = server.sim("bill");
            assertThat(bill.at("/entries/0/writtenTokens").asInt()).isEqualTo(32);
            assertThat(bill.at("/entries/0/usd").decimalValue())
                    .as("32 written, 8 others, 4 of answer")
                    .isEqualByComparingTo(new BigDecimal("0.000204"));
            assertThat(bill.at("/entries/1/cachedTokens")).isEqualTo(usage.get("cache_read_input_tokens"));
            assertThat(bill.at("/entries/1/usd").decimalValue())
                    .as("32 read, 8 others, 4 of answer")
                    .isEqualByComparingTo(new BigDecimal("0.0000936"));
        }
    }

    @Test
    void tells_what_was_answered_in_words_of_no_vendor() throws Exception {
        try (TestServer server = TestServer.start("openai --model m --completion-tokens 4")) {
            String answered = server.post(CHAT, PLAIN).body();
            server.fault(STALL);
            server.open(CHAT, STREAM).close();
            server.await("cancelled", 1);

            JsonNode answers = server.sim("answers").get("answers");
            assertThat(answers).as("what nobody got is no answer").hasSize(1);
            JsonNode answer = answers.get(0);
            JsonNode body = TestServer.json(answered);
            assertThat(answer.get("requestId")).isEqualTo(body.get("id"));
            assertThat(answer.get("finish").asText()).isEqualTo("stop");
            assertThat(answer.get("promptTokens").asInt()).isEqualTo(5);
            assertThat(answer.get("completionTokens").asInt()).isEqualTo(4);
            assertThat(answer.at("/parts/0/kind").asText()).isEqualTo("text");
            assertThat(answer.at("/parts/0/text")).isEqualTo(body.at("/choices/0/message/content"));
        }
    }

    @Test
    void a_cancelled_generation_frees_its_slot_for_the_next() throws Exception {
        try (TestServer server = TestServer.start("openai --model m --capacity 1")) {
            server.fault(STALL);
            InputStream held = server.open(CHAT, STREAM);
            CompletableFuture<HttpResponse<String>> next = server.postLater(CHAT, PLAIN);
            server.await("waiting", 1);
            assertThat(next).isNotDone();
            held.close();
            assertThat(next.get().statusCode()).isEqualTo(200);
            assertThat(server.stats().get("cancelled").asInt()).isEqualTo(1);
        }
    }

    @Test
    void the_queue_is_first_come_first_served_and_limited() throws Exception {
        try (TestServer server = TestServer.start("openai --model m --capacity 1 --queue-limit 3")) {
            server.fault(STALL);
            InputStream held = server.open(CHAT, STREAM);
            List<String> order = new ArrayList<>();
            List<CompletableFuture<?>> queued = new ArrayList<>();
            for (int i = 1; i <= 3; i++) {
                queued.add(server.postLater(CHAT, PLAIN, "x-request-id", "c" + i));
                server.await("waiting", i);
            }
            HttpResponse<String> refused = server.post(CHAT, PLAIN);
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("retry-after")).isPresent();
            assertThat(json(refused.body()).at("/error/code").asText()).isEqualTo("rate_limit_exceeded");
            held.close();
            CompletableFuture.allOf(queued.toArray(CompletableFuture[]::new)).get();
            server.sim("bill")
                    .get("entries")
                    .forEach(e -> order.add(e.get("clientRequestId").asText()));
            assertThat(order).containsExactly("null", "c1", "c2", "c3");
            assertThat(server.stats().get("rejected").asInt()).isEqualTo(1);
        }
    }

    @Test
    void remembers_exactly_what_came() {
        try (TestServer server = TestServer.start("openai --model m")) {
            server.post(CHAT + "?a=1", PLAIN, "X-Custom", "yes", "Authorization", "Bearer k");
            server.get("/v1/models");
            server.get("/health");
            JsonNode requests = server.sim("requests").get("requests");
            assertThat(requests).hasSize(2);
            JsonNode first = requests.get(0);
            assertThat(first.get("method").asText()).isEqualTo("POST");
            assertThat(first.get("path").asText()).isEqualTo(CHAT);
            assertThat(first.at("/query/a").asText()).isEqualTo("1");
            assertThat(first.at("/headers/x-custom").asText()).isEqualTo("yes");
            assertThat(first.at("/headers/authorization").asText()).isEqualTo("Bearer k");
            assertThat(first.get("body").asText()).isEqualTo(PLAIN);
            assertThat(server.sim("requests?last=1").at("/requests/0/path").asText())
                    .isEqualTo("/v1/models");
        }
    }

    @Test
    void settings_change_while_it_runs() throws Exception {
        try (TestServer server = TestServer.start("openai --model m --capacity 1 --time-per-token 3ms")) {
            server.fault(STALL);
            InputStream held = server.open(CHAT, STREAM);
            CompletableFuture<HttpResponse<String>> next = server.postLater(CHAT, PLAIN);
            server.await("waiting", 1);
            HttpResponse<String> changed = server.sendNow(
                    "PUT", "/__sim/settings", quoted("{'capacity':2,'completionTokens':3,'timePerToken':'1.5ms'}"));
            assertThat(json(changed.body()).get("timePerToken").asText()).isEqualTo("1500us");
            assertThat(next.get().statusCode()).isEqualTo(200);
            assertThat(json(server.post(CHAT, PLAIN).body())
                            .at("/usage/completion_tokens")
                            .asInt())
                    .isEqualTo(3);
            held.close();
            HttpResponse<String> wrong = server.sendNow("PUT", "/__sim/settings", quoted("{'speed':2}"));
            assertThat(wrong.statusCode()).isEqualTo(400);
            assertThat(wrong.body()).contains("speed is not a setting");
        }
    }

    @Test
    void stats_start_anew_after_a_reset() {
        try (TestServer server = TestServer.start("openai --model m --completion-tokens 7")) {
            server.post(CHAT, PLAIN);
            JsonNode stats = server.stats();
            assertThat(stats.get("served").asInt()).isEqualTo(1);
            assertThat(stats.get("promptTokens").asInt()).isEqualTo(5);
            assertThat(stats.get("completionTokens").asInt()).isEqualTo(7);
            server.post("/__sim/stats/reset", "");
            assertThat(server.stats().get("served").asInt()).isZero();
            assertThat(server.get("/__sim/nothing").statusCode()).isEqualTo(404);
        }
    }
}
