package dev.cortexllm.router.wire.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.router.account.Usage;
import dev.cortexllm.router.wire.chat.AnswerContext;
import dev.cortexllm.router.wire.chat.AnswerSink;
import dev.cortexllm.router.wire.chat.AnswerWriter;
import dev.cortexllm.router.wire.chat.FinishReason;
import dev.cortexllm.router.wire.json.JsonTrees;
import dev.cortexllm.router.wire.pass.ChatRequestScan;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class AnswerWriterTest {
    private static final String STREAM = "'stream':true,'stream_options':{'include_usage':true}";
    private static final String TAIL = ",'logprobs':null,'finish_reason':null}],'usage':null}";

    /** What a client gets that asked with these fields; quotes are single on both sides. */
    private static String written(String fields, Consumer<AnswerSink> answer) throws Exception {
        byte[] body = ("{'model':'asked'," + fields + "}").replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        AnswerContext context = new AnswerContext(
                "req_test", 1700000000L, "target", usage -> (": cost of " + usage.outputTokens() + "\n\n").getBytes());
        AnswerWriter writer = new OpenAiDialect().writer(ChatRequestScan.scan(body), context);
        answer.accept(writer);
        return new String(writer.take(), StandardCharsets.UTF_8).replace('"', '\'');
    }

    /** The choices of each chunk, a line each, and what else there is in full. */
    private static String chunks(String fields, Consumer<AnswerSink> answer) throws Exception {
        String head = "data: {'id':'a1','object':'chat.completion.chunk','created':1700000000,'model':'m','choices':[";
        return written(fields, sink -> {
                    sink.start("a1", "m");
                    answer.accept(sink);
                })
                .replace(head, "")
                .replace(TAIL, "")
                .replace("\n\n", "\n");
    }

    private static JsonNode whole(String fields, Consumer<AnswerSink> answer) throws Exception {
        return JsonTrees.read(written(fields, sink -> {
                    sink.start("a1", "m");
                    answer.accept(sink);
                    sink.end();
                })
                .replace('\'', '"'));
    }

    @Test
    void text_and_two_calls_streamed() throws Exception {
        assertThat(chunks(STREAM, sink -> {
                    sink.text(0, "Hi");
                    sink.keepAlive();
                    sink.tool(0, 0, "t1", "f", null);
                    sink.arguments(0, 0, "{");
                    sink.arguments(0, 0, "}");
                    sink.tool(0, 1, "t2", "g", "sig");
                    sink.finish(0, FinishReason.TOOL_CALLS, null);
                    sink.usage(new Usage(17, 5, 2, 20, 3));
                    sink.end();
                }))
                .isEqualTo("""
                        {'index':0,'delta':{'role':'assistant','content':'','refusal':null}
                        {'index':0,'delta':{'content':'Hi'}
                        : keep-alive
                        {'index':0,'delta':{'tool_calls':[{'index':0,'id':'t1','type':'function','function':{'name':'f','arguments':''}}]}
                        {'index':0,'delta':{'tool_calls':[{'index':0,'function':{'arguments':'{'}}]}
                        {'index':0,'delta':{'tool_calls':[{'index':0,'function':{'arguments':'}'}}]}
                        {'index':0,'delta':{'tool_calls':[{'index':1,'id':'t2','type':'function','function':{'name':'g','arguments':''},'extra_content':{'google':{'thought_signature':'sig'}}}]}
                        {'index':0,'delta':{'tool_calls':[{'index':1,'function':{'arguments':'{}'}}]}
                        {'index':0,'delta':{},'logprobs':null,'finish_reason':'tool_calls'}],'usage':null}
                        ],'usage':{'prompt_tokens':17,'completion_tokens':20,'total_tokens':37,'prompt_tokens_details':{'cached_tokens':5,'cache_write_tokens':2},'completion_tokens_details':{'reasoning_tokens':3}}}
                        : cost of 20
                        data: [DONE]
                        """);
    }

    @Test
    void usage_that_nobody_asked_for_is_not_told() throws Exception {
        assertThat(written("'stream':true", sink -> {
                    sink.start(null, null);
                    sink.text(0, "a");
                    sink.finish(0, FinishReason.LENGTH, null);
                    sink.usage(new Usage(1, 2));
                    sink.end();
                }))
                .isEqualTo("""
                        data: {'id':'chatcmpl-req_test','object':'chat.completion.chunk','created':1700000000,'model':'target','choices':[{'index':0,'delta':{'role':'assistant','content':'','refusal':null},'logprobs':null,'finish_reason':null}]}

                        data: {'id':'chatcmpl-req_test','object':'chat.completion.chunk','created':1700000000,'model':'target','choices':[{'index':0,'delta':{'content':'a'},'logprobs':null,'finish_reason':null}]}

                        data: {'id':'chatcmpl-req_test','object':'chat.completion.chunk','created':1700000000,'model':'target','choices':[{'index':0,'delta':{},'logprobs':null,'finish_reason':'length'}]}

                        : cost of 2

                        data: [DONE]

                        """);
    }

    @Test
    void no_note_and_no_usage_where_none_is_known() throws Exception {
        assertThat(chunks(STREAM, sink -> {
                    sink.finish(0, FinishReason.STOP, "END");
                    sink.finish(0, FinishReason.STOP, null);
                    sink.end();
                }))
                .isEqualTo("""
                        {'index':0,'delta':{'role':'assistant','content':'','refusal':null}
                        {'index':0,'delta':{},'logprobs':null,'finish_reason':'stop','stop_reason':'END'}],'usage':null}
                        data: [DONE]
                        """);
    }

    @Test
    void thoughts_are_told_with_their_proof_once() throws Exception {
        assertThat(chunks(STREAM, sink -> {
                    sink.reasoning(0, "wh");
                    sink.reasoning(0, "y");
                    sink.signature(0, "s1");
                    sink.redacted(0, "xx");
                    sink.reasoning(0, "unproven");
                    sink.text(0, "so");
                    sink.reasoning(0, "more");
                    sink.signature(0, "s2");
                }))
                .isEqualTo("""
                        {'index':0,'delta':{'role':'assistant','content':'','refusal':null}
                        {'index':0,'delta':{'reasoning_content':'wh'}
                        {'index':0,'delta':{'reasoning_content':'y'}
                        {'index':0,'delta':{'thinking_blocks':[{'type':'thinking','thinking':'why','signature':'s1'}]}
                        {'index':0,'delta':{'thinking_blocks':[{'type':'redacted_thinking','data':'xx'}]}
                        {'index':0,'delta':{'reasoning_content':'unproven'}
                        {'index':0,'delta':{'content':'so'}
                        {'index':0,'delta':{'reasoning_content':'more'}
                        {'index':0,'delta':{'thinking_blocks':[{'type':'thinking','thinking':'more','signature':'s2'}]}
                        """);
    }

    @Test
    void probabilities_go_with_their_piece() throws Exception {
        JsonNode logprobs = JsonTrees.read("{\"content\":[{\"token\":\"a\",\"logprob\":-0.50}]}");
        assertThat(chunks(STREAM, sink -> {
                    sink.text(0, "a");
                    sink.logprobs(0, logprobs);
                    sink.text(1, "b");
                    sink.logprobs(0, logprobs);
                }))
                .isEqualTo("""
                        {'index':0,'delta':{'role':'assistant','content':'','refusal':null}
                        {'index':0,'delta':{'content':'a'},'logprobs':{'content':[{'token':'a','logprob':-0.50}]},'finish_reason':null}],'usage':null}
                        {'index':1,'delta':{'role':'assistant','content':'','refusal':null}
                        {'index':1,'delta':{'content':'b'}
                        {'index':0,'delta':{},'logprobs':{'content':[{'token':'a','logprob':-0.50}]},'finish_reason':null}],'usage':null}
                        """);
    }

    @Test
    void half_a_character_survives() throws Exception {
        String streamed = chunks(STREAM, sink -> {
            sink.text(0, "a\uD83D");
            sink.text(0, "\uDE80\u2028\uD83D\uDE80\uDE80");
        });

        assertThat(streamed).contains("'content':'a\\ud83d'").contains("'content':'\\ude80\u2028\uD83D\uDE80\\ude80'");
    }

    @Test
    void deprecated_functions_get_a_function_call() throws Exception {
        Consumer<AnswerSink> answer = sink -> {
            sink.tool(0, 0, "t1", "f", null);
            sink.arguments(0, 0, "{\"a\":1}");
            sink.tool(0, 1, "t2", "g", null);
            sink.finish(0, FinishReason.TOOL_CALLS, null);
        };

        assertThat(chunks(STREAM + ",'functions':[{'name':'f'}]", answer)).isEqualTo("""
                        {'index':0,'delta':{'role':'assistant','content':null,'refusal':null}
                        {'index':0,'delta':{'function_call':{'name':'f','arguments':''}}
                        {'index':0,'delta':{'function_call':{'arguments':'{\\'a\\':1}'}}
                        {'index':0,'delta':{},'logprobs':null,'finish_reason':'function_call'}],'usage':null}
                        """);
        JsonNode choice = whole("'x':'functions','functions':[{}]", answer).at("/choices/0");
        assertThat(choice.at("/message/function_call"))
                .isEqualTo(JsonTrees.read("{\"name\":\"f\",\"arguments\":\"{\\\"a\\\":1}\"}"));
        assertThat(choice.path("message").has("tool_calls")).isFalse();
        assertThat(choice.path("finish_reason").asText()).isEqualTo("function_call");
        assertThat(whole("'x':{'functions':[{}]},'y':'functions'", answer)
                        .at("/choices/0/message")
                        .has("tool_calls"))
                .isTrue();
    }

    @Test
    void whole_answer() throws Exception {
        JsonNode logprobs = JsonTrees.read("{\"content\":[1],\"refusal\":null}");
        JsonNode answer = whole("'stream':false", sink -> {
            sink.reasoning(1, "why");
            sink.signature(1, "s");
            sink.text(0, "He");
            sink.logprobs(0, logprobs);
            sink.keepAlive();
            sink.text(0, "llo");
            sink.logprobs(0, logprobs);
            sink.tool(1, 0, "t", "f", "g");
            sink.finish(0, FinishReason.STOP, "END");
            sink.finish(1, FinishReason.TOOL_CALLS, null);
            sink.usage(new Usage(3, 4));
        });

        assertThat(answer).isEqualTo(JsonTrees.read("""
                        {"id":"a1","object":"chat.completion","created":1700000000,"model":"m","choices":[
                        {"index":0,"message":{"role":"assistant","content":"Hello","refusal":null},
                         "logprobs":{"content":[1,1],"refusal":null},"finish_reason":"stop","stop_reason":"END"},
                        {"index":1,"message":{"role":"assistant","content":null,"refusal":null,"reasoning_content":"why",
                         "thinking_blocks":[{"type":"thinking","thinking":"why","signature":"s"}],
                         "tool_calls":[{"id":"t","type":"function","function":{"name":"f","arguments":"{}"},
                          "extra_content":{"google":{"thought_signature":"g"}}}]},
                         "logprobs":null,"finish_reason":"tool_calls"}],
                        "usage":{"prompt_tokens":3,"completion_tokens":4,"total_tokens":7,
                         "prompt_tokens_details":{"cached_tokens":0},"completion_tokens_details":{"reasoning_tokens":0}}}
                        """));
    }

    @Test
    void empty_and_refused_answers() throws Exception {
        JsonNode empty = whole("'n':1", sink -> sink.finish(0, FinishReason.STOP, null));
        JsonNode refused = whole("'n':1", sink -> {
            sink.refusal(0, "I will ");
            sink.refusal(0, "not");
            sink.finish(0, FinishReason.CONTENT_FILTER, null);
        });

        assertThat(empty.at("/choices/0/message/content").asText("null")).isEmpty();
        assertThat(empty.has("usage")).isFalse();
        assertThat(refused.at("/choices/0/message/content").isNull()).isTrue();
        assertThat(refused.at("/choices/0/message/refusal").asText()).isEqualTo("I will not");
        assertThat(refused.at("/choices/0/finish_reason").asText()).isEqualTo("content_filter");
    }

    @Test
    void nothing_of_a_whole_answer_comes_early() throws Exception {
        assertThat(written("'n':1", sink -> {
                    sink.start("a", "m");
                    sink.text(0, "a");
                    sink.finish(0, FinishReason.STOP, null);
                }))
                .isEmpty();
    }
}
