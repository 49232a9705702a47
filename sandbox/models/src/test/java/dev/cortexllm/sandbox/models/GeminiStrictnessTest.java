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

/** The finer rules of generateContent: unknown fields at any depth, parts, thoughts, signatures. Facts: facts/wire/gemini.md. */
class GeminiStrictnessTest {
    private static final String HELLO = "'contents':[{'role':'user','parts':[{'text':'hello'}]}]";
    private static final String TOOLS = "'tools':[{'functionDeclarations':[{'name':'weather','parametersJsonSchema':"
            + "{'type':'object','properties':{'city':{'type':'string'}}}},{'name':'time'}]}]";
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start("gemini --model gemini-2.5-x --model gemini-3-x --completion-tokens 12");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            'contents':[{'role':'user','name':'x','parts':[{'text':'x'}]}]                             | "name" at 'contents[0]'
            'contents':[{'parts':[{'text':'x','cache_control':{}}]}]                                   | 'contents[0].parts[0]'
            'contents':[{'parts':[{'thought':true}]}]                                                  | required oneof field 'data'
            'contents':[{'parts':[{'text':'x','inlineData':{'mimeType':'image/png','data':'AAAA'}}]}]  | already set
            'contents':[{'parts':[{'inlineData':{'mimeType':'image/tiff','data':'AAAA'}}]}]            | Unsupported MIME type: image/tiff
            'contents':[{'parts':[{'inlineData':{'mimeType':'image/png','data':'%%'}}]}]               | Base64 decoding failed
            'contents':[{'parts':[{'fileData':{'fileUri':'https://x/y.png'}}]}]                        | unsupported file uri
            'contents':[{'parts':[{'functionResponse':{'name':'f','response':'x'}}]}]                  | number of function response parts
            'contents':[{'parts':[{'text':'x'}]}],'generationConfig':{'temperature':3}                 | temperature must be in the range
            'contents':[{'parts':[{'text':'x'}]}],'generationConfig':{'thinkingConfig':{'thinkingBudget':1,'thinkingLevel':'LOW'}} | only one of
            'contents':[{'parts':[{'text':'x'}]}],'generationConfig':{'responseMimeType':'text/json'}  | allowed mimetypes
            'contents':[{'parts':[{'text':'x'}]}],'tools':[{'functionDeclarations':[{'name':'f','strict':true}]}] | "strict" at 'tools[0].function_declarations[0]'
            'contents':[{'parts':[{'text':'x'}]}],'tools':[{'functionDeclarations':[{'name':'f','parameters':{'type':'object','additionalProperties':false}}]}] | "additionalProperties"
            'contents':[{'parts':[{'text':'x'}]}],'tools':[{'functionDeclarations':[{'name':'f','parameters':{'type':['string','null']}}]}] | Proto field is not repeating
            'contents':[{'parts':[{'text':'x'}]}],'toolConfig':{'functionCallingConfig':{'mode':'ANY','allowedFunctionNames':['g']}} | not declared: g
            """)
    void refuses_what_google_refuses(String fields, String hint) {
        HttpResponse<String> response = post("gemini-2.5-x", ":generateContent", "{" + fields + "}");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response.body()).at("/error/message").asText()).contains(hint);
    }

    @Test
    void newer_models_fetch_pictures_and_combine_json_with_tools() {
        String picture = "{'contents':[{'parts':[{'fileData':{'fileUri':'https://x/y.png','mimeType':'image/png'}}]}]}";
        assertThat(post("gemini-3-x", ":generateContent", picture).statusCode()).isEqualTo(200);
        String both = "{" + HELLO + "," + TOOLS + ",'generationConfig':{'responseMimeType':'application/json'}}";
        assertThat(post("gemini-3-x", ":generateContent", both).statusCode()).isEqualTo(200);
        assertThat(post("gemini-2.5-x", ":generateContent", both).statusCode()).isEqualTo(400);
    }

    @Test
    void thinks_where_it_is_asked_to_and_shows_it_where_that_is_asked_for() {
        String config = "{" + HELLO + ",'generationConfig':{'thinkingConfig':{'thinkingBudget':512%s}}}";
        JsonNode hidden = json(
                post("gemini-2.5-x", ":generateContent", config.formatted("")).body());
        assertThat(hidden.at("/candidates/0/content/parts")).hasSize(1);
        assertThat(hidden.at("/usageMetadata/thoughtsTokenCount").asInt()).isEqualTo(3);
        assertThat(hidden.at("/usageMetadata/candidatesTokenCount").asInt()).isEqualTo(12);
        String shown = config.formatted(",'includeThoughts':true");
        JsonNode parts =
                json(post("gemini-2.5-x", ":generateContent", shown).body()).at("/candidates/0/content/parts");
        assertThat(parts).hasSize(2);
        assertThat(parts.path(0).path("thought").asBoolean()).isTrue();
        StringBuilder thoughts = new StringBuilder();
        for (JsonNode event : events(
                post("gemini-2.5-x", ":streamGenerateContent?alt=sse", shown).body())) {
            JsonNode part = event.at("/candidates/0/content/parts/0");
            thoughts.append(part.has("thought") ? part.path("text").asText() : "");
        }
        assertThat(thoughts.toString()).isEqualTo(parts.path(0).path("text").asText());
    }

    @Test
    void calls_several_functions_at_once_and_signs_the_first() {
        String body = "{'contents':[{'parts':[{'text':'call:weather call:time'}]}]," + TOOLS + "}";
        JsonNode parts =
                json(post("gemini-3-x", ":generateContent", body).body()).at("/candidates/0/content/parts");
        assertThat(parts)
                .extracting(part -> part.at("/functionCall/name").asText())
                .containsExactly("weather", "time");
        assertThat(parts.path(0).has("thoughtSignature")).isTrue();
        assertThat(parts.path(1).has("thoughtSignature")).isFalse();
        List<JsonNode> events = events(
                post("gemini-3-x", ":streamGenerateContent?alt=sse", body).body());
        assertThat(events).hasSize(2);
        assertThat(events.get(1).at("/candidates/0/finishReason").asText()).isEqualTo("STOP");
    }

    @Test
    void a_limit_says_when_to_come_back_in_the_body_alone() {
        server.fault("{'kind':'status','code':429,'retryAfter':'17','next':1}");
        HttpResponse<String> limited = post("gemini-2.5-x", ":generateContent", "{" + HELLO + "}");
        assertThat(limited.headers().firstValue("retry-after")).isEmpty();
        assertThat(limited.body()).contains("RetryInfo").contains("17s");
    }

    @Test
    void counts_a_whole_request_only_under_its_own_name() {
        String inner = "{'generateContentRequest':{'model':'models/%s'," + HELLO + "}}";
        assertThat(post("gemini-2.5-x", ":countTokens", inner.formatted("gemini-2.5-x"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(post("gemini-2.5-x", ":countTokens", inner.formatted("other"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(post("gemini-2.5-x", ":countTokens", "{" + HELLO + ",'tools':[]}")
                        .body())
                .contains("Unknown name \\\"tools\\\"");
    }

    private static List<JsonNode> events(String stream) {
        return Stream.of(stream.split("\r\n\r\n"))
                .map(event -> json(event.substring("data: ".length())))
                .toList();
    }

    private static HttpResponse<String> post(String model, String method, String body) {
        return server.post("/v1beta/models/" + model + method, quoted(body));
    }
}
