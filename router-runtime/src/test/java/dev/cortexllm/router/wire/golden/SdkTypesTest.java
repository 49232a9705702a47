package dev.cortexllm.router.wire.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.router.wire.json.JsonTrees;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The judges are no yes-men. */
class SdkTypesTest {
    private static final String OPENAI =
            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\","
                    + "\"text\":\"x\"}]}],\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":"
                    + "{\"type\":\"object\",\"$defs\":{\"a\":{\"type\":\"string\"}},\"x\":1.0}}}],\"metadata\":{\"any\":\"1\"},"
                    + "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"s\",\"schema\":{\"q\":true}}},"
                    + "\"tool_choice\":\"auto\",\"temperature\":0.7,\"stream\":true}";
    private static final String ANTHROPIC =
            "{\"model\":\"m\",\"max_tokens\":5,\"system\":[{\"type\":\"text\",\"text\":\"s\","
                    + "\"cache_control\":{\"type\":\"ephemeral\"}}],\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\","
                    + "\"text\":\"x\"}]},{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\","
                    + "\"input\":{\"any\":[1]}}]}],\"tools\":[{\"name\":\"f\",\"input_schema\":{\"type\":\"object\",\"$defs\":{}}}],"
                    + "\"tool_choice\":{\"type\":\"any\"},\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024}}";
    private static final String GEMINI =
            "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"x\"},{\"inlineData\":"
                    + "{\"mimeType\":\"image/png\",\"data\":\"AAAA\"}}]},{\"role\":\"model\",\"parts\":[{\"functionCall\":{\"name\":"
                    + "\"f\",\"args\":{\"any\":1}},\"thoughtSignature\":\"c2ln\"}]}],\"systemInstruction\":{\"parts\":[{\"text\":"
                    + "\"s\"}]},\"tools\":[{\"functionDeclarations\":[{\"name\":\"f\",\"parametersJsonSchema\":{\"$defs\":{}}}]}],"
                    + "\"toolConfig\":{\"functionCallingConfig\":{\"mode\":\"ANY\",\"allowedFunctionNames\":[\"f\"]}},"
                    + "\"generationConfig\":{\"temperature\":0.7,\"maxOutputTokens\":5,\"stopSequences\":[\"E\"],\"thinkingConfig\":"
                    + "{\"thinkingBudget\":0,\"includeThoughts\":true}}}";

    private static SdkTypes sdk(String name) {
        return switch (name) {
            case "openai" -> new OpenAiSdk();
            case "anthropic" -> new AnthropicSdk();
            default -> new GeminiSdk();
        };
    }

    private static String request(String name) {
        return switch (name) {
            case "openai" -> OPENAI;
            case "anthropic" -> ANTHROPIC;
            default -> GEMINI;
        };
    }

    @ParameterizedTest
    @CsvSource({"openai", "anthropic", "gemini"})
    void they_take_what_is_right(String name) throws Exception {
        JsonNode request = JsonTrees.read(request(name));

        JsonNode back = sdk(name).request(request);

        assertThat(SdkJudge.equal(request, back)).as("%s", back).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "openai, '\"model\":\"m\"', '\"model\":\"m\",\"made_up\":1', made_up",
        "openai, '\"type\":\"text\"', '\"type\":\"text\",\"made_up\":1', made_up",
        "openai, '\"type\":\"text\"', '\"type\":\"smell\"', smell",
        "openai, '\"role\":\"user\"', '\"role\":\"nobody\"', nobody",
        "openai, '\"name\":\"f\"', '\"name\":\"f\",\"made_up\":1', made_up",
        "openai, '\"tool_choice\":\"auto\"', '\"tool_choice\":\"maybe\"', maybe",
        "openai, '0.7', '\"hot\"', temperature",
        "anthropic, '\"model\":\"m\"', '\"model\":\"m\",\"made_up\":1', made_up",
        "anthropic, '\"max_tokens\":5,', '', max_tokens",
        "anthropic, '\"type\":\"ephemeral\"', '\"type\":\"ephemeral\",\"made_up\":1', made_up",
        "anthropic, '\"type\":\"text\"', '\"type\":\"smell\"', smell",
        "anthropic, '\"type\":\"any\"', '\"type\":\"some\"', some",
        "gemini, '\"contents\"', '\"made_up\":1,\"contents\"', made_up",
        "gemini, '\"text\":\"x\"', '\"text\":\"x\",\"made_up\":1', made_up",
        "gemini, '\"name\":\"f\"', '\"name\":\"f\",\"made_up\":1', made_up",
        "gemini, '\"temperature\":0.7', '\"temperature\":\"hot\"', temperature",
        "gemini, '\"mode\":\"ANY\"', '\"mode\":\"SOME\"', SOME",
    })
    void they_refuse_what_is_wrong(String name, String right, String wrong, String complaint) throws Exception {
        String request = request(name);
        assertThat(request).contains(right);
        int at = request.indexOf(right);
        String changed = request.substring(0, at) + wrong + request.substring(at + right.length());

        assertThatThrownBy(() -> sdk(name).request(JsonTrees.read(changed)))
                .as(changed)
                .hasStackTraceContaining(complaint);
    }
}
