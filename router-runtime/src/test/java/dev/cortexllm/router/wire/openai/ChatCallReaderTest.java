package dev.cortexllm.router.wire.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.router.wire.chat.AnswerFormat;
import dev.cortexllm.router.wire.chat.CacheMark;
import dev.cortexllm.router.wire.chat.ChatCall;
import dev.cortexllm.router.wire.chat.Media;
import dev.cortexllm.router.wire.chat.Message;
import dev.cortexllm.router.wire.chat.Part;
import dev.cortexllm.router.wire.chat.Thinking;
import dev.cortexllm.router.wire.chat.Tool;
import dev.cortexllm.router.wire.chat.ToolChoice;
import dev.cortexllm.router.wire.json.InvalidBody;
import dev.cortexllm.router.wire.json.JsonTrees;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChatCallReaderTest {
    private static ChatCall read(String fields) throws InvalidBody {
        return Calls.read(fields);
    }

    private static ChatCall readMessages(String messages) throws InvalidBody {
        return read("'messages':[" + messages + "]");
    }

    private static List<Part> parts(String content) throws InvalidBody {
        return readMessages("{'role':'user','content':[" + content + "]}")
                .messages()
                .get(0)
                .parts();
    }

    @Test
    void everything_in_its_place() throws Exception {
        ChatCall call = read(
                "'messages':[{'role':'developer','content':'be kind'},{'role':'user','content':'hi','name':'eve'}],"
                        + "'temperature':1.0,'top_p':0.50,'top_k':40,'presence_penalty':-2,'frequency_penalty':0.1,'seed':-7,"
                        + "'max_tokens':5,'max_completion_tokens':9,'stop':['a','b'],'n':2,'logprobs':true,'top_logprobs':3,"
                        + "'user':'u','safety_identifier':'s','parallel_tool_calls':false,'stream':true,"
                        + "'cache_control':{'type':'ephemeral','ttl':'1h'},"
                        + "'reasoning_effort':'xhigh','metadata':{'a':'1.10'},'store':null,'logit_bias':{}");

        assertThat(call.messages()).extracting(Message::role).containsExactly(Message.Role.SYSTEM, Message.Role.USER);
        assertThat(call.messages().get(1).name()).isEqualTo("eve");
        assertThat(call.messages().get(1).at()).isEqualTo("messages[1]");
        assertThat(call.sampling().temperature()).hasToString("1.0");
        assertThat(call.sampling().topP()).hasToString("0.50");
        assertThat(call.sampling().topK()).isEqualTo(40);
        assertThat(call.sampling().presencePenalty()).hasToString("-2");
        assertThat(call.sampling().frequencyPenalty()).hasToString("0.1");
        assertThat(call.sampling().seed()).isEqualTo(-7);
        assertThat(call.maxTokens()).isEqualTo(9);
        assertThat(call.stop()).containsExactly("a", "b");
        assertThat(call.choices()).isEqualTo(2);
        assertThat(call.logprobs().top()).isEqualTo(3);
        assertThat(call.user()).isEqualTo("s");
        assertThat(call.parallelToolCalls()).isFalse();
        assertThat(call.stream()).isTrue();
        assertThat(call.cache()).isEqualTo(new CacheMark("1h"));
        assertThat(call.thinking()).isEqualTo(new Thinking(null, Thinking.Effort.XHIGH, null));
        assertThat(call.rest()).isEqualTo(JsonTrees.read("{\"metadata\":{\"a\":\"1.10\"},\"logit_bias\":{}}"));
    }

    @Test
    void silence_is_null() throws Exception {
        ChatCall call = readMessages("{'role':'user','content':''}");

        assertThat(call.messages().get(0).parts()).containsExactly(new Part.Text("", null, "messages[0].content"));
        assertThat(call.tools()).isEmpty();
        assertThat(call.stop()).isEmpty();
        assertThat(call.rest()).isEmpty();
        assertThat(new Object[] {
                    call.toolChoice(),
                    call.parallelToolCalls(),
                    call.maxTokens(),
                    call.choices(),
                    call.logprobs(),
                    call.answerFormat(),
                    call.thinking(),
                    call.user(),
                    call.cache(),
                    call.sampling().temperature(),
                    call.sampling().topK()
                })
                .containsOnlyNulls();
        assertThat(call.stream()).isFalse();
    }

    @Test
    void calls_and_their_answers() throws Exception {
        ChatCall call = readMessages(
                "{'role':'user','content':'go'},{'role':'assistant','content':'ok','reasoning_content':'hm',"
                        + "'annotations':[],'tool_calls':[{'id':'c1','type':'function','function':{'name':'f','arguments':'{\\'a\\':'},"
                        + "'extra_content':{'google':{'thought_signature':'sig'}}},"
                        + "{'id':'c2','type':'custom','custom':{'name':'g','input':'x'}}]},"
                        + "{'role':'tool','tool_call_id':'c2','content':[{'type':'text','text':'two'},"
                        + "{'type':'image_url','image_url':{'url':'https://h/p.png','detail':'low'}}]},"
                        + "{'role':'tool','tool_call_id':'c1','content':'one'}");

        List<Part> said = call.messages().get(1).parts();
        assertThat(said.get(0)).isEqualTo(new Part.Reasoning("hm", null, "messages[1].reasoning_content"));
        assertThat(said.get(1)).isEqualTo(new Part.Text("ok", null, "messages[1].content"));
        assertThat(said.get(2))
                .isEqualTo(new Part.ToolUse("c1", "f", "{\"a\":", "sig", null, "messages[1].tool_calls[0]"));
        assertThat(said.get(3)).isInstanceOfSatisfying(Part.Foreign.class, custom -> {
            assertThat(custom.type()).isEqualTo("custom");
            assertThat(custom.json().at("/custom/input").asText()).isEqualTo("x");
        });
        Part.ToolResult second =
                (Part.ToolResult) call.messages().get(2).parts().get(0);
        assertThat(call.messages().get(2).role()).isEqualTo(Message.Role.USER);
        assertThat(second.toolUseId()).isEqualTo("c2");
        assertThat(second.error()).isFalse();
        assertThat(second.content())
                .containsExactly(
                        new Part.Text("two", null, "messages[2].content[0]"),
                        new Part.Image(new Media.Url("https://h/p.png"), "low", null, "messages[2].content[1]"));
        assertThat(call.rest()).isEmpty();
    }

    @Test
    void blocks_of_thought_replace_their_plain_text() throws Exception {
        List<Part> said = readMessages("{'role':'user','content':'x'},{'role':'assistant','content':'y','refusal':'no',"
                        + "'reasoning_content':'why','thinking_blocks':[{'type':'thinking','thinking':'why','signature':'s'},"
                        + "{'type':'redacted_thinking','data':'d'}]}")
                .messages()
                .get(1)
                .parts();

        assertThat(said)
                .containsExactly(
                        new Part.Reasoning("why", "s", "messages[1].thinking_blocks[0]"),
                        new Part.RedactedReasoning("d", "messages[1].thinking_blocks[1]"),
                        new Part.Text("y", null, "messages[1].content"),
                        new Part.Refusal("no", "messages[1].refusal"));
    }

    @Test
    void deprecated_functions_become_tools() throws Exception {
        ChatCall call = read(
                "'functions':[{'name':'f','description':'d','parameters':{'type':'object'}}],'function_call':{'name':'f'},"
                        + "'messages':[{'role':'user','content':'x'},{'role':'assistant','content':null,"
                        + "'function_call':{'name':'f','arguments':'{}'}},{'role':'function','name':'f','content':'42'}]");

        Tool.Function tool = (Tool.Function) call.tools().get(0);
        Part.ToolUse use = (Part.ToolUse) call.messages().get(1).parts().get(0);
        Part.ToolResult result =
                (Part.ToolResult) call.messages().get(2).parts().get(0);
        assertThat(tool.name()).isEqualTo("f");
        assertThat(tool.at()).isEqualTo("functions[0]");
        assertThat(call.toolChoice()).isEqualTo(new ToolChoice(ToolChoice.Mode.NAMED, List.of("f")));
        assertThat(call.parallelToolCalls()).isFalse();
        assertThat(result.toolUseId()).isEqualTo(use.id());
        assertThat(result.content()).containsExactly(new Part.Text("42", null, "messages[2].content"));
    }

    @Test
    void tools_and_the_choice_among_them() throws Exception {
        String tools =
                "'messages':[{'role':'user','content':'x'}],'tools':[{'type':'function','function':{'name':'a/b','strict':true},"
                        + "'cache_control':{'type':'ephemeral'}},{'type':'web_search_preview'},"
                        + "{'type':'function','function':{'name':'c'}}],'tool_choice':";

        ChatCall call = read(tools + "'required'");
        assertThat(call.tools().get(0))
                .isEqualTo(new Tool.Function("a/b", null, null, true, new CacheMark(null), "tools[0]"));
        assertThat(call.tools().get(1)).isInstanceOf(Tool.Foreign.class);
        assertThat(call.toolChoice()).isEqualTo(new ToolChoice(ToolChoice.Mode.REQUIRED, List.of()));
        assertThat(read(tools + "'none'").toolChoice().mode()).isEqualTo(ToolChoice.Mode.NONE);
        assertThat(read(tools + "'auto'").toolChoice().mode()).isEqualTo(ToolChoice.Mode.AUTO);
        assertThat(read(tools + "{'type':'function','function':{'name':'c'}}").toolChoice())
                .isEqualTo(new ToolChoice(ToolChoice.Mode.NAMED, List.of("c")));
        assertThat(read(tools + "{'type':'allowed_tools','allowed_tools':{'mode':'required','tools':["
                                + "{'type':'function','function':{'name':'c'}},{'type':'function','function':{'name':'a/b'}}]}}")
                        .toolChoice())
                .isEqualTo(new ToolChoice(ToolChoice.Mode.REQUIRED, List.of("c", "a/b")));
    }

    @Test
    void forms_of_the_answer() throws Exception {
        String user = "'messages':[{'role':'user','content':'x'}],'response_format':";

        assertThat(read(user + "{'type':'text'}").answerFormat()).isNull();
        assertThat(read(user + "{'type':'json_object'}").answerFormat()).isEqualTo(new AnswerFormat.JsonObject());
        AnswerFormat.JsonSchema schema = (AnswerFormat.JsonSchema)
                read(user + "{'type':'json_schema','json_schema':{'name':'n','strict':true,'schema':{'enum':[1.0]}}}")
                        .answerFormat();
        assertThat(schema.name()).isEqualTo("n");
        assertThat(schema.strict()).isTrue();
        assertThat(schema.schema()).hasToString("{\"enum\":[1.0]}");
    }

    @Test
    void thinking_as_other_vendors_have_it() throws Exception {
        String user = "'messages':[{'role':'user','content':'x'}],'thinking':";

        assertThat(read(user + "{'type':'enabled','budget_tokens':2048}").thinking())
                .isEqualTo(new Thinking(Thinking.Mode.ENABLED, null, 2048));
        ChatCall unknown = read(user + "{'type':'enabled','keep':'all'}");
        assertThat(unknown.thinking()).isNull();
        assertThat(unknown.rest().has("thinking")).isTrue();
    }

    @Test
    void images_and_files() throws Exception {
        assertThat(parts("{'type':'image_url','image_url':{'url':'data:image/JPG;x=y;base64,QU JD\\n'}}"))
                .containsExactly(
                        new Part.Image(new Media.Inline("image/jpeg", "QUJD"), null, null, "messages[0].content[0]"));
        assertThat(parts("{'type':'image_url','image_url':{'url':'data:image/svg+xml,%3Csvg/%3E'}}"))
                .containsExactly(new Part.Image(
                        new Media.Inline("image/svg+xml", "PHN2Zy8+"), null, null, "messages[0].content[0]"));
        assertThat(parts("{'type':'image_url','image_url':{'url':'data:application/pdf;base64,QQ=='}}"))
                .containsExactly(new Part.Document(
                        new Media.Inline("application/pdf", "QQ=="), null, null, "messages[0].content[0]"));
        assertThat(parts("{'type':'image_url','image_url':{'url':'https://h/a.PDF?x=1'}}"))
                .containsExactly(
                        new Part.Document(new Media.Url("https://h/a.PDF?x=1"), null, null, "messages[0].content[0]"));
        assertThat(parts("{'type':'file','file':{'filename':'a.txt','file_data':'data:text/plain;base64,w6TDtg'},"
                        + "'prompt_cache_breakpoint':{'mode':'explicit'}}"))
                .containsExactly(new Part.Document(
                        new Media.PlainText("äö"), "a.txt", new CacheMark(null), "messages[0].content[0]"));
        assertThat(parts("{'type':'file','file':{'file_id':'file-1'}}"))
                .containsExactly(new Part.Document(new Media.FileId("file-1"), null, null, "messages[0].content[0]"));
        assertThat(parts("{'type':'input_audio','input_audio':{'data':'-_8','format':'wav'}}"))
                .containsExactly(new Part.Audio(new Media.Inline("audio/wav", "+/8="), "messages[0].content[0]"));
        assertThat(parts("{'type':'video_url','video_url':{'url':'https://h/v'}}")
                        .get(0))
                .isInstanceOf(Part.Foreign.class);
    }

    @Test
    void what_nobody_knows_is_kept_under_its_place() throws Exception {
        ChatCall call = readMessages(
                "{'role':'user','content':[{'type':'text','text':'a','lang':'de'}],'tool_calls':[1],'x':null},"
                        + "{'role':'assistant','content':'b','prefix':true}");

        assertThat(call.rest().properties())
                .extracting(java.util.Map.Entry::getKey)
                .containsExactlyInAnyOrder(
                        "messages[0].content[0].lang", "messages[0].tool_calls", "messages[1].prefix");
    }

    @Test
    void a_mark_at_a_message_stands_at_its_last_part() throws Exception {
        ChatCall call = readMessages("{'role':'system','content':'a','cache_control':{'type':'ephemeral'}},"
                + "{'role':'user','content':'b'}");

        assertThat(call.messages().get(0).parts())
                .containsExactly(new Part.Text("a", new CacheMark(null), "messages[0].content"));
    }
}
