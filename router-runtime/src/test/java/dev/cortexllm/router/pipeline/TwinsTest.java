package dev.cortexllm.router.pipeline;

import static dev.cortexllm.router.pipeline.ColdModel.chat;
import static dev.cortexllm.router.pipeline.ColdModel.header;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.catalogue.Catalogue;
import dev.cortexllm.router.standalone.Definitions;
import dev.cortexllm.router.standalone.Workspace;
import dev.cortexllm.router.target.Address;
import dev.cortexllm.router.target.UpstreamState.Announced;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One conversation that wanders between unequal twins: Kimi K2 on vLLM with a small context, Moonshot's own API, and Claude. Each
 * twin gets the thoughts and the calls of all in its own words; the client keeps to what it was given.
 */
class TwinsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LOCAL = "deployment/default/kimi";

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final ArrayNode messages = JSON.createArrayNode();
    private FakeUpstream vllm;
    private FakeUpstream moonshot;
    private FakeUpstream claude;
    private TestRouter router;

    @BeforeEach
    void start() throws Exception {
        vllm = new FakeUpstream(vertx);
        moonshot = new FakeUpstream(vertx);
        claude = new FakeUpstream(vertx);
        Files.writeString(
                folder.resolve("twins.yaml"), """
                kind: LLMGateway
                apiVersion: cortexllm.dev/v1alpha1
                metadata: {name: main}
                spec: {replicas: 1}
                ---
                kind: ModelDeployment
                apiVersion: cortexllm.dev/v1alpha1
                metadata: {name: kimi, annotations: {cortexllm.dev/endpoints: "%s"}}
                spec:
                  engine: {type: VLLM}
                  model: {name: kimi-k2, source: "hf://moonshotai/Kimi-K2-Thinking"}
                  contextLength: 2000
                ---
                kind: Secret
                apiVersion: v1
                metadata: {name: keys, labels: {cortexllm.dev/credential: "true"}}
                stringData: {moonshot: sk-moonshot-0123456789, claude: sk-claude-0123456789}
                ---
                kind: LLMProvider
                apiVersion: cortexllm.dev/v1alpha1
                metadata: {name: moonshot}
                spec:
                  vendor: moonshot
                  baseUrl: "%s"
                  credentials: [{secretRef: {name: keys, key: moonshot}}]
                ---
                kind: LLMProvider
                apiVersion: cortexllm.dev/v1alpha1
                metadata: {name: claude}
                spec:
                  vendor: anthropic
                  baseUrl: "%s"
                  credentials: [{secretRef: {name: keys, key: claude}}]
                ---
                kind: RoutingPolicy
                apiVersion: cortexllm.dev/v1alpha1
                metadata: {name: assistant}
                spec:
                  models: [assistant]
                  strategy: LocalFirst
                  targets:
                  - {name: local, deploymentRef: {name: kimi}}
                  - {name: cloud, providerRef: {name: moonshot}, model: kimi-k2.6}
                  - {name: other, providerRef: {name: claude}, model: claude-sonnet-4-6}
                """.formatted(origin(vllm.url()), moonshot.url(), origin(claude.url())));
        Workspace.Result compiled = new Workspace(
                        List.of(folder), null, Map.of(), Map.of(), Definitions.bundled(), Catalogue.bundled())
                .compile(Optional.empty());
        assertThat(compiled.broken()).as(String.valueOf(compiled.findings())).isFalse();
        router = new TestRouter().serve(compiled.compilation().orElseThrow().bundle());
        says("user", "look twice");
    }

    @AfterEach
    void stop() {
        if (router != null) {
            router.close();
        }
        FakeUpstream.await(vertx.close());
    }

    private static String origin(String url) {
        return url.substring(0, url.length() - "/v1".length());
    }

    @Test
    void a_conversation_goes_to_and_fro() throws Exception {
        vllm.now(chat(answers("""
                {"role":"assistant","content":null,"reasoning":"first I look","tool_calls":[
                 {"id":"functions.look:0","type":"function","function":{"name":"look","arguments":"{}"}}]}""")));
        JsonNode first = turn("kimi");
        assertThat(first.path("reasoning_content").asText())
                .as("where clients look for it")
                .isEqualTo("first I look");
        assertThat(callId(first)).isEqualTo("functions.look:0");
        tool(first, "nothing");

        ready(false);
        moonshot.now(answers("""
                {"role":"assistant","content":null,"reasoning_content":"then I look again","tool_calls":[
                 {"id":"look:1","type":"function","function":{"name":"look","arguments":"{\\"again\\":true}"}}]}"""));
        JsonNode second = turn("moonshot");
        JsonNode toMoonshot = asked(moonshot);
        assertThat(toMoonshot.at("/messages/1/reasoning_content").asText()).isEqualTo("first I look");
        assertThat(toMoonshot.at("/messages/1").has("reasoning")).isFalse();
        assertThat(toMoonshot.at("/messages/1/tool_calls/0/id").asText()).isEqualTo("functions.look:0");
        assertThat(toMoonshot.at("/messages/2/tool_call_id").asText()).isEqualTo("functions.look:0");
        tool(second, "still nothing");

        moonshot.now(FakeUpstream.status(503, "{\"error\":{\"message\":\"down\"}}"));
        claude.now(claudeCalls());
        JsonNode third = turn("claude");
        JsonNode toClaude = asked(claude);
        assertThat(toClaude.at("/messages/1/content/0/id").asText()).isEqualTo("functions_look_0");
        assertThat(toClaude.at("/messages/2/content/0/tool_use_id").asText()).isEqualTo("functions_look_0");
        assertThat(toClaude.at("/messages/3/content/0/id").asText()).isEqualTo("look_1");
        assertThat(toClaude.toString()).as("thoughts without a proof").doesNotContain("first I look");
        assertThat(callId(third)).isEqualTo("toolu_01A");
        tool(third, "found");

        ready(true);
        vllm.now(chat(answers("{\"role\":\"assistant\",\"content\":\"done\"}")));
        turn("kimi");
        JsonNode toVllm = asked(vllm);
        for (int call = 0; call < 3; call++) {
            String id = "functions.look:" + call;
            int message = 1 + 2 * call;
            assertThat(toVllm.at("/messages/" + message + "/tool_calls/0/id").asText())
                    .isEqualTo(id);
            assertThat(toVllm.at("/messages/" + (message + 1) + "/tool_call_id").asText())
                    .isEqualTo(id);
        }
        for (String name : List.of("reasoning", "reasoning_content")) {
            assertThat(toVllm.at("/messages/1/" + name).asText()).isEqualTo("first I look");
            assertThat(toVllm.at("/messages/3/" + name).asText()).isEqualTo("then I look again");
        }
    }

    @Test
    void what_is_too_long_for_the_small_twin_goes_to_the_large_one_and_comes_back_no_more() throws Exception {
        vllm.now(chat(answers("{\"role\":\"assistant\",\"content\":\"short\"}")));
        turn("kimi");
        says("user", "word ".repeat(3_000));
        moonshot.now(answers("{\"role\":\"assistant\",\"content\":\"long\"}"));
        turn("moonshot");
        says("user", "and?");
        turn("moonshot");
        assertThat(chats(vllm)).hasSize(1);
    }

    private void says(String role, String text) {
        messages.addObject().put("role", role).put("content", text);
    }

    private void tool(JsonNode call, String result) {
        messages.addObject()
                .put("role", "tool")
                .put("tool_call_id", callId(call))
                .put("content", result);
    }

    private static String callId(JsonNode message) {
        return message.at("/tool_calls/0/id").asText();
    }

    /** Sends the conversation, takes the answer into it as it came, and checks who gave it. */
    private JsonNode turn(String by) throws Exception {
        ObjectNode request = JSON.createObjectNode().put("model", "assistant");
        request.set("messages", messages);
        request.putArray("tools")
                .addObject()
                .put("type", "function")
                .putObject("function")
                .put("name", "look")
                .putObject("parameters")
                .put("type", "object");
        HttpResponse<String> answer = router.post(request.toString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(header(answer, "x-cortex-provider")).isEqualTo(by);
        JsonNode message = JSON.readTree(answer.body()).at("/choices/0/message");
        messages.add(message);
        return message;
    }

    private void ready(boolean ready) {
        List<Announced> endpoints = ready ? List.of(new Announced("pod", Address.of(vllm.url()), true)) : List.of();
        router.router().parts().states().announce(LOCAL, endpoints);
    }

    private static List<FakeUpstream.Seen> chats(FakeUpstream upstream) {
        List<FakeUpstream.Seen> chats = new ArrayList<>(upstream.seen());
        chats.removeIf(seen -> seen.body().isEmpty());
        return chats;
    }

    private static JsonNode asked(FakeUpstream upstream) throws Exception {
        List<FakeUpstream.Seen> chats = chats(upstream);
        return JSON.readTree(chats.get(chats.size() - 1).body());
    }

    private static Handler<HttpServerRequest> answers(String message) {
        return FakeUpstream.status(
                200,
                "{\"id\":\"1\",\"object\":\"chat.completion\",\"choices\":[{\"index\":0,\"message\":" + message
                        + ",\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,"
                        + "\"total_tokens\":5}}");
    }

    private static Handler<HttpServerRequest> claudeCalls() {
        return FakeUpstream.status(
                200,
                "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude\",\"content\":[{\"type\":"
                        + "\"tool_use\",\"id\":\"toolu_01A\",\"name\":\"look\",\"input\":{}}],\"stop_reason\":"
                        + "\"tool_use\",\"stop_sequence\":null,\"usage\":{\"input_tokens\":3,\"output_tokens\":2}}");
    }
}
