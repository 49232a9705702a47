package dev.cortexllm.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cortexllm.api.v1alpha1.WireFormat;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelListTest {
    @ParameterizedTest
    @CsvSource({
        "OPENAI,    https://api.openai.com/v1,                    ,           https://api.openai.com/v1/models",
        "OPENAI,    https://house.openai.azure.com/openai/v1,     ,           https://house.openai.azure.com/openai/v1/models",
        "OPENAI,    https://house.openai.azure.com,               2024-10-21,"
                + " https://house.openai.azure.com/openai/models?api-version=2024-10-21",
        "ANTHROPIC, https://api.anthropic.com,                    ,           https://api.anthropic.com/v1/models?limit=1000",
        "GEMINI,    https://generativelanguage.googleapis.com,    ,"
                + " https://generativelanguage.googleapis.com/v1beta/models?pageSize=1000",
    })
    void everyFormatHasItsPath(WireFormat format, String baseUrl, String version, String url) {
        assertThat(ModelList.url(format, baseUrl, version)).hasToString(url);
    }

    @Test
    void onlyAnthropicWantsAVersionInAHeader() {
        assertThat(ModelList.headers(WireFormat.ANTHROPIC, Auth.X_API_KEY, "k"))
                .isEqualTo(Map.of("anthropic-version", "2023-06-01", "x-api-key", "k"));
        assertThat(ModelList.headers(WireFormat.OPENAI, Auth.BEARER, "k"))
                .isEqualTo(Map.of("authorization", "Bearer k"));
        assertThat(ModelList.headers(WireFormat.OPENAI, Auth.API_KEY, "k")).isEqualTo(Map.of("api-key", "k"));
        assertThat(ModelList.headers(WireFormat.GEMINI, Auth.X_GOOG_API_KEY, "k"))
                .isEqualTo(Map.of("x-goog-api-key", "k"));
        assertThat(ModelList.headers(WireFormat.GEMINI, Auth.X_GOOG_API_KEY, null))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"object":"list","data":[{"id":"a"},{"id":"b"}]}                                                         | a b
            {"data":[{"type":"model","id":"a"}],"has_more":false,"first_id":"a","last_id":"a"}                       | a
            [{"id":"org/a","object":"model"}]                                                                        | org/a
            {"models":[{"name":"models/a","supportedGenerationMethods":["generateContent"]},{"name":"models/b"}]}    | a b
            {"models":[{"name":"models/e","supportedGenerationMethods":["embedContent"]}]}                           | ''
            {"data":[]}                                                                                              | ''
            """)
    void everyShapeIsRead(String answer, String ids) throws IOException {
        assertThat(ModelList.ids(new ObjectMapper().readTree(answer)))
                .contains(ids.isEmpty() ? List.of() : List.of(ids.split(" ")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"data\":{}}", "{\"models\":\"none\"}", "\"text\"", "1", "null"})
    void anythingElseIsNoList(String answer) throws IOException {
        assertThat(ModelList.ids(new ObjectMapper().readTree(answer))).isEmpty();
    }
}
