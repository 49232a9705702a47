package dev.cortexllm.sandbox.models;

import static dev.cortexllm.sandbox.models.TestServer.json;
import static dev.cortexllm.sandbox.models.TestServer.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The finer rules of chat completions: parts, parallel calls, strict schemas, thoughts. Facts: facts/wire/openai.md 2. */
class OpenAiStrictnessTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final String TOOLS = "'tools':[{'type':'function','function':{'name':'weather','parameters':"
            + "{'type':'object','properties':{'city':{'type':'string'}}}}},"
            + "{'type':'function','function':{'name':'time'}}]";
    private static TestServer openAi;
    private static TestServer vllm;

    @BeforeAll
    static void start() {
        openAi = TestServer.start("openai --model gpt-x --model gpt-5-x --completion-tokens 12");
        vllm = TestServer.start(
                "vllm serve gpt-x --served-model-name gpt-x kimi-x --enable-auto-tool-choice --completion-tokens 12");
    }

    @AfterAll
    static void stop() {
        openAi.close();
        vllm.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            'messages':[{'role':'user','content':'x','cache_control':{}}]                         | messages[0].cache_control
            'messages':[{'role':'assistant','content':'x','reasoning_content':'y'}]               | messages[0].reasoning_content
            'messages':[{'role':'assistant','content':'x','tool_calls':[]}]                       | empty_array
            'messages':[{'role':'user','content':'x'}],'stop':['a','b','c','d','e']               | array_above_max_length
            'messages':[{'role':'user','content':'x'}],'tools':[{'type':'function','function':{'name':'a.b'}}] | tools[0].function.name
            'messages':[{'role':'user','content':'x'}],'tools':[{'name':'f','type':'function'}]   | tools[0].name
            'messages':[{'role':'user','content':'x'}],'tools':[{'type':'web_search','function':{'name':'f'}}] | tools[0].type
            'messages':[{'role':'user','content':'x'}],'response_format':{'type':'json_schema','json_schema':{'name':'n','strict':true,'schema':{'type':'object','properties':{}}}} | additionalProperties
            'messages':[{'role':'user','content':'x'}],'response_format':{'type':'json_schema','json_schema':{'name':'n','strict':true,'schema':{'type':'object','additionalProperties':false,'properties':{'a':{'type':'string'}}}}} | Missing 'a'
            """)
    void openai_refuses_what_other_servers_of_its_api_take(String fields, String hint) {
        String body = quoted("{'model':'gpt-x'," + fields + "}");
        assertThat(openAi.post(CHAT, body).statusCode()).isEqualTo(400);
        assertThat(openAi.post(CHAT, body).body()).contains(hint);
        assertThat(vllm.post(CHAT, body).body()).doesNotContain(hint);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'type':'image','source':{}}                                          | content[0].type
            {'type':'text'}                                                       | content[0].text
            {'type':'image_url','image_url':'https://x/y.png'}                    | content[0].image_url.url
            {'type':'image_url','image_url':{'url':'ftp://x'}}                    | invalid_image_url
            {'type':'image_url','image_url':{'url':'data:image/tiff;base64,AAAA'}} | invalid_image_format
            {'type':'image_url','image_url':{'url':'data:image/png;base64,%%'}}   | invalid_base64_image
            {'type':'image_url','image_url':{'url':'https://x/y','detail':'max'}} | content[0].image_url.detail
            """)
    void refuses_parts_that_are_none(String part, String hint) {
        String body = "{'model':'gpt-x','messages':[{'role':'user','content':[" + part + "]}]}";
        assertThat(openAi.post(CHAT, quoted(body)).body()).contains(hint);
    }

    @Test
    void a_result_has_to_name_a_call_of_the_turn_before() {
        String turns = "{'model':'gpt-x','messages':[{'role':'assistant','tool_calls':[{'id':'c1','type':'function',"
                + "'function':{'name':'f','arguments':'{}'}}]},{'role':'tool','tool_call_id':'%s','content':'x'}]}";
        assertThat(openAi.post(CHAT, quoted(turns.formatted("c1"))).statusCode())
                .isEqualTo(200);
        assertThat(openAi.post(CHAT, quoted(turns.formatted("c2"))).body()).contains("'c2' not found");
    }

    @Test
    void calls_several_tools_at_once_each_under_its_index() {
        String body =
                "{'model':'gpt-x','messages':[{'role':'user','content':'aloud call:weather, call:time'}]," + TOOLS;
        JsonNode message = json(openAi.post(CHAT, quoted(body + "}")).body()).at("/choices/0/message");
        assertThat(message.path("content").asText()).isNotBlank();
        assertThat(message.path("tool_calls"))
                .extracting(call -> call.at("/function/name").asText())
                .containsExactly("weather", "time");
        List<Integer> started = TestServer.data(
                        openAi.post(CHAT, quoted(body + ",'stream':true}")).body())
                .stream()
                .filter(data -> data.startsWith("{"))
                .map(data -> json(data).at("/choices/0/delta/tool_calls/0"))
                .filter(call -> call.has("id"))
                .map(call -> call.path("index").asInt())
                .toList();
        assertThat(started).containsExactly(0, 1);
        String once = body + ",'parallel_tool_calls':false}";
        assertThat(json(openAi.post(CHAT, quoted(once)).body()).at("/choices/0/message/tool_calls"))
                .hasSize(1);
        String allowed = body + ",'tool_choice':{'type':'allowed_tools','allowed_tools':{'mode':'required','tools':"
                + "[{'type':'function','function':{'name':'time'}}]}}}";
        assertThat(openAi.post(CHAT, quoted(allowed)).body())
                .contains("\"time\"")
                .doesNotContain("\"weather\"");
    }

    @Test
    void openai_counts_thoughts_and_vllm_shows_them() {
        String body = "'messages':[{'role':'user','content':'x'}],'reasoning_effort':'low'}";
        JsonNode counted =
                json(openAi.post(CHAT, quoted("{'model':'gpt-5-x'," + body)).body());
        assertThat(counted.at("/usage/completion_tokens_details/reasoning_tokens")
                        .asInt())
                .isEqualTo(3);
        assertThat(counted.at("/usage/completion_tokens").asInt()).isEqualTo(15);
        assertThat(counted.at("/choices/0/message/content").asText().split(" ")).hasSize(12);
        JsonNode shown =
                json(vllm.post(CHAT, quoted("{'model':'gpt-x'," + body)).body());
        assertThat(shown.at("/choices/0/message/reasoning").asText()).isNotBlank();
        assertThat(shown.at("/choices/0/message/tool_calls").isArray()).isTrue();
        String stream = vllm.post(CHAT, quoted("{'model':'gpt-x','stream':true," + body))
                .body();
        assertThat(stream.indexOf("\"reasoning\""))
                .isPositive()
                .isLessThan(stream.indexOf("{\"content\":\""
                        + shown.at("/choices/0/message/content").asText().split(" ")[0]));
    }

    @Test
    void kimis_calls_are_named_by_tool_and_place() {
        String body =
                "{'model':'kimi-x','messages':[{'role':'user','content':'call:weather call:time'}]," + TOOLS + "}";
        assertThat(json(vllm.post(CHAT, quoted(body)).body()).at("/choices/0/message/tool_calls"))
                .extracting(call -> call.path("id").asText())
                .containsExactly("functions.weather:0", "functions.time:1");
    }

    @Test
    void errors_on_demand_have_the_codes_of_the_real_service() {
        String body = quoted("{'model':'gpt-x','messages':[{'role':'user','content':'x'}]}");
        openAi.fault("{'kind':'status','code':429,'retryAfter':'3','next':1}");
        var limited = openAi.post(CHAT, body);
        assertThat(limited.headers().firstValue("retry-after")).contains("3");
        assertThat(limited.body()).contains("rate_limit_exceeded");
        openAi.fault("{'kind':'status','code':503,'next':1}");
        assertThat(openAi.post(CHAT, body).body()).contains("server_is_overloaded");
    }
}
