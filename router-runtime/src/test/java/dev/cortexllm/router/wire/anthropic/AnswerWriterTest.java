package dev.cortexllm.router.wire.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.router.account.Usage;
import dev.cortexllm.router.wire.chat.AnswerContext;
import dev.cortexllm.router.wire.chat.AnswerSink;
import dev.cortexllm.router.wire.chat.AnswerWriter;
import dev.cortexllm.router.wire.chat.FinishReason;
import dev.cortexllm.router.wire.json.JsonTrees;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerWriterTest {
    private static final AnswerContext CONTEXT =
            new AnswerContext("req_1", 7, "target", usage -> (": cost of " + usage.outputTokens() + "\n\n")
                    .getBytes(StandardCharsets.UTF_8));

    private static String written(boolean stream, Consumer<AnswerSink> answer) throws Exception {
        AnthropicDialect dialect = new AnthropicDialect();
        byte[] request = ("{\"model\":\"m\",\"stream\":" + stream + "}").getBytes(StandardCharsets.UTF_8);
        AnswerWriter writer = dialect.writer(dialect.scan(request), CONTEXT);
        answer.accept(writer);
        return new String(writer.take(), StandardCharsets.UTF_8);
    }

    /** The events of a stream, a line each, in single quotes and without what every event repeats. */
    private static String events(Consumer<AnswerSink> answer) throws Exception {
        return written(true, sink -> {
                    sink.start("msg_a", "m");
                    answer.accept(sink);
                })
                .replace('"', '\'')
                .replaceAll("event: (\\w+)\ndata: \\{'type':'\\1',?", "$1 {")
                .replaceAll("(?m)^message_start .*\n\n", "")
                .replace("\n\n", "\n");
    }

    private static String whole(Consumer<AnswerSink> answer) throws Exception {
        return written(false, sink -> {
                    sink.start(null, null);
                    answer.accept(sink);
                    sink.end();
                })
                .replace('"', '\'');
    }

    private static void everything(AnswerSink sink) {
        sink.keepAlive();
        sink.reasoning(0, "wh");
        sink.reasoning(0, "y");
        sink.signature(0, "sig");
        sink.redacted(0, "secret");
        sink.text(0, "H");
        sink.text(1, "another answer");
        sink.logprobs(0, JsonTrees.object());
        sink.text(0, "i\n\u2028");
        sink.tool(0, 0, "t1", "f", "proof");
        sink.arguments(0, 0, "{\"a\"");
        sink.arguments(0, 0, ":1.0}");
        sink.tool(0, 1, "t2", "g", null);
        sink.finish(0, FinishReason.TOOL_CALLS, null);
        sink.usage(new Usage(9, 1));
        sink.usage(new Usage(17, 5, 2, 20, 3));
    }

    @Test
    void everything_streamed() throws Exception {
        assertThat(events(sink -> {
                    everything(sink);
                    sink.end();
                }))
                .isEqualTo("""
                        ping {}
                        content_block_start {'index':0,'content_block':{'type':'thinking','thinking':'','signature':''}}
                        content_block_delta {'index':0,'delta':{'type':'thinking_delta','thinking':'wh'}}
                        content_block_delta {'index':0,'delta':{'type':'thinking_delta','thinking':'y'}}
                        content_block_delta {'index':0,'delta':{'type':'signature_delta','signature':'sig'}}
                        content_block_stop {'index':0}
                        content_block_start {'index':1,'content_block':{'type':'redacted_thinking','data':'secret'}}
                        content_block_stop {'index':1}
                        content_block_start {'index':2,'content_block':{'type':'text','text':''}}
                        content_block_delta {'index':2,'delta':{'type':'text_delta','text':'H'}}
                        content_block_delta {'index':2,'delta':{'type':'text_delta','text':'i\\n\u2028'}}
                        content_block_stop {'index':2}
                        content_block_start {'index':3,'content_block':{'type':'tool_use','id':'t1','name':'f','input':{},'caller':{'type':'direct'}}}
                        content_block_delta {'index':3,'delta':{'type':'input_json_delta','partial_json':'{\\'a\\''}}
                        content_block_delta {'index':3,'delta':{'type':'input_json_delta','partial_json':':1.0}'}}
                        content_block_stop {'index':3}
                        content_block_start {'index':4,'content_block':{'type':'tool_use','id':'t2','name':'g','input':{},'caller':{'type':'direct'}}}
                        content_block_stop {'index':4}
                        message_delta {'delta':{'stop_reason':'tool_use','stop_sequence':null},'usage':{'input_tokens':10,'cache_creation_input_tokens':2,'cache_read_input_tokens':5,'output_tokens':20,'output_tokens_details':{'thinking_tokens':3}}}
                        : cost of 20
                        message_stop {}
                        """);
    }

    @Test
    void everything_in_one_piece() throws Exception {
        assertThat(whole(AnswerWriterTest::everything))
                .isEqualTo("{'id':'msg_req_1','type':'message','role':'assistant','model':'target','content':["
                        + "{'type':'thinking','thinking':'why','signature':'sig'},{'type':'redacted_thinking','data':'secret'},"
                        + "{'type':'text','text':'Hi\\n\u2028'},"
                        + "{'type':'tool_use','id':'t1','name':'f','input':{'a':1.0},'caller':{'type':'direct'}},"
                        + "{'type':'tool_use','id':'t2','name':'g','input':{},'caller':{'type':'direct'}}],"
                        + "'stop_reason':'tool_use','stop_sequence':null,'usage':{'input_tokens':10,"
                        + "'cache_creation_input_tokens':2,'cache_read_input_tokens':5,'output_tokens':20,"
                        + "'output_tokens_details':{'thinking_tokens':3}}}");
    }

    @Test
    void a_message_begins_with_what_is_known() throws Exception {
        assertThat(written(true, sink -> sink.start("chatcmpl-1", null)))
                .isEqualTo(
                        "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_chatcmpl-1\","
                                + "\"type\":\"message\",\"role\":\"assistant\",\"model\":\"target\",\"content\":[],\"stop_reason\":null,"
                                + "\"stop_sequence\":null,\"usage\":{\"input_tokens\":0,\"cache_creation_input_tokens\":0,"
                                + "\"cache_read_input_tokens\":0,\"output_tokens\":0}}}\n\n");
    }

    /** A provider that tells two calls in turns: each gets its own arguments, one block after the other. */
    @Test
    void calls_told_in_turns_come_one_after_another() throws Exception {
        assertThat(events(sink -> {
                    sink.tool(0, 0, "t1", "f", null);
                    sink.tool(0, 1, "t2", "g", null);
                    sink.tool(0, 2, "t3", "h", null);
                    sink.arguments(0, 0, "{\"a\":\"}");
                    sink.arguments(0, 1, "{");
                    sink.arguments(0, 2, "{}");
                    sink.arguments(0, 1, "}");
                    sink.arguments(0, 0, "\"}");
                    sink.text(0, "so");
                    sink.finish(0, FinishReason.STOP, null);
                }))
                .isEqualTo("""
                        content_block_start {'index':0,'content_block':{'type':'tool_use','id':'t1','name':'f','input':{},'caller':{'type':'direct'}}}
                        content_block_delta {'index':0,'delta':{'type':'input_json_delta','partial_json':'{\\'a\\':\\'}'}}
                        content_block_delta {'index':0,'delta':{'type':'input_json_delta','partial_json':'\\'}'}}
                        content_block_stop {'index':0}
                        content_block_start {'index':1,'content_block':{'type':'tool_use','id':'t2','name':'g','input':{},'caller':{'type':'direct'}}}
                        content_block_delta {'index':1,'delta':{'type':'input_json_delta','partial_json':'{}'}}
                        content_block_stop {'index':1}
                        content_block_start {'index':2,'content_block':{'type':'tool_use','id':'t3','name':'h','input':{},'caller':{'type':'direct'}}}
                        content_block_delta {'index':2,'delta':{'type':'input_json_delta','partial_json':'{}'}}
                        content_block_stop {'index':2}
                        content_block_start {'index':3,'content_block':{'type':'text','text':''}}
                        content_block_delta {'index':3,'delta':{'type':'text_delta','text':'so'}}
                        content_block_stop {'index':3}
                        """);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '~', delimiter = '|', textBlock = """
            {"a":1}   | {'a':1} | tool_use   | {'a':1}
            {"a":     | {}      | max_tokens | {'a':
            [1]       | {}      | tool_use   |
            """)
    void broken_arguments(String arguments, String inWhole, String streamReason, String streamed) throws Exception {
        Consumer<AnswerSink> answer = sink -> {
            sink.tool(0, 0, "t1", "f", null);
            sink.arguments(0, 0, arguments);
            sink.finish(0, FinishReason.TOOL_CALLS, null);
        };

        assertThat(whole(answer)).contains("'input':" + inWhole + ",", "'stop_reason':'tool_use'");
        String events = events(answer.andThen(AnswerSink::end));
        assertThat(events).contains("'stop_reason':'" + streamReason + "'");
        if (streamed == null) {
            assertThat(events).doesNotContain("partial_json");
        } else {
            assertThat(events.replace("\\'", "'")).contains("'partial_json':'" + streamed + "'");
        }
    }

    /** Half of a character is no text: it waits for the other half. */
    @Test
    void characters_stay_whole() throws Exception {
        assertThat(events(sink -> {
                    sink.text(0, "a\ud83d");
                    sink.text(0, "\ude80b");
                    sink.text(0, "\ud83d");
                    sink.text(0, "\ude80");
                }))
                .isEqualTo("""
                        content_block_start {'index':0,'content_block':{'type':'text','text':''}}
                        content_block_delta {'index':0,'delta':{'type':'text_delta','text':'a'}}
                        content_block_delta {'index':0,'delta':{'type':'text_delta','text':'🚀b'}}
                        content_block_delta {'index':0,'delta':{'type':'text_delta','text':'🚀'}}
                        """);
    }

    @ParameterizedTest
    @CsvSource({
        "STOP,,false,end_turn",
        "STOP,END,false,stop_sequence",
        "STOP,,true,refusal",
        "LENGTH,,false,max_tokens",
        "CONTENT_FILTER,,false,refusal",
        "TOOL_CALLS,,false,end_turn",
    })
    void reasons(FinishReason reason, String sequence, boolean refused, String word) throws Exception {
        Consumer<AnswerSink> answer = sink -> {
            if (refused) {
                sink.refusal(0, "no");
            }
            sink.finish(0, reason, sequence);
        };
        String expected = "'stop_reason':'" + word + "','stop_sequence':" + (sequence == null ? "null" : "'END'");

        assertThat(whole(answer)).contains(expected);
        assertThat(events(answer.andThen(AnswerSink::end))).contains(expected);
    }

    @Test
    void calls_count_for_more_than_the_reason() throws Exception {
        assertThat(whole(sink -> {
                    sink.tool(0, 0, "t1", "f", null);
                    sink.finish(0, FinishReason.STOP, null);
                }))
                .contains("'stop_reason':'tool_use'");
    }

    /** A provider that says nothing of usage: the numbers are there all the same, and nothing is claimed to cost. */
    @Test
    void usage_unknown() throws Exception {
        assertThat(events(sink -> {
                    sink.finish(0, FinishReason.STOP, null);
                    sink.end();
                }))
                .isEqualTo("""
                        message_delta {'delta':{'stop_reason':'end_turn','stop_sequence':null},'usage':{'input_tokens':0,'cache_creation_input_tokens':0,'cache_read_input_tokens':0,'output_tokens':0}}
                        message_stop {}
                        """);
    }
}
