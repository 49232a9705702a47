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

/** The finer rules of the Messages API: blocks, thinking, parallel tools, caches. Facts: facts/wire/anthropic.md 2 to 4. */
class AnthropicStrictnessTest {
    private static final String MESSAGES = "/v1/messages";
    private static final String TOOLS = "'tools':[{'name':'weather','input_schema':{'type':'object','properties':"
            + "{'city':{'type':'string'}}}},{'name':'time','input_schema':{'type':'object'}}]";
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(
                "anthropic --model claude-x --model claude-sonnet-4-5 --completion-tokens 12 --prefix-cache-blocks 64");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            'name':'x','role':'user','content':'x'                                                  | messages.0.name: Extra inputs
            'role':'user','content':''                                                              | non-empty content
            'role':'user','content':[{'type':'text','text':'x','foo':1}]                            | messages.0.content.0.text.foo: Extra inputs
            'role':'user','content':[{'type':'image_url','image_url':{'url':'x'}}]                  | Input tag 'image_url'
            'role':'user','content':[{'type':'image','source':{'type':'base64','media_type':'image/tiff','data':'AAAA'}}] | media_type: Input should be 'image/gif'
            'role':'user','content':[{'type':'image','source':{'type':'base64','media_type':'image/png','data':'%%'}}]    | invalid base64
            'role':'user','content':[{'type':'image','source':{'type':'url','url':'http://x/y.png'}}]                    | HTTPS
            'role':'user','content':[{'type':'document','source':{'type':'base64','media_type':'text/html','data':'AAAA'}}] | 'application/pdf'
            'role':'user','content':[{'type':'tool_use','id':'t','name':'f','input':{}}]            | can only be in `assistant`
            """)
    void refuses_what_anthropic_refuses_of_a_message(String message, String hint) {
        assertRefused("{'model':'claude-x','max_tokens':50,'messages':[{" + message + "}]}", hint);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            'thinking':{'type':'enabled','budget_tokens':100}                               | greater than or equal to 1024
            'thinking':{'type':'enabled','budget_tokens':5000}                              | `max_tokens` must be greater
            'thinking':{'type':'adaptive','budget_tokens':1024}                             | Extra inputs
            'thinking':{'type':'on'}                                                        | Input tag 'on'
            'thinking':{'type':'adaptive'},'temperature':0.5                                | `temperature` may only be set to 1
            'output_config':{'format':{'type':'json_schema','schema':{'type':'object'}}}    | explicitly set to false
            'output_config':{'effort':'minimal'}                                            | output_config.effort
            'output_format':{'type':'json_schema'}                                          | output_format: Extra inputs
            'metadata':{'user':'x'}                                                         | metadata.user: Extra inputs
            'tools':[{'name':'f','parameters':{},'input_schema':{'type':'object'}}]         | tools.0.custom.parameters: Extra inputs
            'tools':[{'name':'f','input_schema':{'type':'object'}}],'tool_choice':{'type':'none','disable_parallel_tool_use':true} | Extra inputs
            'tools':[{'name':'f','input_schema':{'type':'object'}}],'tool_choice':{'type':'any'},'thinking':{'type':'adaptive'} | forces tool use
            """)
    void refuses_what_anthropic_refuses_beside_the_messages(String fields, String hint) {
        assertRefused(
                "{'model':'claude-x','max_tokens':2000,'messages':[{'role':'user','content':'x'}]," + fields + "}",
                hint);
    }

    @Test
    void a_turn_that_called_has_to_come_back_with_its_thoughts_unchanged() {
        String call = "{'type':'tool_use','id':'t1','name':'weather','input':{}}";
        String rest = ",{'role':'user','content':[{'type':'tool_result','tool_use_id':'t1','content':'mild'}]}]"
                + ",'thinking':{'type':'enabled','budget_tokens':1024}," + TOOLS + "}";
        String start = "{'model':'claude-sonnet-4-5','max_tokens':2000,'messages':[{'role':'user','content':'x'},"
                + "{'role':'assistant','content':[";
        String bare = start + call + "]}" + rest;
        assertRefused(bare, "must start with a thinking block");
        assertThat(post(bare.replace("claude-sonnet-4-5", "claude-x")).statusCode())
                .as("newer models do without")
                .isEqualTo(200);
        JsonNode thought =
                json(post("{'model':'claude-sonnet-4-5','max_tokens':2000,'messages':[{'role':'user','content':'x'}],"
                                        + "'thinking':{'type':'enabled','budget_tokens':1024}}")
                                .body())
                        .at("/content/0");
        assertThat(thought.path("type").asText()).isEqualTo("thinking");
        String echoed = start + thought + "," + call + "]}" + rest;
        assertThat(post(echoed).statusCode()).isEqualTo(200);
        String changed = echoed.replace(thought.path("thinking").asText(), "something else");
        assertRefused(changed, "Invalid `signature`");
    }

    @Test
    void thinks_first_whole_and_streamed() {
        String body = "{'model':'claude-x','max_tokens':2000,'messages':[{'role':'user','content':'well'}],"
                + "'thinking':{'type':'adaptive'}";
        JsonNode whole = json(post(body + "}").body());
        assertThat(types(whole)).containsExactly("thinking", "text");
        assertThat(whole.at("/usage/output_tokens_details/thinking_tokens").asInt())
                .isEqualTo(3);
        assertThat(whole.at("/usage/output_tokens").asInt()).isEqualTo(15);

        StringBuilder thoughts = new StringBuilder();
        StringBuilder signature = new StringBuilder();
        for (String data : TestServer.data(post(body + ",'stream':true}").body())) {
            thoughts.append(json(data).at("/delta/thinking").asText());
            signature.append(json(data).at("/delta/signature").asText());
        }
        assertThat(thoughts.toString())
                .isEqualTo(whole.at("/content/0/thinking").asText());
        assertThat(signature.toString())
                .isEqualTo(whole.at("/content/0/signature").asText());

        JsonNode omitted = json(post(body.replace("'adaptive'", "'adaptive','display':'omitted'") + "}")
                .body());
        assertThat(omitted.at("/content/0/thinking").asText()).isEmpty();
        assertThat(omitted.at("/content/0/signature").asText()).isNotEmpty();
    }

    @Test
    void uses_several_tools_at_once_each_in_a_block_of_its_own() {
        String body = "{'model':'claude-x','max_tokens':90,'messages':[{'role':'user','content':"
                + "'aloud call:weather and call:time'}]," + TOOLS;
        JsonNode whole = json(post(body + "}").body());
        assertThat(types(whole)).containsExactly("text", "tool_use", "tool_use");
        assertThat(whole.at("/content/1/id")).isNotEqualTo(whole.at("/content/2/id"));
        String stream = post(body + ",'stream':true}").body();
        List<Integer> starts = TestServer.data(stream).stream()
                .map(TestServer::json)
                .filter(event -> event.path("type").asText().equals("content_block_start"))
                .map(event -> event.path("index").asInt())
                .toList();
        assertThat(starts).containsExactly(0, 1, 2);
        String once = body + ",'tool_choice':{'type':'auto','disable_parallel_tool_use':true}}";
        assertThat(types(json(post(once).body()))).containsExactly("text", "tool_use");
    }

    @Test
    void says_which_stop_sequence_ended_it() {
        String body = "{'model':'claude-x','max_tokens':90,'messages':[{'role':'user','content':'stop'}]";
        String second =
                json(post(body + "}").body()).at("/content/0/text").asText().split(" ")[1];
        JsonNode stopped =
                json(post(body + ",'stop_sequences':['" + second + "']}").body());
        assertThat(stopped.get("stop_reason").asText()).isEqualTo("stop_sequence");
        assertThat(stopped.get("stop_sequence").asText()).isEqualTo(second);
    }

    @Test
    void caches_what_is_marked_and_nothing_else() {
        String text = "word ".repeat(40);
        String plain = "{'model':'claude-x','max_tokens':9,'system':[{'type':'text','text':'" + text + "'%s}],"
                + "'messages':[{'role':'user','content':'x'}]}";
        assertThat(usage(plain.formatted(""), "cache_read_input_tokens")).isZero();
        String marked = plain.formatted(",'cache_control':{'type':'ephemeral'}");
        assertThat(usage(marked, "cache_read_input_tokens")).isEqualTo(32);
        assertThat(usage(marked, "input_tokens")).isLessThan(49);
    }

    @Test
    void counts_take_no_limit_and_headers_have_to_be_known() {
        String body = "{'model':'claude-x','messages':[{'role':'user','content':'x'}]}";
        assertThat(post("/v1/messages/count_tokens", body).statusCode()).isEqualTo(200);
        String limited = body.replace("{'model'", "{'max_tokens':9,'model'");
        assertThat(post("/v1/messages/count_tokens", limited).body()).contains("max_tokens: Extra inputs");
        assertThat(server.post(MESSAGES, quoted(body), "anthropic-version", "2020-01-01")
                        .body())
                .contains("not a valid version");
        String beta = server.post(
                        MESSAGES, quoted(body), "anthropic-version", "2023-06-01", "anthropic-beta", "made-up")
                .body();
        assertThat(beta).contains("made-up");
    }

    private static int usage(String body, String field) {
        return json(post(body).body()).path("usage").path(field).asInt();
    }

    private static List<String> types(JsonNode message) {
        return message.path("content").findValuesAsText("type");
    }

    private static void assertRefused(String body, String hint) {
        HttpResponse<String> response = post(body);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response.body()).at("/error/message").asText()).contains(hint);
    }

    private static HttpResponse<String> post(String body) {
        return post(MESSAGES, body);
    }

    private static HttpResponse<String> post(String path, String body) {
        return server.post(path, quoted(body), "anthropic-version", "2023-06-01");
    }
}
