package dev.cortexllm.router.wire.openai;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerReaderTest {
    @Test
    void a_plain_stream() throws Exception {
        assertThat(Answers.stream("""
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
        assertThat(Answers.stream("\uFEFFdata:{'choices':null}\r\rdata:{'choices':[{'delta':{'content':'a'}}]}\r\r"
                        + "event: x\rdata:{'choices':[{'finish_reason':'length'}],\rdata:'x_groq':{'usage':"
                        + "{'prompt_tokens':1,'completion_tokens':2}}}"))
                .isEqualTo("start null null\n0 text a\nusage 1 0 0 2 0\n0 finish LENGTH null\nusage 1 0 0 2 0\nend\n");
    }

    @Test
    void an_answer_that_is_closed_without_a_reason_is_complete() throws Exception {
        assertThat(Answers.chunks("{'delta':{'content':'a'}}")).isEqualTo("0 text a\n0 finish STOP null\nend\n");
    }

    @Test
    void parallel_calls_and_calls_in_turns() throws Exception {
        assertThat(Answers.chunks(
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
        assertThat(Answers.chunks(
                        "{'delta':{'tool_calls':[{'id':'t1','function':{'name':'f','arguments':'1'}}]}}",
                        "{'delta':{'tool_calls':[{'id':'t2','function':{'name':'f','arguments':'2'}}]}}",
                        "{'delta':{'tool_calls':[{'function':{'arguments':'3'}}]},'finish_reason':'tool_calls'}"))
                .isEqualTo(calls);
        assertThat(
                        Answers.chunks(
                                "{'delta':{'tool_calls':[{'index':0,'id':'t1','function':{'name':'f','arguments':'1'}}]}}",
                                "{'delta':{'tool_calls':[{'index':0,'id':'t2','function':{'name':'f','arguments':'2'}}]}}",
                                "{'delta':{'tool_calls':[{'index':0,'id':'made-up','function':{'arguments':'3'}}]},'finish_reason':'tool_calls'}"))
                .isEqualTo(calls);
    }

    @Test
    void calls_get_ids_that_are_not_used_yet() throws Exception {
        assertThat(Answers.chunks(
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
        String sent = new ToolNames().sent(Answers.LONG_NAME);

        assertThat(sent).matches("[A-Za-z0-9_-]{64}");
        assertThat(Answers.chunks(
                        "{'delta':{'function_call':{'name':'" + sent + "'}}}",
                        "{'delta':{'function_call':{'arguments':'{}'}}}"))
                .isEqualTo("0 tool 0 call_1x ".replace("call_1x", "call_2") + Answers.LONG_NAME
                        + " null\n0 arguments 0 {}\n0 finish TOOL_CALLS null\nend\n");
    }

    @Test
    void reasoning_in_all_its_forms() throws Exception {
        assertThat(Answers.chunks(
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
        assertThat(Answers.chunks(
                        "{'delta':{},'finish_reason':'" + word + "'}", "{'delta':{},'finish_reason':'length'}"))
                .isEqualTo("0 finish " + reason + " null\nend\n");
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
        assertThat(Answers.chunks("{'delta':{},'finish_reason':'stop','usage':" + usage.replace('"', '\'') + "}"))
                .isEqualTo(expected + "0 finish STOP null\n" + expected + "end\n");
    }

    @Test
    void a_whole_answer() throws Exception {
        assertThat(Answers.whole(
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
}
