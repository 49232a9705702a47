package dev.cortexllm.router.wire.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cortexllm.router.wire.chat.AnswerFormat;
import dev.cortexllm.router.wire.chat.CacheMark;
import dev.cortexllm.router.wire.chat.ChatCall;
import dev.cortexllm.router.wire.chat.Media;
import dev.cortexllm.router.wire.chat.Message.Role;
import dev.cortexllm.router.wire.chat.Part;
import dev.cortexllm.router.wire.chat.Thinking;
import dev.cortexllm.router.wire.chat.Tool;
import dev.cortexllm.router.wire.chat.ToolChoice;
import dev.cortexllm.router.wire.json.InvalidBody;
import dev.cortexllm.router.wire.json.JsonTrees;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestReaderTest {
    private static final String HI = "'messages':[{'role':'user','content':'hi'}]";

    /** Reads a body whose quotes are single. */
    private static ChatCall read(AnthropicDialect dialect, String fields) throws InvalidBody {
        String json = "{'model':'m'," + fields + "}";
        return dialect.read(dialect.scan(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
    }

    private static ChatCall read(String fields) throws InvalidBody {
        return read(new AnthropicDialect(), "'max_tokens':9," + fields);
    }

    private static List<Part> parts(String role, String blocks) throws InvalidBody {
        return read("'messages':[{'role':'" + role + "','content':[" + blocks + "]}]")
                .messages()
                .get(0)
                .parts();
    }

    @Test
    void everything_in_its_place() throws Exception {
        ChatCall call =
                read("'system':[{'type':'text','text':'be kind','cache_control':{'type':'ephemeral','ttl':'1h'}}],"
                        + HI + ",'temperature':1.0,'top_p':0.50,'top_k':40,'stop_sequences':['a','b'],'stream':true,"
                        + "'thinking':{'type':'enabled','budget_tokens':2000},'output_config':{'effort':'xhigh','task_budget':7},"
                        + "'metadata':{'user_id':'u','team':'t'},'cache_control':{'type':'ephemeral'},"
                        + "'service_tier':'auto','container':null,'inference_geo':'eu'");

        assertThat(call.messages()).extracting("role").containsExactly(Role.SYSTEM, Role.USER);
        assertThat(call.messages().get(0).parts())
                .containsExactly(new Part.Text("be kind", new CacheMark("1h"), "system[0]"));
        assertThat(call.messages().get(1).parts()).containsExactly(new Part.Text("hi", null, "messages[0].content"));
        assertThat(call.sampling().temperature()).hasToString("1.0");
        assertThat(call.sampling().topP()).hasToString("0.50");
        assertThat(call.sampling().topK()).isEqualTo(40);
        assertThat(call.maxTokens()).isEqualTo(9);
        assertThat(call.stop()).containsExactly("a", "b");
        assertThat(call.stream()).isTrue();
        assertThat(call.thinking()).isEqualTo(new Thinking(Thinking.Mode.ENABLED, Thinking.Effort.XHIGH, 2000));
        assertThat(call.user()).isEqualTo("u");
        assertThat(call.cache()).isEqualTo(new CacheMark(null));
        assertThat(JsonTrees.text(call.rest()))
                .isEqualTo("{\"output_config.task_budget\":7,\"metadata.team\":\"t\",\"service_tier\":\"auto\","
                        + "\"inference_geo\":\"eu\"}");
    }

    @Test
    void silence_is_null() throws Exception {
        ChatCall call = read(HI);

        assertThat(call.toolChoice()).isNull();
        assertThat(call.parallelToolCalls()).isNull();
        assertThat(call.thinking()).isNull();
        assertThat(call.answerFormat()).isNull();
        assertThat(call.user()).isNull();
        assertThat(call.cache()).isNull();
        assertThat(call.tools()).isEmpty();
        assertThat(call.stop()).isEmpty();
        assertThat(call.rest()).isEmpty();
    }

    @Test
    void a_count_needs_no_limit() throws Exception {
        assertThat(read(AnthropicDialect.counting(), HI).maxTokens()).isNull();
        assertThat(catchThrowableOfType(() -> read(new AnthropicDialect(), HI), InvalidBody.class))
                .hasMessage("'max_tokens' is required.")
                .extracting(InvalidBody::param)
                .isEqualTo("max_tokens");
    }

    @Test
    void a_conversation_kept_elsewhere_is_to_be_sent_again() {
        InvalidBody refused = catchThrowableOfType(() -> read(HI + ",'thread':{'id':'t'}"), InvalidBody.class);

        assertThat(refused.code()).isEqualTo("thread_unsupported_request");
        assertThat(refused.param()).isEqualTo("thread");
    }

    @Test
    void blocks_of_users() throws Exception {
        assertThat(parts("user", "{'type':'text','text':'a','cache_control':{'type':'ephemeral'}}"))
                .containsExactly(new Part.Text("a", new CacheMark(null), "messages[0].content[0]"));
        assertThat(parts("user", "{'type':'image','source':{'type':'base64','media_type':'IMAGE/PNG','data':'A A-_'}}"))
                .containsExactly(
                        new Part.Image(new Media.Inline("image/png", "AA+/"), null, null, "messages[0].content[0]"));
        assertThat(parts("user", "{'type':'image','source':{'type':'url','url':'https://h/p'}}"))
                .containsExactly(new Part.Image(new Media.Url("https://h/p"), null, null, "messages[0].content[0]"));
        assertThat(parts("user", "{'type':'image','source':{'type':'file','file_id':'f'}}"))
                .containsExactly(new Part.Image(new Media.FileId("f"), null, null, "messages[0].content[0]"));
        assertThat(
                        parts(
                                "user",
                                "{'type':'document','title':'T','context':'C','source':{'type':'text','media_type':'text/plain','data':'D'}}"))
                .containsExactly(
                        new Part.Text("C", null, "messages[0].content[0].context"),
                        new Part.Document(new Media.PlainText("D"), "T", null, "messages[0].content[0]"));
        assertThat(
                        parts(
                                "user",
                                "{'type':'document','source':{'type':'content','content':[{'type':'text','text':'a'},{'type':'text','text':'b'}]}}"))
                .containsExactly(new Part.Document(new Media.PlainText("a\nb"), null, null, "messages[0].content[0]"));
    }

    @Test
    void a_document_with_images_is_its_blocks() throws Exception {
        List<Part> parts = parts(
                "user",
                "{'type':'document','source':{'type':'content','content':[{'type':'text','text':'a'},"
                        + "{'type':'image','source':{'type':'url','url':'https://h/p'}}]}}");

        assertThat(parts).hasExactlyElementsOfTypes(Part.Text.class, Part.Image.class);
    }

    @Test
    void calls_and_their_answers() throws Exception {
        assertThat(parts(
                        "assistant",
                        "{'type':'tool_use','id':'t','name':'f','input':{'n':1.0},'caller':{'type':'direct'}}"))
                .containsExactly(new Part.ToolUse("t", "f", "{\"n\":1.0}", null, null, "messages[0].content[0]"));
        assertThat(parts("user", "{'type':'tool_result','tool_use_id':'t','content':'x','is_error':true}"))
                .containsExactly(new Part.ToolResult(
                        "t",
                        List.of(new Part.Text("x", null, "messages[0].content[0].content")),
                        true,
                        null,
                        "messages[0].content[0]"));
        assertThat(parts("user", "{'type':'tool_result','tool_use_id':'t'}"))
                .containsExactly(new Part.ToolResult("t", List.of(), false, null, "messages[0].content[0]"));
    }

    @Test
    void thoughts() throws Exception {
        assertThat(parts(
                        "assistant",
                        "{'type':'thinking','thinking':'w','signature':'s'},{'type':'thinking','thinking':'v','signature':''},"
                                + "{'type':'redacted_thinking','data':'d'}"))
                .containsExactly(
                        new Part.Reasoning("w", "s", "messages[0].content[0]"),
                        new Part.Reasoning("v", null, "messages[0].content[1]"),
                        new Part.RedactedReasoning("d", "messages[0].content[2]"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            user      | search_result          | {'type':'search_result','source':'s'}
            assistant | server_tool_use        | {'type':'server_tool_use','id':'s','name':'web_search','input':{}}
            user      | hologram               | {'type':'hologram'}
            user      | image of type beam     | {'type':'image','source':{'type':'beam'}}
            user      | document of type beam  | {'type':'document','source':{'type':'beam'}}
            """, quoteCharacter = '~')
    void what_only_anthropic_knows_is_kept_as_it_is(String role, String type, String block) throws Exception {
        assertThat(parts(role, block))
                .containsExactly(
                        new Part.Foreign(type, JsonTrees.read(block.replace('\'', '"')), "messages[0].content[0]"));
    }

    @Test
    void tools() throws Exception {
        ChatCall call = read(
                HI + ",'tools':[{'name':'f','description':'d','input_schema':{'type':'object'},'strict':true,"
                        + "'cache_control':{'type':'ephemeral'},'defer_loading':true},{'type':'web_search_20250305','name':'web_search'}],"
                        + "'mcp_servers':[{'url':'https://h/'}],'tool_choice':{'type':'tool','name':'f','disable_parallel_tool_use':true}");

        assertThat(call.tools().get(0))
                .isEqualTo(new Tool.Function(
                        "f", "d", JsonTrees.object().put("type", "object"), true, new CacheMark(null), "tools[0]"));
        assertThat(call.tools().subList(1, 3))
                .hasOnlyElementsOfType(Tool.Foreign.class)
                .extracting(Tool::at)
                .containsExactly("tools[1]", "mcp_servers");
        assertThat(call.toolChoice()).isEqualTo(new ToolChoice(ToolChoice.Mode.NAMED, List.of("f")));
        assertThat(call.parallelToolCalls()).isFalse();
        assertThat(call.rest().fieldNames()).toIterable().containsExactly("tools[0].defer_loading");
    }

    @ParameterizedTest
    @CsvSource({"auto,AUTO", "any,REQUIRED", "none,NONE"})
    void choices_of_tools(String word, ToolChoice.Mode mode) throws Exception {
        ChatCall call = read(HI + ",'tool_choice':{'type':'" + word + "'}");

        assertThat(call.toolChoice()).isEqualTo(new ToolChoice(mode, List.of()));
        assertThat(call.parallelToolCalls()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            'thinking':{'type':'disabled'}                                      | DISABLED |
            'thinking':{'type':'between_tools'}                                 | DISABLED |
            'thinking':{'type':'adaptive','display':'summarized'}               | ADAPTIVE |
            'thinking':{'type':'adaptive'},'output_config':{'effort':'max'}     | ADAPTIVE | MAX
            'output_config':{'effort':'low'}                                    |          | LOW
            """, quoteCharacter = '~')
    void thinking(String fields, Thinking.Mode mode, Thinking.Effort effort) throws Exception {
        ChatCall call = read(HI + "," + fields);

        assertThat(call.thinking()).isEqualTo(new Thinking(mode, effort, null));
        assertThat(call.rest()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            'output_config':{'format':{'type':'json_schema','schema':{'type':'object'}}}
            'output_format':{'type':'json_schema','schema':{'type':'object'}}
            """, quoteCharacter = '~')
    void form_of_the_answer(String field) throws Exception {
        assertThat(read(HI + "," + field).answerFormat())
                .isEqualTo(new AnswerFormat.JsonSchema(
                        null, null, JsonTrees.object().put("type", "object"), null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            'messages':[]                                                            | messages | 'messages' must hold at least one message.
            'messages':{}                                                            | messages | 'messages' must be a list.
            'messages':[5]                                                           | messages[0] | 'messages[0]' must be an object.
            'messages':[{'role':'user'}]                                             | messages[0].content | 'messages[0].content' is required.
            'messages':[{'role':'tool','content':'x'}]                               | messages[0].role | 'messages[0].role' must be 'user', 'assistant' or 'system'.
            'messages':[{'role':'user','content':5}]                                 | messages[0].content | 'messages[0].content' must be a string or a list of content blocks.
            'messages':[{'role':'user','content':[{'text':'x'}]}]                    | messages[0].content[0].type | 'messages[0].content[0].type' is required.
            'messages':[{'role':'user','content':[{'type':'text','text':5}]}]        | messages[0].content[0].text | 'messages[0].content[0].text' must be a string.
            'messages':[{'role':'user','content':[{'type':'tool_use','id':'t','name':'f','input':{}}]}] | messages[0].content[0] | 'messages[0].content[0]': a block of type tool_use may only stand in an assistant message.
            'messages':[{'role':'assistant','content':[{'type':'tool_result','tool_use_id':'t'}]}] | messages[0].content[0] | 'messages[0].content[0]': a block of type tool_result may only stand in a user message.
            'messages':[{'role':'assistant','content':[{'type':'tool_use','id':'t','name':'f','input':'{}'}]}] | messages[0].content[0].input | 'messages[0].content[0].input' must be an object.
            'messages':[{'role':'user','content':[{'type':'image','source':{'type':'base64','media_type':'image/png','data':'A'}}]}] | messages[0].content[0].source.data | 'messages[0].content[0].source.data' must be base64.
            'messages':[{'role':'user','content':[{'type':'text','text':'x','cache_control':{'type':'forever'}}]}] | messages[0].content[0].cache_control.type | 'messages[0].content[0].cache_control.type' must be 'ephemeral'.
            'messages':[{'role':'user','content':'x'}],'system':[{'type':'image','source':{'type':'url','url':'u'}}] | system[0] | 'system[0]': a system prompt may hold nothing but text.
            'messages':[{'role':'user','content':'x'}],'temperature':1.5             | temperature | 'temperature' must be a number from 0 to 1.
            'messages':[{'role':'user','content':'x'}],'top_k':2.5                   | top_k | 'top_k' must be a whole number from 1 on.
            'messages':[{'role':'user','content':'x'}],'stop_sequences':['a',5]      | stop_sequences[1] | 'stop_sequences[1]' must be a string.
            'messages':[{'role':'user','content':'x'}],'tools':[{'name':'f'}]        | tools[0].input_schema | 'tools[0].input_schema' is required.
            'messages':[{'role':'user','content':'x'}],'tool_choice':{'type':'tool'} | tool_choice.name | 'tool_choice.name' is required.
            'messages':[{'role':'user','content':'x'}],'tool_choice':{'type':'auto','disable_parallel_tool_use':1} | tool_choice.disable_parallel_tool_use | 'tool_choice.disable_parallel_tool_use' must be true or false.
            'messages':[{'role':'user','content':'x'}],'thinking':{'type':'enabled'} | thinking.budget_tokens | 'thinking.budget_tokens' is required.
            'messages':[{'role':'user','content':'x'}],'thinking':{'type':'enabled','budget_tokens':5} | thinking.budget_tokens | 'thinking.budget_tokens' must be a whole number from 1024 on.
            'messages':[{'role':'user','content':'x'}],'output_config':{'effort':'none'} | output_config.effort | 'output_config.effort' must be 'low', 'medium', 'high', 'xhigh' or 'max'.
            'messages':[{'role':'user','content':'x'}],'output_config':{'format':{'type':'yaml'}} | output_config.format.type | 'output_config.format.type' must be 'json_schema'.
            """, quoteCharacter = '~', maxCharsPerColumn = 10_000)
    void complaints_name_the_place(String fields, String param, String message) {
        InvalidBody invalid = catchThrowableOfType(() -> read(fields), InvalidBody.class);

        assertThat(invalid).as(fields).hasMessage(message);
        assertThat(invalid.param()).isEqualTo(param);
    }
}
