package dev.cortexllm.sandbox.models;

import static dev.cortexllm.sandbox.models.TestServer.json;
import static dev.cortexllm.sandbox.models.TestServer.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OllamaServerTest {
    private static final String HELLO = "'model':'llama','messages':[{'role':'user','content':'hello there'}]";
    private static final String TOOL = "'tools':[{'type':'function','function':{'name':'weather','parameters':"
            + "{'type':'object','properties':{'city':{'type':'string'}}}}}]";
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start("ollama --model llama:latest --completion-tokens 4");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void streams_lines_unless_told_not_to() {
        HttpResponse<String> response = post("/api/chat", "{" + HELLO + "}");
        assertThat(response.headers().firstValue("content-type")).contains("application/x-ndjson");
        List<JsonNode> lines = response.body().lines().map(TestServer::json).toList();
        assertThat(lines).hasSize(5);
        assertThat(lines)
                .extracting(line -> line.get("done").asBoolean())
                .containsExactly(false, false, false, false, true);
        JsonNode last = lines.get(4);
        assertThat(last.get("done_reason").asText()).isEqualTo("stop");
        assertThat(last.get("prompt_eval_count").asInt()).isEqualTo(6);
        assertThat(last.get("eval_count").asInt()).isEqualTo(4);
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line.at("/message/content").asText()));

        JsonNode whole =
                json(post("/api/chat", "{" + HELLO + ",'stream':false}").body());
        assertThat(whole.at("/message/content").asText())
                .isEqualTo(text.toString())
                .isNotEmpty();
        assertThat(whole.get("done").asBoolean()).isTrue();
    }

    @Test
    void generates_and_honours_options() {
        JsonNode answer = json(post(
                        "/api/generate",
                        "{'model':'llama:latest','prompt':'hi','stream':false,'options':{'num_predict':2}}")
                .body());
        assertThat(answer.get("response").asText().split(" ")).hasSize(2);
        assertThat(answer.get("done_reason").asText()).isEqualTo("length");
    }

    @Test
    void calls_a_tool_in_one_line() {
        String asked = "{'model':'llama','messages':[{'role':'user','content':'call:weather'}]," + TOOL;
        List<JsonNode> lines = post("/api/chat", asked + "}")
                .body()
                .lines()
                .map(TestServer::json)
                .toList();
        assertThat(lines).hasSize(2);
        JsonNode function = lines.get(0).at("/message/tool_calls/0/function");
        assertThat(function.get("name").asText()).isEqualTo("weather");
        assertThat(function.at("/arguments/city").isTextual()).isTrue();
        assertThat(lines.get(1).get("done_reason").asText()).isEqualTo("stop");
        JsonNode whole = json(post("/api/chat", asked + ",'stream':false}").body());
        assertThat(whole.at("/message/tool_calls/0/function")).isEqualTo(function);
    }

    @Test
    void answers_json_and_loads_without_a_prompt() {
        JsonNode answer = json(post("/api/chat", "{" + HELLO + ",'format':'json','stream':false}")
                .body());
        assertThat(json(answer.at("/message/content").asText()).isObject()).isTrue();
        JsonNode load = json(post("/api/chat", "{'model':'llama'}").body());
        assertThat(load.get("done_reason").asText()).isEqualTo("load");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'messages':[]}                                                            | 400 | model is required
            {'model':'nope','messages':[]}                                             | 404 | model 'nope' not found
            {'model':'llama','messages':[{'role':'user','content':[{'type':'text'}]}]} | 400 | cannot unmarshal array
            {'model':'llama','messages':[{'role':'assistant','tool_calls':[{'function':{'name':'f','arguments':'{}'}}]}]} | 400 | cannot unmarshal string
            {'model':'llama','think':true,'messages':[{'role':'user','content':'x'}]}  | 400 | does not support thinking
            {'model':                                                                  | 400 | invalid request body
            """)
    void refuses_what_ollama_refuses(String body, int status, String hint) {
        HttpResponse<String> response = post("/api/chat", body);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(json(response.body()).get("error").asText()).contains(hint);
    }

    @Test
    void shows_its_library() {
        assertThat(server.get("/").body()).isEqualTo("Ollama is running");
        assertThat(server.sendNow("HEAD", "/", "").statusCode()).isEqualTo(200);
        assertThat(json(server.get("/api/tags").body()).at("/models/0/name").asText())
                .isEqualTo("llama:latest");
        assertThat(json(server.get("/api/ps").body()).at("/models/0/size_vram").isNumber())
                .isTrue();
        assertThat(json(post("/api/show", "{'model':'llama'}").body()).get("capabilities"))
                .isNotEmpty();
        assertThat(post("/api/pull", "{'model':'llama'}").body().lines().toList())
                .anyMatch(line -> line.contains("\"total\":1000000000,\"completed\":500000000"))
                .endsWith("{\"status\":\"success\"}");
        assertThat(post("/api/show", "{'model':'other'}").statusCode()).isEqualTo(404);
        post("/api/copy", "{'source':'llama','destination':'other'}");
        assertThat(post("/api/show", "{'model':'other'}").statusCode()).isEqualTo(200);
        JsonNode embedded =
                json(post("/api/embed", "{'model':'llama','input':['a b','c']}").body());
        assertThat(embedded.get("embeddings")).hasSize(2);
        assertThat(embedded.get("prompt_eval_count").asInt()).isEqualTo(3);
    }

    @Test
    void an_error_in_mid_stream_is_a_line() {
        server.fault("{'kind':'errorEvent','afterTokens':2,'message':'boom','next':1}");
        List<String> lines = post("/api/chat", "{" + HELLO + "}").body().lines().toList();
        assertThat(lines).hasSize(3).endsWith("{\"error\":\"boom\"}");
    }

    private static HttpResponse<String> post(String path, String body) {
        return server.post(path, quoted(body));
    }
}
