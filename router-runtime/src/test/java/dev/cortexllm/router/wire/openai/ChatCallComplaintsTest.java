package dev.cortexllm.router.wire.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cortexllm.router.wire.json.InvalidBody;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatCallComplaintsTest {
    private static final String CALLS = "{'role':'assistant','content':null,'tool_calls':["
            + "{'id':'c1','type':'function','function':{'name':'f','arguments':'{}'}},"
            + "{'id':'c2','type':'function','function':{'name':'g','arguments':''}}]}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'x':1                               | messages                  | messages: is missing; it must be an array of messages.
            'messages':{}                       | messages                  | messages: must be an array, not an object.
            'messages':[]                       | messages                  | messages: must hold at least one message.
            'messages':['hi']                   | messages[0]               | messages[0]: must be an object, not a string.
            'messages':[{'content':'x'}]        | messages[0].role          | messages[0].role: is missing; it must be a string.
            'messages':[{'role':'boss','content':''}] | messages[0].role    | messages[0].role: must be one of developer, system, user, assistant, tool, not 'boss'.
            'messages':[{'role':'user'}]        | messages[0].content       | messages[0].content: is missing; it must be a string or an array of parts.
            'messages':[{'role':'user','content':7}] | messages[0].content  | messages[0].content: must be a string or an array of parts, not a number.
            'messages':[{'role':'user','content':[7]}] | messages[0].content[0] | messages[0].content[0]: must be an object, not a number.
            'messages':[{'role':'user','content':[{}]}] | messages[0].content[0].type | messages[0].content[0].type: is missing; it must be a string.
            'messages':[{'role':'user','content':[{'type':'text'}]}] | messages[0].content[0].text | messages[0].content[0].text: is missing; it must be a string.
            'messages':[{'role':'system','content':[{'type':'image_url','image_url':{'url':'https://h'}}]}] | messages[0].content[0] | messages[0].content[0]: must be a text; a system message holds nothing else.
            'messages':[{'role':'user','content':'','name':5}] | messages[0].name | messages[0].name: must be a string, not a number.
            'messages':[{'role':'tool','tool_call_id':'c','content':''}] | messages[0] | messages[0]: a tool message must follow an assistant message that has 'tool_calls'.
            'messages':[{'role':'tool','content':''}] | messages[0].tool_call_id | messages[0].tool_call_id: is missing; it must be a string.
            'messages':[CALLS] | messages[0] | messages[0]: the call 'c1' must be answered by a tool message directly after this message.
            'messages':[CALLS,{'role':'tool','tool_call_id':'c1','content':''},{'role':'user','content':''}] | messages[0] | messages[0]: the call 'c2' must be answered by a tool message directly after this message.
            'messages':[CALLS,{'role':'tool','tool_call_id':'c9','content':''}] | messages[1].tool_call_id | messages[1].tool_call_id: no call of the assistant message before has the id 'c9'.
            'messages':[CALLS,{'role':'tool','tool_call_id':'c1','content':''},{'role':'tool','tool_call_id':'c1','content':''}] | messages[2].tool_call_id | messages[2].tool_call_id: the call 'c1' is answered already.
            'messages':[{'role':'function','name':'f','content':''}] | messages[0].name | messages[0].name: no assistant message before has called the function 'f'.
            'messages':[{'role':'assistant','tool_calls':[{'type':'function'}]}] | messages[0].tool_calls[0].id | messages[0].tool_calls[0].id: is missing; it must be a string.
            'messages':[{'role':'assistant','tool_calls':[{'id':'a'}]}] | messages[0].tool_calls[0].function | messages[0].tool_calls[0].function: is missing; it must be an object.
            'messages':[{'role':'assistant','tool_calls':[{'id':'a','function':{'name':'f','arguments':{}}}]}] | messages[0].tool_calls[0].function.arguments | messages[0].tool_calls[0].function.arguments: must be a string, not an object.
            'messages':[{'role':'assistant','tool_calls':[{'id':'a','function':{'name':'f','arguments':''}},{'id':'a','function':{'name':'f','arguments':''}}]}] | messages[0].tool_calls[1] | messages[0].tool_calls[1]: has the same id 'a' as another call of the message.
            'messages':[{'role':'assistant','content':'','thinking_blocks':[{'type':'x'}]}] | messages[0].thinking_blocks[0].type | messages[0].thinking_blocks[0].type: must be thinking or redacted_thinking.
            URL'ftp'END                         | messages[0].content[0].image_url.url | messages[0].content[0].image_url.url: must be an http, https or data URL.
            URL'data:image/png;base64'END       | messages[0].content[0].image_url.url | messages[0].content[0].image_url.url: is a data URL without a comma before its data.
            URL'data:;base64,QQ=='END           | messages[0].content[0].image_url.url | messages[0].content[0].image_url.url: is a data URL that names no media type.
            URL'data:image/png;base64,'END      | messages[0].content[0].image_url.url | messages[0].content[0].image_url.url: is a data URL without data.
            URL'data:image/png;base64,Q!'END    | messages[0].content[0].image_url.url | messages[0].content[0].image_url.url: holds data that is not base64.
            URL'data:image/png;base64,QUJDR'END | messages[0].content[0].image_url.url | messages[0].content[0].image_url.url: holds base64 that is cut off.
            URL'data:image/png,%4'END           | messages[0].content[0].image_url.url | messages[0].content[0].image_url.url: is a data URL with a percent sign that no two hex digits follow.
            URL'data:text/html;base64,QQ=='END  | messages[0].content[0].image_url.url | messages[0].content[0].image_url.url: must hold an image or a PDF, not text/html.
            'messages':[{'role':'user','content':[{'type':'file','file':{'file_data':'QQ=='}}]}] | messages[0].content[0].file.file_data | messages[0].content[0].file.file_data: must be a data URL that begins like data:application/pdf;base64,.
            'messages':[{'role':'user','content':[{'type':'input_audio','input_audio':{'data':'QQ==','format':'ogg'}}]}] | messages[0].content[0].input_audio.format | messages[0].content[0].input_audio.format: must be one of wav, mp3.
            USER'temperature':2.1               | temperature               | temperature: must be from 0 to 2.
            USER'temperature':'hot'             | temperature               | temperature: must be a number, not a string.
            USER'top_p':-0.1                    | top_p                     | top_p: must be from 0 to 1.
            USER'frequency_penalty':1e99        | frequency_penalty         | frequency_penalty: must be from -2 to 2.
            USER'seed':1.5                      | seed                      | seed: must be a whole number.
            USER'seed':99999999999999999999     | seed                      | seed: must be from -9223372036854775808 to 9223372036854775807.
            USER'max_tokens':0                  | max_tokens                | max_tokens: must be from 1 to 2147483647.
            USER'n':0                           | n                         | n: must be from 1 to 128.
            USER'stop':7                        | stop                      | stop: must be a string or an array of strings, not a number.
            USER'stop':['a',null]               | stop[1]                   | stop[1]: must be a string, not null.
            USER'logprobs':1                    | logprobs                  | logprobs: must be true or false, not a number.
            USER'top_logprobs':2                | top_logprobs              | top_logprobs: needs 'logprobs' to be true.
            USER'reasoning_effort':'huge'       | reasoning_effort          | reasoning_effort: must be one of none, minimal, low, medium, high, xhigh, max.
            USER'response_format':{'type':'x'}  | response_format.type      | response_format.type: must be one of text, json_object, json_schema.
            USER'response_format':{'type':'json_schema'} | response_format.json_schema | response_format.json_schema: is missing; it must be an object.
            USER'response_format':{'type':'json_schema','json_schema':{'name':'n'}} | response_format.json_schema.schema | response_format.json_schema.schema: is missing; it must be an object.
            USER'tools':'x'                     | tools                     | tools: must be an array, not a string.
            USER'tools':[{'type':'function'}]   | tools[0].function         | tools[0].function: is missing; it must be an object.
            USER'tools':[{'type':'function','function':{'name':''}}] | tools[0].function.name | tools[0].function.name: must not be empty.
            USER'tools':[{'type':'function','function':{'name':'f','parameters':[]}}] | tools[0].function.parameters | tools[0].function.parameters: must be a JSON schema, not an array.
            USER'tools':[TOOL],'functions':[{'name':'g'}] | functions       | functions: must not stand beside 'tools', which replaces it.
            USER'tool_choice':'required'        | tool_choice               | tool_choice: demands a call, but there are no tools.
            USER'tool_choice':'any'             | tool_choice               | tool_choice: must be none, auto, required, or an object.
            USER'tools':[TOOL],'tool_choice':{'type':'function','function':{'name':'g'}} | tool_choice.function.name | tool_choice.function.name: there is no tool 'g' among the tools.
            USER'tools':[TOOL],'tool_choice':{'type':'allowed_tools','allowed_tools':{'mode':'auto','tools':[]}} | tool_choice.allowed_tools.tools | tool_choice.allowed_tools.tools: must name at least one tool.
            USER'cache_control':{'type':'forever'} | cache_control.type     | cache_control.type: must be one of ephemeral.
            USER'user':'a','user':'b'           | user                      | 'user' stands twice in one object of the request (line 1, column 74, byte 73).
            """)
    void complaints_name_the_place(String fields, String param, String message) {
        String json = fields.replace("CALLS", CALLS)
                .replace("USER", "'messages':[{'role':'user','content':'x'}],")
                .replace("URL", "'messages':[{'role':'user','content':[{'type':'image_url','image_url':{'url':")
                .replace("END", "}}]}]")
                .replace("TOOL", "{'type':'function','function':{'name':'f'}}");
        InvalidBody invalid = catchThrowableOfType(InvalidBody.class, () -> Calls.read(json));

        assertThat(invalid).as(json).isNotNull();
        assertThat(invalid.getMessage()).isEqualTo(message);
        assertThat(invalid.param()).isEqualTo(param);
    }
}
