package dev.cortexllm.operator.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.api.v1alpha1.Strategy;
import dev.cortexllm.compile.Compilation;
import dev.cortexllm.config.Clients;
import dev.cortexllm.config.ConfigBundle;
import dev.cortexllm.config.KeyDigest;
import dev.cortexllm.config.Policy;
import dev.cortexllm.config.Policy.Target;
import dev.cortexllm.config.RouterConfig;
import dev.cortexllm.config.Upstream;
import dev.cortexllm.operator.Samples;
import dev.cortexllm.operator.compilation.GatewayId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SidecarConfigsTest {
    private static final GatewayId MAIN = new GatewayId("models", "main");
    private static final String URL = "http://main-router.models.svc.cluster.local";
    private static final String ACCOUNT = "apps/assistant";

    @Test
    void enginesAreCalledDirectlyAndAllElseThroughTheGateway() {
        RouterConfig derived = derived(gateway(null)).config();
        assertThat(derived.upstreams()).hasSize(2);
        Upstream through =
                derived.upstreams().stream().filter(u -> !u.local()).findFirst().orElseThrow();
        assertThat(through.baseUrl()).isEqualTo(URL + "/v1");
        Policy policy = derived.policies().get(0);
        assertThat(policy.targets())
                .extracting(
                        target -> target.name() + " " + target.upstream() + " " + target.model() + " " + target.price())
                .containsExactly(
                        "local deployment/default/tiny qwen null", "cloud " + through.id() + " assistant null");
    }

    @Test
    void noSecretOfTheGatewayIsInIt() {
        ConfigBundle gateway = gateway(new Clients(List.of(), List.of()));
        ConfigBundle derived = derived(gateway);
        assertThat(derived.secrets()).containsOnly(Map.entry("sidecar", SidecarKeys.key(gateway, ACCOUNT)));
        assertThat(derived.digestKey()).isNotEqualTo(gateway.digestKey());
        assertThat(derived.config().settings().clients()).isNull();
        assertThat(derived.config().settings().redis()).isNull();
        assertThat(derived.config().toString()).doesNotContain("vendor-key");
    }

    @Test
    void theGatewayTakesTheKeyOfTheAccountsThatItNames() {
        ConfigBundle plain = gateway(new Clients(List.of(), List.of()));
        ConfigBundle admitting = SidecarKeys.admit(new Compilation(plain, Map.of(), List.of()), List.of(ACCOUNT))
                .bundle();
        assertThat(admitting.config().settings().clients().keys())
                .containsExactly(new Clients.Key(
                        "sidecar/" + ACCOUNT,
                        "sidecar/" + ACCOUNT,
                        KeyDigest.hex(
                                plain.digestKey(), derived(plain).secrets().get("sidecar")),
                        null));
        assertThat(SidecarKeys.admit(new Compilation(plain, Map.of(), List.of()), List.of())
                        .bundle())
                .isEqualTo(plain);
    }

    @Test
    void whereNobodyIsAskedForAKeyNoneIsNeeded() {
        ConfigBundle open = gateway(null);
        assertThat(derived(open).secrets()).isEmpty();
        assertThat(SidecarKeys.admit(new Compilation(open, Map.of(), List.of()), List.of(ACCOUNT))
                        .bundle())
                .isEqualTo(open);
    }

    private static ConfigBundle derived(ConfigBundle of) {
        return SidecarConfigs.bundle(of, MAIN, URL, ACCOUNT);
    }

    private static ConfigBundle gateway(Clients clients) {
        RouterConfig plain = Samples.bundle(1).config();
        Upstream engine = plain.upstreams().get(0);
        Upstream cloud = new Upstream(
                "provider/models/cloud",
                "cloud",
                "",
                1,
                engine.format(),
                "openai",
                "https://api.example/v1",
                engine.auth(),
                null,
                List.of("vendor"),
                Map.of(),
                engine.timeouts(),
                null,
                null);
        Policy chat = new Policy(
                "models/assistant",
                "assistant",
                "",
                1,
                List.of("assistant"),
                Strategy.LOCAL_FIRST,
                List.of(
                        new Target("local", engine.id(), "qwen", 1, true, null, null, null, null),
                        new Target("cloud", cloud.id(), "kimi", 1, false, null, null, null, null)),
                List.of(),
                List.of(1),
                2,
                500,
                null);
        RouterConfig.Settings settings = new RouterConfig.Settings(1024, 1000, null, null, null, clients);
        return ConfigBundle.of(
                new RouterConfig(plain.schemaVersion(), "models/main", settings, List.of(engine, cloud), List.of(chat)),
                Map.of("vendor", "vendor-key"),
                "digest key");
    }
}
