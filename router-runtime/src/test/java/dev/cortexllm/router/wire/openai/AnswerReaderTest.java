package dev.cortexllm.router.wire.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cortexllm.api.v1alpha1.Unsupported;
import dev.cortexllm.config.Parameters;
import dev.cortexllm.config.Quirks;
import dev.cortexllm.router.outcome.Failure.Kind;
import dev.cortexllm.router.wire.chat.AnswerReader;
import dev.cortexllm.router.wire.chat.ChatCall;
import dev.cortexllm.router.wire.chat.Conversation;
import dev.cortexllm.router.wire.chat.Fidelity;
import dev.cortexllm.router.wire.chat.TargetModel;
import dev.cortexllm.router.wire.chat.UpstreamFailed;
import dev.cortexllm.router.wire.json.JsonText;
import dev.cortexllm.router.wire.pass.ChatRequestScan;
import dev.cortexllm.router.wire.sse.MalformedStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {
    private static final String LONG_NAME = "mcp/" + "x".repeat(70);

    private static Conversation conversation() throws Exception {
        String body = """
                {"model":"m","messages":[{"role":"user","content":"x"},
                 {"role":"assistant","tool_calls":[{"id":"call_1","function":{"name":"f","arguments":""}}]},
                 {"role":"tool","tool_call_id":"call_1","content":""}],
                 "tools":[{"type":"function","function":{"name":"LONG"}}]}
                """.replace("LONG", LONG_NAME);
        ChatCall call = new OpenAiDialect().read(ChatRequestScan.scan(body.getBytes(StandardCharsets.UTF_8)));
        TargetModel target =
                new TargetModel("m", JsonText.bytes("m"), "openai", null, null, Parameters.NONE, Quirks.NONE);
        return new OpenAiFormat().open(call, target, new Fidelity(Unsupported.DROP));
    }

    private static String read(AnswerReader reader, byte[] bytes, int size) throws MalformedStream {
        RecordedAnswer answer = new RecordedAnswer();
        for (int from = 0; from < bytes.length; from += size) {
            reader.feed(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + size)), answer);
        }
        reader.end(answer);
        return answer.toString();
    }

    /** What a stream says, which must not depend on how it is cut. */
    private static String stream(String sse) throws Exception {
        byte[] bytes = sse.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        String whole = read(conversation().stream(), bytes, bytes.length);
        assertThat(read(conversation().stream(), bytes, 1)).isEqualTo(whole);
        for (int cut = 1; cut < bytes.length; cut++) {
            assertThat(read(conversation().stream(), bytes, cut))
                    .as("cut at %d", cut)
                    .isEqualTo(whole);
        }
        return whole;
    }

    /** A stream of these choices' objects, a chunk each. */
    private static String chunks(String... choices) throws Exception {
        StringBuilder sse = new StringBuilder();
        for (String choice : choices) {
            sse.append("data: {'id':'a','model':'b','choices':[").append(choice).append("]}\n\n");
        }
        return stream(sse + "data: [DONE]\n\n").replaceFirst("start a b\n", "");
    }

    private static String whole(String json) throws Exception {
        byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        String answer = read(conversation().whole(), bytes, bytes.length);
        assertThat(read(conversation().whole(), bytes, 1)).isEqualTo(answer);
        return answer;
    }

    private static UpstreamFailed failure(String sse) {
        return catchThrowableOfType(UpstreamFailed.class, () -> stream(sse));
    }

    @Test
    void a_plain_stream() throws Exception {
        assertThat(stream("""
                : hello

                data: {'id':'a','model':'b','choices':[{'index':0,'delta':{'role':'assistant','content':'','refusal':null},'finish_reason':null}],'usage':null}

                data: {'id':'a','model':'b','choices':[{'index':0,'delta':{'content':'北京🚀'},'logprobs':{'content':[{'token':'x','logprob':-0.10}]},'finish_reason':null}]}

                data: {'id':'a','model':'b','choices':[{'index':0,'delta':{},'finish_reason':'stop','stop_reason':'END'}]}

                data: {'id':'a','model':'b','choices':[],'usage':{'prompt_tokens':9,'completion_tokens':4,'prompt_tokens_details':{'cached_tokens':3,'cache_write_tokens':2},'completion_tokens_details':{'reasoning_tokens':1}}}

                data: [DONE]

                data: {'choices':[{'delta':{'content':'late'}}]}

                """)).isEqualTo("""
                        alive
                        start a b
                        0 text 北京🚀
                        0 logprobs {"content":[{"token":"x","logprob":-0.10}]}
                        usage 9 3 2 4 1
                        0 finish STOP END
                        usage 9 3 2 4 1
                        end
                        """);
    }

    @Test
    void no_closing_event_and_no_space_and_carriage_returns() throws Exception {
        assertThat(stream("\uFEFFdata:{'choices':null}\r\rdata:{'choices':[{'delta':{'content':'a'}}]}\r\r"
                        + "event: x\rdata:{'choices':[{'finish_reason':'length'}],\rdata:'x_groq':{'usage':"
                        + "{'prompt_tokens':1,'completion_tokens':2}}}"))
                .isEqualTo("start null null\n0 text a\nusage 1 0 0 2 0\n0 finish LENGTH null\nusage 1 0 0 2 0\nend\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: {'choices':[{'delta':{'content':'a'}}]}\n\n",
                "data: {'choices':[{'delta':{'content':'a'}},{'index':1,'delta':{},'finish_reason':'stop'}]}\n\n",
                "data: [DONE]\n\n",
                "data: {'choices':[],'usage':{'prompt_tokens':1}}\n\ndata: [DONE]\n\n",
                ": nothing\n\n"
            })
    void what_was_cut_does_not_look_complete(String sse) throws Exception {
        assertThat(stream(sse)).doesNotContain("end", "finish");
    }

    @Test
    void an_answer_that_is_closed_without_a_reason_is_complete() throws Exception {
        assertThat(chunks("{'delta':{'content':'a'}}")).isEqualTo("0 text a\n0 finish STOP null\nend\n");
    }

    @Test
    void parallel_calls_and_calls_in_turns() throws Exception {
        assertThat(chunks(
                        "{'delta':{'tool_calls':[{'index':0,'id':'t1','type':'function','function':{'name':'f','arguments':''}},"
                                + "{'index':1,'id':'t2','function':{'name':'g'}}]}}",
                        "{'delta':{'tool_calls':[{'index':0,'function':{'arguments':'{'}}]}}",
                        "{'delta':{'tool_calls':[{'index':1,'function':{'arguments':'{}'}}]}}",
                        "{'delta':{'tool_calls':[{'index':0,'function':{'arguments':'}'}}]}}",
                        "{'delta':{},'finish_reason':'stop','stop_reason':'x'}"))
                .isEqualTo("""
                        0 tool 0 t1 f null
                        0 tool 1 t2 g null
                        0 arguments 0 {
                        0 arguments 1 {}
                        0 arguments 0 }
                        0 finish TOOL_CALLS null
                        end
                        """);
    }

    @Test
    void calls_without_index_or_with_always_the_same() throws Exception {
        String calls = """
                0 tool 0 t1 f null
                0 arguments 0 1
                0 tool 1 t2 f null
                0 arguments 1 2
                0 arguments 1 3
                0 finish TOOL_CALLS null
                end
                """;
        assertThat(chunks(
                        "{'delta':{'tool_calls':[{'id':'t1','function':{'name':'f','arguments':'1'}}]}}",
                        "{'delta':{'tool_calls':[{'id':'t2','function':{'name':'f','arguments':'2'}}]}}",
                        "{'delta':{'tool_calls':[{'function':{'arguments':'3'}}]},'finish_reason':'tool_calls'}"))
                .isEqualTo(calls);
        assertThat(
                        chunks(
                                "{'delta':{'tool_calls':[{'index':0,'id':'t1','function':{'name':'f','arguments':'1'}}]}}",
                                "{'delta':{'tool_calls':[{'index':0,'id':'t2','function':{'name':'f','arguments':'2'}}]}}",
                                "{'delta':{'tool_calls':[{'index':0,'id':'made-up','function':{'arguments':'3'}}]},'finish_reason':'tool_calls'}"))
                .isEqualTo(calls);
    }

    @Test
    void calls_get_ids_that_are_not_used_yet() throws Exception {
        assertThat(chunks(
                        "{'delta':{'tool_calls':[{'index':0,'id':'','function':{'name':'f','arguments':{'a':1.0}}}]}}",
                        "{'delta':{'tool_calls':{'index':1,'id':'call_1','function':{'arguments':'{'}}}}",
                        "{'delta':{'tool_calls':{'index':1,'function':{'name':'g','arguments':'}'}}}}",
                        "{'delta':{},'finish_reason':'function_call'}"))
                .isEqualTo("""
                        0 tool 0 call_2 f null
                        0 arguments 0 {"a":1.0}
                        0 tool 1 call_3 g null
                        0 arguments 1 {
                        0 arguments 1 }
                        0 finish TOOL_CALLS null
                        end
                        """);
    }

    @Test
    void names_of_tools_are_the_clients_again() throws Exception {
        String sent = new ToolNames().sent(LONG_NAME);

        assertThat(sent).matches("[A-Za-z0-9_-]{64}");
        assertThat(chunks(
                        "{'delta':{'function_call':{'name':'" + sent + "'}}}",
                        "{'delta':{'function_call':{'arguments':'{}'}}}"))
                .isEqualTo("0 tool 0 call_1x ".replace("call_1x", "call_2") + LONG_NAME
                        + " null\n0 arguments 0 {}\n0 finish TOOL_CALLS null\nend\n");
    }

    @Test
    void reasoning_in_all_its_forms() throws Exception {
        assertThat(chunks(
                        "{'delta':{'reasoning':'a','reasoning_content':null,'content':null}}",
                        "{'delta':{'reasoning':'b','reasoning_content':'b'}}",
                        "{'delta':{'content':[{'type':'thinking','thinking':[{'type':'text','text':'c'}],'closed':true},"
                                + "{'type':'thinking','thinking':'d'},{'type':'reference','reference_ids':[1]},"
                                + "{'type':'text','text':'e'}]}}",
                        "{'delta':{'refusal':'f'},'finish_reason':'content_filter'}"))
                .isEqualTo("""
                        0 reasoning a
                        0 reasoning b
                        0 reasoning c
                        0 reasoning d
                        0 text e
                        0 refusal f
                        0 finish CONTENT_FILTER null
                        end
                        """);
    }

    @ParameterizedTest
    @CsvSource({
        "stop, STOP",
        "eos, STOP",
        "eos_token, STOP",
        "something_new, STOP",
        "length, LENGTH",
        "model_length, LENGTH",
        "tool_calls, TOOL_CALLS",
        "function_call, TOOL_CALLS",
        "content_filter, CONTENT_FILTER"
    })
    void reasons_to_finish(String word, String reason) throws Exception {
        assertThat(chunks("{'delta':{},'finish_reason':'" + word + "'}", "{'delta':{},'finish_reason':'length'}"))
                .isEqualTo("0 finish " + reason + " null\nend\n");
    }

    @ParameterizedTest
    @CsvSource({"insufficient_system_resource, OVERLOADED", "error, SERVER_ERROR", "abort, SERVER_ERROR"})
    void reasons_that_are_failures(String word, Kind kind) {
        assertThat(failure("data: {'choices':[{'delta':{},'finish_reason':'" + word + "'}]}\n\n")
                        .error()
                        .kind())
                .isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'prompt_tokens':9,'completion_tokens':1,'prompt_cache_hit_tokens':4,'prompt_cache_miss_tokens':5} | 9 4 0 1 0
            {'prompt_tokens':9,'completion_tokens':1,'cached_tokens':3} | 9 3 0 1 0
            {'prompt_tokens':9,'completion_tokens':1,'prompt_tokens_details':{'cached_tokens':99}} | 9 9 0 1 0
            {'prompt_tokens':-9,'completion_tokens':1e3} |
            {'prompt_tokens':99999999999999999999,'completion_tokens':7} | 0 0 0 7 0
            {} |
            """)
    void usage_of_vendors(String usage, String told) throws Exception {
        String expected = told == null ? "" : "usage " + told + "\n";
        assertThat(chunks("{'delta':{},'finish_reason':'stop','usage':" + usage.replace('"', '\'') + "}"))
                .isEqualTo(expected + "0 finish STOP null\n" + expected + "end\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            data: {'error':{'message':'queue full','code':503}} | OVERLOADED | queue full
            data: {'error':{'message':'bad','type':'BadRequestError','code':400}} | | bad
            data: {'object':'error','message':'boom','code':500} | SERVER_ERROR | boom
            data: {'error':'late','error_type':'overloaded'} | OVERLOADED | late
            data: {'error':{'message':'x','type':'invalid_request_error','code':null}} | | x
            data: {'error':{'message':'x','type':'rate_limit_error'}} | RATE_LIMITED | x
            event: error`\\n`data: {'message':'y'} | SERVER_ERROR | y
            """)
    void errors_in_the_stream(String event, Kind kind, String message) {
        String start = "data: {'choices':[{'delta':{'content':'par'}}]}\n\n";
        UpstreamFailed failed =
                failure(start + event.replace("`\\n`", "\n").replace("\\n", "\n") + "\n\ndata: [DONE]\n\n");

        assertThat(failed).isNotNull();
        assertThat(failed.error().kind()).isEqualTo(kind);
        assertThat(failed.error().message()).isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: <html>\n\n",
                "data: 7\n\n",
                "data: {'choices':[{'index':128,'delta':{}}]}\n\n",
                "data: {'choices':[{'index':-1,'delta':{}}]}\n\n",
                "data: {'choices':[{'delta':{'tool_calls':[{'index':0,'function':{'arguments':'{}'}}]},'finish_reason':'stop'}]}\n\n",
                "data: {'a':1,'a':2}\n\n"
            })
    void garbage_is_malformed(String sse) {
        assertThatThrownBy(() -> stream(sse)).isExactlyInstanceOf(MalformedStream.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'choices':[{'delta':7}]}",
                "{'choices':[{'delta':{'content':{},'tool_calls':7,'function_call':[],'refusal':[],'reasoning':{}},'finish_reason':7}]}",
                "{'choices':[{'delta':{'tool_calls':[7,null,{'function':'x'},{'index':'y'}],'content':[7,{'text':8},{'type':'thinking'}]}}]}",
                "{'choices':[null,7,[]],'usage':7}",
                "{'choices':{'a':1},'usage':[],'x_groq':7,'id':8,'model':[]}"
            })
    void wrong_types_say_nothing(String chunk) throws Exception {
        assertThat(stream("data: " + chunk + "\n\n").replaceFirst("start null null\n", ""))
                .isEmpty();
    }

    @Test
    void a_whole_answer() throws Exception {
        assertThat(whole(
                        "\n\n  {'id':'a','model':'b','choices':[{'index':1,'message':{'role':'assistant','content':null,'reasoning':'hm',"
                                + "'tool_calls':[{'id':'0','function':{'name':'f','arguments':'{}'}},{'id':'0','function':{'name':'f','arguments':{}}}]},"
                                + "'finish_reason':'stop'},{'index':0,'message':{'content':'x'},'finish_reason':'eos'}],"
                                + "'usage':{'prompt_tokens':1,'completion_tokens':2}}"))
                .isEqualTo("""
                        start a b
                        1 reasoning hm
                        1 tool 0 0 f null
                        1 arguments 0 {}
                        1 tool 1 call_2 f null
                        1 arguments 1 {}
                        0 text x
                        usage 1 0 0 2 0
                        0 finish STOP null
                        1 finish TOOL_CALLS null
                        usage 1 0 0 2 0
                        end
                        """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "[]",
                "{}",
                "7",
                "{'choices':[]}",
                "{'choices':[{'text':'x'}]}",
                "{'choices':[{'message':null}]}",
                "{'id':1} x"
            })
    void not_an_answer(String body) {
        assertThatThrownBy(() -> whole(body)).isExactlyInstanceOf(MalformedStream.class);
    }

    @Test
    void an_error_in_place_of_an_answer() {
        UpstreamFailed failed = catchThrowableOfType(
                UpstreamFailed.class,
                () -> whole("{'error':{'message':'Overloaded','type':'engine_overloaded_error'}}"));

        assertThat(failed.error().kind()).isEqualTo(Kind.OVERLOADED);
    }
}
