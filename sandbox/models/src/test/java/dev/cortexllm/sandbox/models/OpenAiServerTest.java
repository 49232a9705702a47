package dev.cortexllm.sandbox.models;

import static dev.cortexllm.sandbox.models.TestServer.data;
import static dev.cortexllm.sandbox.models.TestServer.json;
import static dev.cortexllm.sandbox.models.TestServer.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiServerTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final String HELLO = "'model':'gpt-x','messages':[{'role':'user','content':'hello there'}]";
    private static final String WEATHER = "'tools':[{'type':'function','function':{'name':'weather','parameters':"
            + "{'type':'object','properties':{'city':{'type':'string'}}}}}]";
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start("openai --model gpt-x --model o3-y --completion-tokens 12 --context-length 1000");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void answers_in_one_document() {
        JsonNode answer = json(chat("{" + HELLO + "}").body());
        assertThat(answer.get("object").asText()).isEqualTo("chat.completion");
        assertThat(answer.get("id").asText()).startsWith("chatcmpl-");
        assertThat(answer.get("model").asText()).isEqualTo("gpt-x");
        JsonNode choice = answer.get("choices").get(0);
        assertThat(choice.get("message").get("role").asText()).isEqualTo("assistant");
        assertThat(choice.get("message").get("content").asText().split(" ")).hasSize(12);
        assertThat(choice.get("message").has("tool_calls")).isFalse();
        assertThat(choice.get("finish_reason").asText()).isEqualTo("stop");
        assertUsage(answer.get("usage"), 6, 12);
    }

    @Test
    void streams_role_content_finish_usage_and_done() {
        HttpResponse<String> response =
                chat("{" + HELLO + ",'stream':true,'max_completion_tokens':5,'stream_options':{'include_usage':true}}");
        assertThat(response.headers().firstValue("content-type")).contains("text/event-stream");
        List<String> data = data(response.body());
        assertThat(data).hasSize(1 + 5 + 1 + 1 + 1).endsWith("[DONE]");
        List<JsonNode> chunks =
                data.subList(0, 8).stream().map(TestServer::json).toList();

        assertThat(chunks.get(0).at("/choices/0/delta").toString())
                .isEqualTo(quoted("{'role':'assistant','content':'','refusal':null}"));
        assertThat(chunks.subList(1, 6)).allSatisfy(chunk -> {
            assertThat(chunk.at("/choices/0/delta").fieldNames()).toIterable().containsExactly("content");
            assertThat(chunk.at("/choices/0/finish_reason").isNull()).isTrue();
        });
        assertThat(chunks.get(6).at("/choices/0/delta").isEmpty()).isTrue();
        assertThat(chunks.get(6).at("/choices/0/finish_reason").asText()).isEqualTo("length");
        assertThat(chunks.subList(0, 7))
                .allMatch(chunk -> chunk.has("usage") && chunk.get("usage").isNull());
        assertThat(chunks.get(7).get("choices")).isEmpty();
        assertUsage(chunks.get(7).get("usage"), 6, 5);
        assertThat(chunks)
                .extracting(chunk -> chunk.get("id").asText())
                .containsOnly(chunks.get(0).get("id").asText());
    }

    @Test
    void streamed_and_whole_answer_are_the_same_and_stay_the_same() {
        String whole = json(chat("{" + HELLO + "}").body())
                .at("/choices/0/message/content")
                .asText();
        StringBuilder streamed = new StringBuilder();
        for (String data : data(chat("{" + HELLO + ",'stream':true}").body())) {
            assertThat(data).doesNotContain("usage");
            streamed.append(
                    data.startsWith("{")
                            ? json(data).at("/choices/0/delta/content").asText()
                            : "");
        }
        assertThat(streamed.toString()).isEqualTo(whole);
        assertThat(json(chat("{" + HELLO + "}").body())
                        .at("/choices/0/message/content")
                        .asText())
                .isEqualTo(whole);
    }

    @Test
    void calls_a_tool_that_is_required_or_asked_for_in_the_prompt() {
        JsonNode required = json(
                chat("{" + HELLO + "," + WEATHER + ",'tool_choice':'required'}").body());
        JsonNode choice = required.at("/choices/0");
        assertThat(choice.get("finish_reason").asText()).isEqualTo("tool_calls");
        assertThat(choice.at("/message/content").isNull()).isTrue();
        JsonNode call = choice.at("/message/tool_calls/0");
        assertThat(call.get("id").asText()).startsWith("call_");
        assertThat(call.at("/function/name").asText()).isEqualTo("weather");
        assertThat(json(call.at("/function/arguments").asText()).get("city").isTextual())
                .isTrue();

        String trigger = "{'model':'gpt-x','messages':[{'role':'user','content':'please call:weather now'}]," + WEATHER;
        assertThat(chat(trigger + "}").body()).contains("tool_calls");
        assertThat(chat(trigger + ",'tool_choice':'none'}").body()).doesNotContain("tool_calls");
        assertThat(chat("{" + HELLO + "," + WEATHER + "}").body()).doesNotContain("tool_calls");
    }

    @Test
    void streams_a_tool_call_as_start_and_argument_deltas() {
        String named = "'tool_choice':{'type':'function','function':{'name':'weather'}}";
        List<String> data = data(chat("{" + HELLO + "," + WEATHER + "," + named + ",'stream':true}")
                .body());
        List<JsonNode> chunks =
                data.subList(0, data.size() - 1).stream().map(TestServer::json).toList();
        assertThat(chunks.get(0).at("/choices/0/delta/content").isNull()).isTrue();
        JsonNode start = chunks.get(1).at("/choices/0/delta/tool_calls/0");
        assertThat(start.get("id").asText()).startsWith("call_");
        assertThat(start.at("/function/arguments").asText()).isEmpty();
        StringBuilder arguments = new StringBuilder();
        for (JsonNode chunk : chunks.subList(2, chunks.size() - 1)) {
            JsonNode delta = chunk.at("/choices/0/delta/tool_calls/0");
            assertThat(delta.fieldNames()).toIterable().containsExactly("index", "function");
            arguments.append(delta.at("/function/arguments").asText());
        }
        assertThat(json(arguments.toString()).get("city").isTextual()).isTrue();
        assertThat(chunks.get(chunks.size() - 1).at("/choices/0/finish_reason").asText())
                .isEqualTo("stop");
    }

    @Test
    void answers_json_when_json_is_asked_for() {
        String schema = "'response_format':{'type':'json_schema','json_schema':{'name':'x','schema':"
                + "{'type':'object','properties':{'n':{'type':'integer'}}}}}";
        JsonNode answer = json(chat("{" + HELLO + "," + schema + "}").body());
        assertThat(json(answer.at("/choices/0/message/content").asText())
                        .get("n")
                        .isInt())
                .isTrue();

        String mode = "{'model':'gpt-x','messages':[{'role':'user','content':'some JSON'}],"
                + "'response_format':{'type':'json_object'}}";
        assertThat(json(json(chat(mode).body()).at("/choices/0/message/content").asText())
                        .isObject())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'messages':[]}                                                  | 400 | you must provide a model parameter
            {'model':'nope','messages':[{'role':'user','content':'x'}]}      | 404 | model_not_found
            {'model':                                                        | 400 | could not parse the JSON body
            ['model']                                                        | 400 | could not parse the JSON body
            {'model':'gpt-x'}                                                | 400 | Missing required parameter: 'messages'
            {'model':'gpt-x','messages':[]}                                  | 400 | empty_array
            {'model':'gpt-x','messages':'hi'}                                | 400 | invalid_type
            {'model':'gpt-x','messages':[{'role':'robot','content':'x'}]}    | 400 | messages[0].role
            {'model':'gpt-x','messages':[{'role':'user'}]}                   | 400 | messages[0].content
            {'model':'gpt-x','messages':[{'role':'tool','content':'x','tool_call_id':'1'}]} | 400 | must be a response
            {'model':'gpt-x','messages':[{'role':'assistant','content':null,'tool_calls':[{'id':'c1'}]}]} | 400 | c1
            {'model':'gpt-x','messages':[{'role':'user','content':'x'}],'x_cortex':1}      | 400 | supplied: x_cortex
            {'model':'gpt-x','messages':[{'role':'user','content':'x'}],'temperature':3}   | 400 | decimal_above_max_value
            {'model':'gpt-x','messages':[{'role':'user','content':'x'}],'max_tokens':0}    | 400 | integer_below_min_value
            {'model':'gpt-x','messages':[{'role':'user','content':'x'}],'max_tokens':'9'}  | 400 | invalid_type
            {'model':'gpt-x','messages':[{'role':'user','content':'x'}],'max_tokens':999}  | 400 | context_length_exceeded
            {'model':'o3-y','messages':[{'role':'user','content':'x'}],'max_tokens':9}     | 400 | unsupported_parameter
            {'model':'gpt-x','messages':[{'role':'user','content':'x'}],'n':2}             | 400 | unsupported_value
            {'model':'gpt-x','messages':[{'role':'user','content':'x'}],'stream_options':{}} | 400 | stream_options
            {'model':'gpt-x','messages':[{'role':'user','content':'x'}],'parallel_tool_calls':true} | 400 | parallel_tool_calls
            {'model':'gpt-x','messages':[{'role':'user','content':'x'}],'tool_choice':'required'}   | 400 | tool_choice
            {'model':'gpt-x','messages':[{'role':'user','content':'x'}],'response_format':{'type':'json_object'}} | 400 | word
            """)
    void refuses_what_openai_refuses(String body, int status, String hint) {
        HttpResponse<String> response = chat(body);
        assertThat(response.statusCode()).isEqualTo(status);
        JsonNode error = json(response.body()).get("error");
        assertThat(error.fieldNames()).toIterable().containsExactly("message", "type", "param", "code");
        assertThat(error.get("type").asText()).isEqualTo("invalid_request_error");
        assertThat(error.toString()).contains(hint);
    }

    @Test
    void wrong_paths_and_methods_are_refused() {
        assertThat(server.get(CHAT).statusCode()).isEqualTo(405);
        assertThat(server.post("/v1/nothing", "{}").statusCode()).isEqualTo(404);
        assertThat(server.get("/v1/models/nope").statusCode()).isEqualTo(404);
    }

    @Test
    void lists_its_models() {
        JsonNode list = json(server.get("/v1/models").body());
        assertThat(list.get("data"))
                .extracting(model -> model.get("id").asText())
                .containsExactly("gpt-x", "o3-y");
        assertThat(json(server.get("/v1/models/o3-y").body()).get("object").asText())
                .isEqualTo("model");
    }

    @Test
    void completes_text_the_old_way() {
        String prompt = "'model':'gpt-x','prompt':'once upon','max_tokens':3";
        JsonNode whole =
                json(server.post("/v1/completions", quoted("{" + prompt + "}")).body());
        assertThat(whole.get("object").asText()).isEqualTo("text_completion");
        assertThat(whole.at("/choices/0/finish_reason").asText()).isEqualTo("length");
        assertUsage(whole.get("usage"), 6, 3);
        List<String> data = data(server.post("/v1/completions", quoted("{" + prompt + ",'stream':true}"))
                .body());
        assertThat(data).hasSize(5).endsWith("[DONE]");
        StringBuilder text = new StringBuilder();
        data.subList(0, 4)
                .forEach(part -> text.append(json(part).at("/choices/0/text").asText()));
        assertThat(text.toString()).isEqualTo(whole.at("/choices/0/text").asText());
    }

    @Test
    void embeds_with_the_same_numbers_in_either_encoding() {
        String input = "'model':'gpt-x','input':['a b','c'],'dimensions':8";
        JsonNode floats =
                json(server.post("/v1/embeddings", quoted("{" + input + "}")).body());
        JsonNode base64 = json(server.post("/v1/embeddings", quoted("{" + input + ",'encoding_format':'base64'}"))
                .body());
        assertThat(floats.get("data")).hasSize(2);
        assertThat(floats.at("/usage/prompt_tokens").asInt()).isEqualTo(3);
        byte[] bytes = Base64.getDecoder().decode(base64.at("/data/1/embedding").asText());
        ByteBuffer numbers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        double squares = 0;
        for (JsonNode number : floats.at("/data/1/embedding")) {
            float value = numbers.getFloat();
            assertThat(number.floatValue()).isEqualTo(value);
            squares += value * value;
        }
        assertThat(numbers.hasRemaining()).isFalse();
        assertThat(squares).isBetween(0.999, 1.001);
    }

    private static HttpResponse<String> chat(String body) {
        return server.post(CHAT, quoted(body));
    }

    private static void assertUsage(JsonNode usage, int prompt, int completion) {
        assertThat(usage.get("prompt_tokens").asInt()).isEqualTo(prompt);
        assertThat(usage.get("completion_tokens").asInt()).isEqualTo(completion);
        assertThat(usage.get("total_tokens").asInt()).isEqualTo(prompt + completion);
    }
}
