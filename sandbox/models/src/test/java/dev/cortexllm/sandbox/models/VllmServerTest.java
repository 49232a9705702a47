package dev.cortexllm.sandbox.models;

import static dev.cortexllm.sandbox.models.TestServer.data;
import static dev.cortexllm.sandbox.models.TestServer.json;
import static dev.cortexllm.sandbox.models.TestServer.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class VllmServerTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final String HELLO = "'model':'kimi','messages':[{'role':'user','content':'hello there'}]";

    @Test
    void tells_prometheus_under_vllms_names() throws Exception {
        try (TestServer server = TestServer.start("vllm serve org/kimi --served-model-name kimi --max-num-seqs 1")) {
            server.post(CHAT, quoted("{" + HELLO + ",'max_tokens':3}"));
            server.fault("{'kind':'stall','afterTokens':0,'next':1}");
            try (var held = server.open(CHAT, quoted("{" + HELLO + ",'stream':true}"))) {
                server.await("running", 1);
                var waiting = server.postLater(CHAT, quoted("{" + HELLO + "}"));
                server.await("waiting", 1);
                String text = server.get("/metrics").body();
                assertSample(text, "vllm:num_requests_running", "", 1);
                assertSample(text, "vllm:num_requests_waiting", "", 1);
                assertSample(text, "vllm:num_requests_waiting_by_reason", ",reason=\"capacity\"", 1);
                assertThat(sample(text, "vllm:kv_cache_usage_perc", "")).isBetween(1e-9, 1.0);
                assertThat(json(server.get("/load").body()).get("server_load").asInt())
                        .isEqualTo(2);
                assertThat(waiting).isNotDone();
            }
            server.await("served", 2);
            String text = server.get("/metrics").body();
            assertSample(text, "vllm:request_success_total", ",finished_reason=\"length\"", 1);
            assertSample(text, "vllm:request_success_total", ",finished_reason=\"stop\"", 1);
            assertSample(text, "vllm:request_success_total", ",finished_reason=\"abort\"", 1);
            assertSample(text, "vllm:prompt_tokens_total", "", 12);
            assertSample(text, "vllm:generation_tokens_total", "", 67);
            assertSample(text, "vllm:time_to_first_token_seconds_count", "", 2);
            assertSample(text, "vllm:e2e_request_latency_seconds_bucket", ",le=\"+Inf\"", 3);
            assertSample(text, "vllm:request_queue_time_seconds_count", "", 3);
            assertThat(text).contains("# TYPE vllm:time_to_first_token_seconds histogram");
        }
    }

    @Test
    void counts_the_prefix_cache() {
        try (TestServer server = TestServer.start("vllm serve kimi")) {
            String words = "{'model':'kimi','messages':[{'role':'user','content':'" + "w ".repeat(40) + "'}]}";
            server.post(CHAT, quoted(words));
            server.post(CHAT, quoted(words));
            String text = server.get("/metrics").body();
            assertSample(text, "vllm:prefix_cache_queries_total", "", 82);
            assertSample(text, "vllm:prefix_cache_hits_total", "", 32);
        }
    }

    @Test
    void speaks_its_own_dialect() {
        try (TestServer server = TestServer.start("vllm serve kimi --api-key k --max-model-len 100")) {
            String[] key = {"authorization", "Bearer k", "x-request-id", "abc"};
            assertThat(server.get("/health").statusCode()).isEqualTo(200);
            assertThat(server.get("/health").body()).isEmpty();
            assertThat(json(server.get("/version").body()).has("version")).isTrue();
            HttpResponse<String> denied = server.post(CHAT, quoted("{" + HELLO + "}"));
            assertThat(denied.statusCode()).isEqualTo(401);
            assertThat(denied.body()).isEqualTo(quoted("{'error':'Unauthorized'}"));

            JsonNode models = json(server.get("/v1/models", key).body());
            assertThat(models.at("/data/0/owned_by").asText()).isEqualTo("vllm");
            assertThat(models.at("/data/0/max_model_len").asInt()).isEqualTo(100);

            HttpResponse<String> unknown = server.post(CHAT, quoted("{'model':'x','messages':[]}"), key);
            assertThat(unknown.statusCode()).isEqualTo(404);
            assertThat(json(unknown.body()).at("/error/code").asInt()).isEqualTo(404);
            assertThat(json(unknown.body()).at("/error/type").asText()).isEqualTo("NotFoundError");

            String extra = "{'messages':[{'role':'user','content':'x'}],'top_k':3,'max_tokens':2}";
            JsonNode answer = json(server.post(CHAT, quoted(extra), key).body());
            assertThat(answer.get("id").asText()).isEqualTo("chatcmpl-abc");
            assertThat(answer.get("model").asText()).isEqualTo("kimi");
            assertThat(server.post(CHAT, quoted(extra.replace("2}", "100}")), key)
                            .statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void streams_without_null_usage_and_ends_errors_with_done() {
        try (TestServer server = TestServer.start("vllm serve kimi")) {
            String body =
                    quoted("{" + HELLO + ",'stream':true,'max_tokens':4,'stream_options':{'include_usage':true}}");
            List<String> data = data(server.post(CHAT, body).body());
            assertThat(data).hasSize(8).endsWith("[DONE]");
            assertThat(data.subList(0, 6)).noneMatch(chunk -> chunk.contains("usage"));
            assertThat(json(data.get(6)).at("/usage/total_tokens").asInt()).isEqualTo(10);

            server.fault("{'kind':'errorEvent','afterTokens':2,'message':'boom'}");
            List<String> broken = data(server.post(CHAT, body).body());
            assertThat(broken).hasSize(5).endsWith("[DONE]");
            assertThat(json(broken.get(3)).at("/error/message").asText()).isEqualTo("boom");
        }
    }

    @Test
    void tools_need_the_flag_unless_one_is_named() {
        String tools = ",'tools':[{'type':'function','function':{'name':'f'}}]";
        String asked = quoted("{'messages':[{'role':'user','content':'call:f'}]" + tools + "}");
        String required = quoted("{" + HELLO + tools + ",'tool_choice':'required'}");
        try (TestServer server = TestServer.start("vllm serve kimi")) {
            HttpResponse<String> refused = server.post(CHAT, asked);
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.body()).contains("--enable-auto-tool-choice");
            assertThat(server.post(CHAT, required).body()).contains("tool_calls");
        }
        try (TestServer server = TestServer.start("vllm serve kimi --enable-auto-tool-choice --tool-call-parser x")) {
            assertThat(server.post(CHAT, asked).body()).contains("tool_calls");
        }
    }

    private static void assertSample(String text, String name, String labels, double value) {
        assertThat(sample(text, name, labels)).as(name + labels).isEqualTo(value);
    }

    private static double sample(String text, String name, String labels) {
        String line = name + "{engine=\"0\",model_name=\"kimi\"" + labels + "} ";
        Matcher found = Pattern.compile("^" + Pattern.quote(line) + "(.+)$", Pattern.MULTILINE)
                .matcher(text);
        assertThat(found.find()).as(line + " in " + text).isTrue();
        return Double.parseDouble(found.group(1));
    }
}
