package dev.cortexllm.sandbox.models;

import static dev.cortexllm.sandbox.models.TestServer.json;
import static dev.cortexllm.sandbox.models.TestServer.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeminiServerTest {
    private static final String MODEL = "/v1beta/models/gemini-3-x";
    private static final String HELLO = "'contents':[{'role':'user','parts':[{'text':'hello there'}]}]";
    private static final String TOOL = "'tools':[{'functionDeclarations':[{'name':'weather','parameters':"
            + "{'type':'OBJECT','properties':{'city':{'type':'STRING'}}}}]}]";
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start("gemini --model gemini-3-x --api-key k --completion-tokens 4");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void answers_in_one_document_and_reads_snake_case() {
        JsonNode answer = json(post(
                        ":generateContent",
                        "{" + HELLO
                                + ",'system_instruction':{'parts':[{'text':'be kind'}]},'generation_config':{'max_output_tokens':3}}")
                .body());
        assertThat(answer.at("/candidates/0/content/parts/0/text").asText().split(" "))
                .hasSize(3);
        assertThat(answer.at("/candidates/0/finishReason").asText()).isEqualTo("MAX_TOKENS");
        assertThat(answer.at("/usageMetadata/promptTokenCount").asInt()).isEqualTo(12);
        assertThat(answer.at("/usageMetadata/totalTokenCount").asInt()).isEqualTo(15);
        assertThat(answer.get("modelVersion").asText()).isEqualTo("gemini-3-x");
    }

    @Test
    void streams_as_events_without_done_or_as_one_array() {
        String sse = post(":streamGenerateContent?alt=sse", "{" + HELLO + "}").body();
        assertThat(sse).contains("\r\n\r\n").doesNotContain("[DONE]");
        List<JsonNode> events = Stream.of(sse.split("\r\n\r\n"))
                .map(event -> json(event.substring("data: ".length())))
                .toList();
        assertThat(events).hasSize(5);
        assertThat(events)
                .extracting(e -> e.at("/usageMetadata/candidatesTokenCount").asInt())
                .containsExactly(1, 2, 3, 4, 4);
        assertThat(events.get(4).at("/candidates/0/finishReason").asText()).isEqualTo("STOP");
        assertThat(events.subList(0, 4)).noneMatch(e -> e.at("/candidates/0").has("finishReason"));

        JsonNode array = json(post(":streamGenerateContent", "{" + HELLO + "}").body());
        assertThat(text(array)).isEqualTo(text(events)).isNotEmpty();
    }

    @Test
    void calls_a_function_and_wants_its_signature_back() {
        String any = ",'toolConfig':{'functionCallingConfig':{'mode':'ANY'}}}";
        JsonNode part = json(post(":generateContent", "{" + HELLO + "," + TOOL + any)
                        .body())
                .at("/candidates/0/content/parts/0");
        assertThat(part.at("/functionCall/args/city").isTextual()).isTrue();
        String streamed = post(":streamGenerateContent?alt=sse", "{" + HELLO + "," + TOOL + any)
                .body();
        assertThat(Stream.of(streamed.split("\r\n\r\n"))).hasSize(1);

        String turns = "{'contents':[{'role':'user','parts':[{'text':'x'}]},{'role':'model','parts':[%s]},"
                + "{'role':'user','parts':[{'functionResponse':{'name':'weather','response':{}}}]}]}";
        String signed = turns.formatted(part.toString());
        assertThat(post(":generateContent", signed).statusCode()).isEqualTo(200);
        String unsigned = turns.formatted("{'functionCall':{'name':'weather','args':{}}}");
        assertThat(post(":generateContent", unsigned).body()).contains("thought_signature");
    }

    @Test
    void answers_json_after_a_schema() {
        String config = ",'generationConfig':{'responseMimeType':'application/json','responseJsonSchema':"
                + "{'type':'object','properties':{'snake_case':{'type':'integer'}}}}}";
        JsonNode answer = json(post(":generateContent", "{" + HELLO + config).body());
        String text = answer.at("/candidates/0/content/parts/0/text").asText();
        assertThat(json(text).get("snake_case").isInt()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'contents':[]}                                                     | contents is not specified
            {'contents':[{'role':'user','parts':[]}]}                           | contents[0].parts
            {'contents':[{'role':'assistant','parts':[{'text':'x'}]}]}          | valid role
            {'contents':[{'parts':[{'text':'x'}]}],'messages':[]}               | Unknown name "messages"
            {'contents':[{'parts':[{'text':'x'}]}],'generationConfig':{'max_tokens':1}} | Unknown name "maxTokens"
            {'contents':[{'parts':[{'functionResponse':{'name':'f'}}]}]}        | number of function response parts
            {'contents':                                                        | Invalid JSON payload
            """)
    void refuses_what_google_refuses(String body, String hint) {
        HttpResponse<String> response = post(":generateContent", body);
        assertThat(response.statusCode()).isEqualTo(400);
        JsonNode error = json(response.body()).get("error");
        assertThat(error.get("code").asInt()).isEqualTo(400);
        assertThat(error.get("status").asText()).isEqualTo("INVALID_ARGUMENT");
        assertThat(error.get("message").asText()).contains(hint);
    }

    @Test
    void wants_a_key_in_one_of_its_places() {
        assertThat(server.get("/v1beta/models").statusCode()).isEqualTo(403);
        HttpResponse<String> wrong = server.get("/v1beta/models?key=no");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(json(wrong.body()).at("/error/details/0/reason").asText()).isEqualTo("API_KEY_INVALID");
        JsonNode models = json(server.get("/v1beta/models?key=k").body());
        assertThat(models.at("/models/0/name").asText()).isEqualTo("models/gemini-3-x");
        assertThat(server.post("/v1beta/models/nope:generateContent?key=k", "{}")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void counts_and_embeds() {
        assertThat(json(post(":countTokens", "{" + HELLO + "}").body())
                        .get("totalTokens")
                        .asInt())
                .isEqualTo(6);
        String content = "{'content':{'parts':[{'text':'a b'}]}}";
        JsonNode one = json(post(":embedContent", content).body());
        JsonNode many = json(post(":batchEmbedContents", "{'requests':[" + content + "," + content + "]}")
                .body());
        assertThat(one.at("/embedding/values")).hasSize(64);
        assertThat(many.get("embeddings")).hasSize(2);
        assertThat(many.at("/embeddings/1/values")).isEqualTo(one.at("/embedding/values"));
    }

    private static String text(Iterable<JsonNode> responses) {
        StringBuilder text = new StringBuilder();
        responses.forEach(
                r -> text.append(r.at("/candidates/0/content/parts/0/text").asText()));
        return text.toString();
    }

    private static HttpResponse<String> post(String method, String body) {
        return server.post(MODEL + method, quoted(body), "x-goog-api-key", "k");
    }
}
