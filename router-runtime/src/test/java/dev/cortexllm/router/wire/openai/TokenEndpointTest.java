package dev.cortexllm.router.wire.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortexllm.router.wire.chat.UpstreamCall;
import dev.cortexllm.router.wire.sse.MalformedStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenEndpointTest {
    private static final String MESSAGES = "'messages':[{'role':'system','content':'a'},{'role':'user','content':'b'}]";
    private static final String TOOLS = ",'tools':[{'type':'function','function':{'name':'f'}}]";

    private static UpstreamCall count(String vendor, String fields) throws Exception {
        return new OpenAiFormat().count(Calls.read(fields + ",'max_tokens':5,'stream':true"), Calls.target(vendor));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            vllm     | /../tokenize                        | {'model':'m',MESSAGESTOOLS,'add_generation_prompt':true}
            llamacpp | /chat/completions/input_tokens      | {'model':'m',MESSAGESTOOLS}
            """)
    void whole_prompts(String vendor, String path, String body) throws Exception {
        UpstreamCall call = count(vendor, MESSAGES + TOOLS);

        assertThat(call.path()).isEqualTo(path);
        assertThat(new String(call.body().bytes(), StandardCharsets.UTF_8).replace('"', '\''))
                .isEqualTo(body.replace("MESSAGES", MESSAGES).replace("TOOLS", TOOLS));
    }

    @Test
    void moonshot_counts_messages_alone() throws Exception {
        UpstreamCall call = count("moonshot", MESSAGES);

        assertThat(call.path()).isEqualTo("/tokenizers/estimate-token-count");
        assertThat(new String(call.body().bytes(), StandardCharsets.UTF_8).replace('"', '\''))
                .isEqualTo("{'model':'m'," + MESSAGES + "}");
        assertThat(count("moonshot", MESSAGES + TOOLS)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "azure", "mistral", "groq", "deepseek", "together", "tgi", "openai-compatible"})
    void others_cannot_count(String vendor) throws Exception {
        assertThat(count(vendor, MESSAGES)).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"count":12,"max_model_len":100,"tokens":[1]}         | 12
            {"object":"response.input_tokens","input_tokens":7}   | 7
            {"data":{"total_tokens":80}}                          | 80
            """)
    void counts(String body, long tokens) throws Exception {
        assertThat(new OpenAiFormat().counted(body.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(tokens);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "7",
                "{\"count\":-1}",
                "{\"count\":\"7\"}",
                "{\"count\":99999999999999999999}",
                "<html>"
            })
    void not_a_count(String body) {
        assertThatThrownBy(() -> new OpenAiFormat().counted(body.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MalformedStream.class);
    }
}
