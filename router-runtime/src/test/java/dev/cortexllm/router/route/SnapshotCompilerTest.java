package dev.cortexllm.router.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.api.v1alpha1.EngineType;
import dev.cortexllm.api.v1alpha1.Strategy;
import dev.cortexllm.api.v1alpha1.Unsupported;
import dev.cortexllm.api.v1alpha1.WireFormat;
import dev.cortexllm.catalogue.Catalogue;
import dev.cortexllm.config.Auth;
import dev.cortexllm.config.ConfigBundle;
import dev.cortexllm.config.EngineConfig;
import dev.cortexllm.config.Parameters;
import dev.cortexllm.config.Policy;
import dev.cortexllm.config.Quirks;
import dev.cortexllm.config.RouterConfig;
import dev.cortexllm.config.TimeoutMillis;
import dev.cortexllm.config.Upstream;
import dev.cortexllm.router.account.Meters;
import dev.cortexllm.router.target.Address;
import dev.cortexllm.router.target.RouteTarget;
import dev.cortexllm.router.target.TargetStates;
import dev.cortexllm.router.target.UpstreamState;
import dev.cortexllm.router.wire.chat.TargetModel;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a target of the configuration becomes. */
class SnapshotCompilerTest {
    private static final Quirks MOONSHOT =
            Catalogue.bundled().vendor("moonshot").orElseThrow().quirks(WireFormat.OPENAI);

    @Test
    void everythingThatWritingARequestDependsOnComesFromTheConfiguration() {
        Parameters defaults = new Parameters(512, new BigDecimal("0.7"), null);
        Policy.Target given =
                new Policy.Target("t", "provider/ns/u", "kimi-k2.6", 1, false, null, 262_144L, 8192L, defaults);
        RouteTarget target = compiled(upstream("azure", "2024-10-21", MOONSHOT), given, null);

        assertThat(target.config().contextWindow()).isEqualTo(262_144L);
        TargetModel model = target.model();
        assertThat(model.model()).isEqualTo("kimi-k2.6");
        assertThat(new String(model.modelJson(), StandardCharsets.UTF_8)).isEqualTo("\"kimi-k2.6\"");
        assertThat(model.vendor()).isEqualTo("azure");
        assertThat(model.maxOutputTokens()).isEqualTo(8192L);
        assertThat(model.apiVersion()).isEqualTo("2024-10-21");
        assertThat(model.defaults()).isEqualTo(defaults);
    }

    @Test
    void quirksAreThoseOfTheModel() {
        assertThat(compiled(upstream("moonshot", null, MOONSHOT), plain("kimi-k2.6"), null)
                        .model()
                        .quirks())
                .isEqualTo(MOONSHOT.forModel("kimi-k2.6"))
                .isNotEqualTo(MOONSHOT.forModel("moonshot-v1-8k"));
    }

    @Test
    void whatTheConfigurationDoesNotSayIsNone() {
        TargetModel model =
                compiled(upstream("openai", null, null), plain("m"), null).model();
        assertThat(model.defaults()).isEqualTo(Parameters.NONE);
        assertThat(model.quirks()).isEqualTo(Quirks.NONE);
        assertThat(model.maxOutputTokens()).isNull();
        assertThat(model.apiVersion()).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void thePolicySaysWhatHappensToTheInexpressible(Unsupported unsupported) {
        assertThat(compiled(upstream("openai", null, null), plain("m"), unsupported)
                        .unsupported())
                .isEqualTo(unsupported);
        assertThat(compiled(upstream("openai", null, null), plain("m"), null).unsupported())
                .isEqualTo(Unsupported.DROP);
    }

    @Test
    void anEngineThatIsTakenOutOfTheFilesGetsNoMoreRequestsAndOneThatTheOperatorToldDoes() {
        TargetStates states = new TargetStates();
        SnapshotCompiler compiler = new SnapshotCompiler(states, new Meters(new SimpleMeterRegistry()), () -> 0L);
        compiler.compile(deployment(null, "http://gpu-1:8000", "http://gpu-2:8000"));
        assertThat(states.upstream("deployment/ns/d").endpoints()).hasSize(2);
        compiler.compile(deployment(null));
        assertThat(states.upstream("deployment/ns/d").endpoints()).isEmpty();

        states.announce(
                "deployment/ns/d",
                List.of(new UpstreamState.Announced("pod", Address.of("http://10.0.0.1:8000/v1"), true)));
        compiler.compile(deployment("d.ns.svc"));
        compiler.compile(deployment(null));
        assertThat(states.upstream("deployment/ns/d").ready()).isTrue();
    }

    private static ConfigBundle deployment(String host, String... endpoints) {
        Upstream engine = new Upstream(
                "deployment/ns/d",
                "d",
                "",
                1,
                WireFormat.OPENAI,
                "vllm",
                "http://d.ns:8000/v1",
                Auth.BEARER,
                null,
                List.of(),
                Map.of(),
                new TimeoutMillis(1, 1, 1, 1),
                null,
                new EngineConfig(EngineType.VLLM, 8000, 1, host, List.of(endpoints)));
        RouterConfig config = new RouterConfig(
                RouterConfig.SCHEMA_VERSION, "ns/main", new RouterConfig.Settings(1, 1), List.of(engine), List.of());
        return ConfigBundle.of(config, Map.of(), "key");
    }

    private static Policy.Target plain(String model) {
        return new Policy.Target("t", "provider/ns/u", model, 1, false, null, null, null, null);
    }

    private static Upstream upstream(String vendor, String apiVersion, Quirks quirks) {
        return new Upstream(
                "provider/ns/u",
                "u",
                "",
                1,
                WireFormat.OPENAI,
                vendor,
                "https://api.example/v1",
                Auth.BEARER,
                apiVersion,
                List.of(),
                Map.of(),
                new TimeoutMillis(1, 1, 1, 1),
                quirks,
                null);
    }

    private static RouteTarget compiled(Upstream upstream, Policy.Target target, Unsupported unsupported) {
        Policy policy = new Policy(
                "ns/p",
                "p",
                "",
                1,
                List.of("asked"),
                Strategy.FALLBACK,
                List.of(target),
                List.of(),
                List.of(),
                1,
                1,
                unsupported);
        RouterConfig config = new RouterConfig(
                RouterConfig.SCHEMA_VERSION,
                "ns/main",
                new RouterConfig.Settings(1, 1),
                List.of(upstream),
                List.of(policy));
        Meters meters = new Meters(new SimpleMeterRegistry());
        return new SnapshotCompiler(new TargetStates(), meters, () -> 0L)
                .compile(ConfigBundle.of(config, Map.of(), "key"))
                .route("asked")
                .targets()[0];
    }
}
