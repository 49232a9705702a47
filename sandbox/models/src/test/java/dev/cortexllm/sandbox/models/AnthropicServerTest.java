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

class AnthropicServerTest {
    private static final String MESSAGES = "/v1/messages";
    private static final String HELLO =
            "'model':'claude-x','max_tokens':5,'system':'be kind','messages':[{'role':'user','content':'hello there'}]";
    private static final String TOOL = "'tools':[{'name':'weather','input_schema':{'type':'object','properties':"
            + "{'city':{'type':'string'}}}}]";
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start("anthropic --model claude-x --api-key k --completion-tokens 12");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void answers_in_one_document() {
        HttpResponse<String> response = post("{" + HELLO + "}");
        assertThat(response.headers().firstValue("request-id")).isPresent();
        JsonNode message = json(response.body());
        assertThat(message.get("id").asText()).startsWith("msg_");
        assertThat(message.get("type").asText()).isEqualTo("message");
        assertThat(message.at("/content/0/text").asText().split(" ")).hasSize(5);
        assertThat(message.get("stop_reason").asText()).isEqualTo("max_tokens");
        assertThat(message.at("/usage/input_tokens").asInt()).isEqualTo(12);
        assertThat(message.at("/usage/output_tokens").asInt()).isEqualTo(5);
    }

    @Test
    void streams_named_events_in_order() {
        String body = post("{" + HELLO + ",'stream':true}").body();
        assertThat(events(body))
                .containsExactly(
                        "message_start",
                        "content_block_start",
                        "ping",
                        "content_block_delta",
                        "content_block_delta",
                        "content_block_delta",
                        "content_block_delta",
                        "content_block_delta",
                        "content_block_stop",
                        "message_delta",
                        "message_stop");
        List<JsonNode> data =
                TestServer.data(body).stream().map(TestServer::json).toList();
        assertThat(data).extracting(d -> d.get("type").asText()).isEqualTo(events(body));
        StringBuilder text = new StringBuilder();
        data.forEach(d -> text.append(d.at("/delta/text").asText()));
        assertThat(text.toString())
                .isEqualTo(json(post("{" + HELLO + "}").body())
                        .at("/content/0/text")
                        .asText());
        assertThat(data.get(0).at("/message/usage/input_tokens").asInt()).isEqualTo(12);
        assertThat(data.get(0).at("/message/stop_reason").isNull()).isTrue();
        assertThat(data.get(9).at("/delta/stop_reason").asText()).isEqualTo("max_tokens");
        assertThat(data.get(9).at("/usage/output_tokens").asInt()).isEqualTo(5);
    }

