package dev.cortexllm.router.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.cortexllm.api.v1alpha1.WireFormat;
import dev.cortexllm.catalogue.Catalogue;
import dev.cortexllm.config.Auth;
import dev.cortexllm.config.ConfigBundle;
import dev.cortexllm.config.Policy;
import dev.cortexllm.config.Upstream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentResourcesTest {
    private static final Definitions DEFINITIONS = Definitions.bundled();
    private static final Catalogue CATALOGUE = Catalogue.bundled();

    @ParameterizedTest
    @CsvSource({
        "ANTHROPIC_API_KEY, ANTHROPIC, https://api.anthropic.com,                 X_API_KEY,      claude-sonnet-4-6",
        "GEMINI_API_KEY,    GEMINI,    https://generativelanguage.googleapis.com, X_GOOG_API_KEY, gemini-2.5-flash",
        "GOOGLE_API_KEY,    GEMINI,    https://generativelanguage.googleapis.com, X_GOOG_API_KEY, gemini-2.5-flash",
        "OPENAI_API_KEY,    OPENAI,    https://api.openai.com/v1,                 BEARER,         gpt-5.4",
    })
    void oneKeyServesAVendorsModelsUnderTheirNames(
            String variable, WireFormat format, String url, Auth auth, String model) {
        ConfigBundle bundle = served(Map.of(variable, "k"));
        Upstream upstream = bundle.config().upstreams().get(0);
        assertThat(upstream.format()).isEqualTo(format);
        assertThat(upstream.baseUrl()).isEqualTo(url);
        assertThat(upstream.auth()).isEqualTo(auth);
        assertThat(bundle.secrets().values()).containsExactly("k");
        assertThat(bundle.config().policies()).extracting(Policy::models).contains(List.of(model));
    }

    @Test
    void geminisOwnKeyComesBeforeGoogles() {
        assertThat(served(Map.of("GOOGLE_API_KEY", "maps", "GEMINI_API_KEY", "gemini"))
                        .secrets()
                        .values())
                .containsExactly("gemini");
        assertThat(served(Map.of("GOOGLE_API_KEY", "maps", "GEMINI_API_KEY", " "))
                        .secrets()
                        .values())
                .as("a blank variable is none")
                .containsExactly("maps");
    }

    @ParameterizedTest
    @CsvSource({
        "https://house.openai.azure.com/,           ,           https://house.openai.azure.com/openai/v1",
        "https://house.openai.azure.com/openai/v1/, ,           https://house.openai.azure.com/openai/v1",
        "https://house.openai.azure.com,            2024-10-21, https://house.openai.azure.com",
    })
    void azureServesTheDeploymentsThatAreNamed(String endpoint, String version, String url) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "AZURE_OPENAI_API_KEY", "k",
                "AZURE_OPENAI_ENDPOINT", endpoint,
                "AZURE_OPENAI_DEPLOYMENT", "gpt-prod, gpt-test"));
        if (version != null) {
            environment.put("OPENAI_API_VERSION", version);
        }
        ConfigBundle bundle = served(environment);
        Upstream azure = bundle.config().upstreams().get(0);
        assertThat(azure.baseUrl()).isEqualTo(url);
        assertThat(azure.apiVersion()).isEqualTo(version);
        assertThat(azure.auth()).isEqualTo(Auth.API_KEY);
        assertThat(bundle.config().policies())
                .extracting(Policy::models)
                .containsExactly(List.of("gpt-prod"), List.of("gpt-test"));
    }

    @ParameterizedTest
    @CsvSource({
        "AZURE_OPENAI_ENDPOINT,   'is not set, and Azure OpenAI has no address of its own'",
        "AZURE_OPENAI_DEPLOYMENT, 'must name the models of Azure OpenAI, separated by commas'",
    })
    void whatAzureLacksIsNamed(String missing, String sentence) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "AZURE_OPENAI_API_KEY", "k",
                "AZURE_OPENAI_ENDPOINT", "https://house.openai.azure.com",
                "AZURE_OPENAI_DEPLOYMENT", "gpt-prod"));
        environment.remove(missing);
        assertThat(workspace(environment).compile(Optional.empty()).findings()).anySatisfy(finding -> {
            assertThat(finding.path()).isEqualTo(missing);
            assertThat(finding.message()).isEqualTo(sentence);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ANTHROPIC_API_KEY | ANTHROPIC_BASE_URL     | ''      | /v1/models?limit=1000        | x-api-key      | {"data":[{"id":"claude-x"}]}
            ANTHROPIC_API_KEY | ANTHROPIC_BASE_URL     | /v1/    | /v1/models?limit=1000        | x-api-key      | {"data":[{"id":"claude-x"}]}
            GEMINI_API_KEY    | GOOGLE_GEMINI_BASE_URL | ''      | /v1beta/models?pageSize=1000 | x-goog-api-key | {"models":[{"name":"models/claude-x"}]}
            OPENAI_API_KEY    | OPENAI_BASE_URL        | ''      | /v1/models                   | authorization  | {"data":[{"id":"claude-x"}]}
            OPENAI_API_KEY    | OPENAI_BASE_URL        | /llm/v1 | /llm/v1/models               | authorization  | {"data":[{"id":"claude-x"}]}
            """)
    void aServerNamedByAddressIsAskedInItsFormat(
            String key, String variable, String path, String asked, String header, String list) throws IOException {
        AtomicReference<String> seen = new AtomicReference<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            seen.set(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst(header));
            byte[] body = list.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort() + path;
            ConfigBundle bundle = served(Map.of(key, "k", variable, url));
            assertThat(bundle.config().policies()).extracting(Policy::models).containsExactly(List.of("claude-x"));
            assertThat(seen).hasValue(asked + " " + (header.equals("authorization") ? "Bearer k" : "k"));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void vendorsOfWhoseModelsTheCatalogueKnowsNoneAreAsked() {
        List<String> asked = new ArrayList<>();
        ReadResources read = EnvironmentResources.of(
                Map.of("GROQ_API_KEY", "g", "HF_TOKEN", "h", "MOONSHOT_API_KEY", "m"),
                CATALOGUE,
                (vendor, url, key) -> {
                    asked.add(vendor.key() + " " + url + " " + key);
                    if (vendor.key().equals("huggingface")) {
                        throw new IOException("not there");
                    }
                    return List.of("llama");
                });
        assertThat(asked)
                .containsExactly(
                        "groq https://api.groq.com/openai/v1 g", "huggingface https://router.huggingface.co/v1 h");
        assertThat(read.policies()).extracting(policy -> policy.id().name()).contains("llama", "kimi-k2.6");
        assertThat(read.findings()).singleElement().satisfies(finding -> assertThat(finding.message())
                .isEqualTo("Hugging Face cannot be asked for its models: not there"));
    }

    private static ConfigBundle served(Map<String, String> environment) {
        Workspace.Result result = workspace(environment).compile(Optional.empty());
        assertThat(result.findings()).allMatch(Finding::warning);
        return result.compilation().orElseThrow().bundle();
    }

    private static Workspace workspace(Map<String, String> environment) {
        return new Workspace(List.of(), null, Map.of(), environment, DEFINITIONS, CATALOGUE);
    }
}
