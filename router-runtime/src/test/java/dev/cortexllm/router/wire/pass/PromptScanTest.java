package dev.cortexllm.router.wire.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.router.wire.chat.PromptFacts;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptScanTest {
    private static PromptFacts scan(String body) {
        return PromptScan.scan(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'messages':[{'role':'user','content':'a'}]}                                                     | a    | ``
            {'messages':[{'role':'system','content':'s'},{'role':'user','content':'a'}]}                     | a    | s
            {'messages':[{'role':'developer','content':[{'type':'text','text':'s'}]},{'content':'a','role':'user'}]} | a | s
            {'system':'s','messages':[{'role':'user','content':[{'type':'text','text':'a'}]}]}               | a    | s
            {'system':[{'type':'text','text':'s'}],'messages':[{'role':'user','content':'a'}]}               | a    | s
            {'messages':[{'role':'user','content':'a'},{'role':'assistant','content':'b'},{'role':'user','content':'c'}]} | c | ``
            {'messages':[{'role':'user','content':'a'},{'role':'assistant','content':'b'}]}                  | a    | ``
            {'messages':[{'role':'user','content':'a'},{'role':'user','content':[{'type':'tool_result','content':'b'}]}]} | a | ``
            {'messages':[{'role':'user','content':'a'},{'role':'tool','content':'b'}]}                       | a    | ``
            {'messages':[{'role':'user','content':[{'text':'a','type':'text'},{'type':'image_url','image_url':{'url':'x'}}]}]} | a | ``
            {'messages':[{'role':'user','content':null}]}                                                    | ``   | ``
            {'messages':[1,[2],'x',{'role':7,'content':'a'}]}                                                | ``   | ``
            {'messages':{'role':'user','content':'a'}}                                                       | ``   | ``
            {'messages':[{'role':'user','content':[{'text':['a'],'type':{}},5]}]}                            | ``   | ``
            {}                                                                                               | ``   | ``
            """)
    void the_last_words_of_the_person_and_of_the_application_are_found(String body, String user, String system) {
        PromptFacts facts = scan(body);

        assertThat(facts.user()).isEqualTo(user);
        assertThat(facts.system()).isEqualTo(system);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                                           | ``
            {'tools':[]}                                                                 | ``
            {'tools':[{'type':'function','function':{'name':'f'}}]}                      | tools
            {'functions':[{'name':'f'}]}                                                 | tools
            {'messages':[{'role':'user','content':[{'type':'image_url','image_url':{'url':'x'}}]}]} | vision
            {'messages':[{'role':'user','content':[{'type':'image','source':{'data':'x'}}]}]} | vision
            {'messages':[{'role':'user','content':[{'type':'document','source':{}}]}]}   | vision
            {'messages':[{'role':'user','content':[{'type':'tool_result','content':[{'type':'image'}]}]}]} | vision
            {'response_format':{'type':'json_object'}}                                   | ``
            {'response_format':{'json_schema':{'type':'x'},'type':'json_schema'}}        | schema
            {'output_config':{'format':{'type':'json_schema','schema':{}}}}              | schema
            {'reasoning_effort':'high'}                                                  | reasoning
            {'reasoning_effort':'none'}                                                  | ``
            {'thinking':{'type':'enabled','budget_tokens':1024}}                         | reasoning
            {'thinking':{'type':'disabled'}}                                             | ``
            {'output_config':{'effort':'high'}}                                          | reasoning
            {'service_tier':'flex'}                                                      | unhurried
            {'service_tier':'auto'}                                                      | ``
            {'tools':[{'name':'f'}],'reasoning':{'effort':'low'}}                        | tools reasoning
            """)
    void what_the_request_needs_is_seen(String body, String needs) {
        PromptFacts facts = scan(body);

        assertThat((facts.tools() ? "tools " : "")
                        + (facts.vision() ? "vision " : "")
                        + (facts.jsonSchema() ? "schema " : "")
                        + (facts.reasoning() ? "reasoning " : "")
                        + (facts.unhurried() ? "unhurried " : ""))
                .isEqualTo(needs.isEmpty() ? "" : needs + " ");
    }

    @Test
    void of_a_huge_turn_only_the_ends_are_kept() {
        String turn = "b".repeat(3000) + "m".repeat(1 << 20) + "e".repeat(1024);
        PromptFacts facts =
                scan("{'system':'" + "s".repeat(5000) + "','messages':[{'role':'user','content':'" + turn + "'}]}");

        assertThat(facts.user())
                .hasSize(PromptFacts.USER_CHARS)
                .startsWith("b".repeat(2047) + "\n")
                .endsWith("\n" + "e".repeat(1024));
        assertThat(facts.userLength()).isEqualTo(turn.length());
        assertThat(facts.system()).hasSize(PromptFacts.SYSTEM_CHARS);
    }

    @Test
    void many_pieces_are_kept_like_one() {
        String part = "{'type':'text','text':'0123456789'}";
        PromptFacts facts = scan("{'messages':[{'role':'user','content':["
                + String.join(",", Collections.nCopies(20_000, part)) + "]}]}");

        assertThat(facts.user())
                .hasSize(PromptFacts.USER_CHARS)
                .startsWith("0123456789\n0123")
                .endsWith("9\n0123456789");
        assertThat(facts.userLength()).isEqualTo(20_000 * 11 - 1);
    }

    @ParameterizedTest
    @CsvSource({
        "'{''messages'':[]}', 0, 0",
        "'{''messages'':[{''role'':''user'',''content'':''one two three four five six''}]}', 8, 14",
        "'{''messages'':[{''role'':''user'',''content'':[{''type'':''image'',''source'':{''data'':''AAAAAAAAAAAAAAAAAAAAAAAA''}}]}]}', 1000, 1010",
        "'{''messages'':[{''role'':''user'',''content'':''中文字符''}]}', 8, 8",
        "'{''tools'':[{''name'':''abcdefgh'',''description'':''a b c d''}]}', 6, 10",
    })
    void tokens_are_guessed(String body, long least, long most) {
        assertThat(scan(body).tokens()).isBetween(least, most);
    }
}