    @Test
    void uses_a_tool_whole_and_streamed() {
        String asked = "{" + HELLO.replace("5", "50") + "," + TOOL + ",'tool_choice':{'type':'any'}";
        JsonNode whole = json(post(asked + "}").body());
        assertThat(whole.get("stop_reason").asText()).isEqualTo("tool_use");
        assertThat(whole.at("/content/0/id").asText()).startsWith("toolu_");
        StringBuilder input = new StringBuilder();
        for (String data : TestServer.data(post(asked + ",'stream':true}").body())) {
            input.append(json(data).at("/delta/partial_json").asText());
        }
        assertThat(json(input.toString())).isEqualTo(whole.at("/content/0/input"));
        assertThat(whole.at("/content/0/input/city").isTextual()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'max_tokens':5,'messages':[]}                                                      | 400 | model: Field required
            {'model':'claude-x','messages':[{'role':'user','content':'x'}]}                     | 400 | max_tokens: Field required
            {'model':'claude-x','max_tokens':5}                                                 | 400 | messages: Field required
            {'model':'nope','max_tokens':5,'messages':[{'role':'user','content':'x'}]}          | 404 | model: nope
            {'model':'claude-x','max_tokens':5,'messages':[{'role':'system','content':'x'}]}    | 400 | Unexpected role
            {'model':'claude-x','max_tokens':5,'messages':[{'role':'user','content':[{'type':'text','text':''}]}]} | 400 | non-empty
            {'model':'claude-x','max_tokens':5,'messages':[{'role':'user','content':'x'}],'n':1} | 400 | n: Extra inputs
            {'model':'claude-x','max_tokens':5,'messages':[{'role':'user','content':'x'}],'temperature':1.5} | 400 | temperature
            {'model':'claude-x','max_tokens':5,'messages':[{'role':'user','content':'x'}],'stop_sequences':[' ']} | 400 | whitespace
            {'model':'claude-x','max_tokens':5,'messages':[{'role':'user','content':'x'},{'role':'assistant','content':'y '}]} | 400 | trailing whitespace
            {'model':'claude-x','max_tokens':5,'messages':[{'role':'assistant','content':[{'type':'tool_use','id':'t1','name':'f','input':{}}]},{'role':'user','content':'x'}]} | 400 | t1
            {'model':'claude-x','max_tokens':5,'messages':[{'role':'user','content':[{'type':'tool_result','tool_use_id':'t2'}]}]} | 400 | t2
            {'model':'claude-x','max_tokens':5,'messages':[{'role':'user','content':'x'}],'tools':[{'name':'a.b','input_schema':{'type':'object'}}]} | 400 | tools.0.custom.name
            {'model':                                                                            | 400 | not valid JSON
            """)
    void refuses_what_anthropic_refuses(String body, int status, String hint) {
        HttpResponse<String> response = post(body);
        assertThat(response.statusCode()).isEqualTo(status);
        JsonNode error = json(response.body());
        assertThat(error.get("type").asText()).isEqualTo("error");
        assertThat(error.at("/error/type").asText())
                .isEqualTo(status == 404 ? "not_found_error" : "invalid_request_error");
        assertThat(error.at("/error/message").asText()).contains(hint);
        assertThat(error.get("request_id").asText()).startsWith("req_");
    }

    @Test
    void answered_tools_are_accepted() {
        String turns = "{'model':'claude-x','max_tokens':5,'messages':[{'role':'user','content':'x'},"
                + "{'role':'assistant','content':[{'type':'tool_use','id':'t1','name':'f','input':{}}]},"
                + "{'role':'user','content':[{'type':'tool_result','tool_use_id':'t1','content':'sunny day'}]}]}";
        JsonNode message = json(post(turns).body());
        assertThat(message.at("/usage/input_tokens").asInt()).isEqualTo(3 + 12);
    }

    @Test
    void wants_key_and_version() {
        HttpResponse<String> none = server.post(MESSAGES, quoted("{" + HELLO + "}"));
        assertThat(none.statusCode()).isEqualTo(401);
        assertThat(json(none.body()).at("/error/type").asText()).isEqualTo("authentication_error");
        HttpResponse<String> old = server.post(MESSAGES, quoted("{" + HELLO + "}"), "authorization", "Bearer k");
        assertThat(old.statusCode()).isEqualTo(400);
        assertThat(old.body()).contains("anthropic-version");
    }

    @Test
    void counts_tokens_and_lists_models() {
        String body = quoted("{" + HELLO.replace("'max_tokens':5,", "") + "}");
        JsonNode count =
                json(server.post("/v1/messages/count_tokens", body, headers()).body());
        assertThat(count.get("input_tokens").asInt()).isEqualTo(12);
        JsonNode models = json(server.get("/v1/models", headers()).body());
        assertThat(models.at("/data/0/id").asText()).isEqualTo("claude-x");
        assertThat(models.get("has_more").asBoolean()).isFalse();
    }

    @Test
    void an_error_in_mid_stream_is_an_event() {
        server.fault("{'kind':'errorEvent','afterTokens':1,'code':529,'message':'Overloaded','next':1}");
        String body = post("{" + HELLO + ",'stream':true}").body();
        assertThat(events(body)).endsWith("content_block_delta", "error");
        assertThat(body).contains("overloaded_error").doesNotContain("message_stop");
    }

    private static List<String> events(String stream) {
        return stream.lines()
                .filter(line -> line.startsWith("event: "))
                .map(line -> line.substring(7))
                .toList();
    }

    private static String[] headers() {
        return new String[] {"x-api-key", "k", "anthropic-version", "2023-06-01"};
    }

    private static HttpResponse<String> post(String body) {
        return server.post(MESSAGES, quoted(body), headers());
    }
}
