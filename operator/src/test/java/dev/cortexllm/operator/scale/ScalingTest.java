package dev.cortexllm.operator.scale;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.cortexllm.api.v1alpha1.ModelDeployment;
import dev.cortexllm.operator.child.keda.ScaledObject;
import dev.cortexllm.operator.scale.Knowledge.State;
import dev.cortexllm.operator.status.Finding;
import dev.cortexllm.operator.status.ScalingFacts;
import dev.cortexllm.operator.watch.OptionalKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the status of a deployment says of its scaling, in a cluster without KEDA. */
class ScalingTest {
    private static final String SCALED = """
            apiVersion: cortexllm.dev/v1alpha1
            kind: ModelDeployment
            metadata: {name: tiny, namespace: default}
            spec: {replicas: 2, model: {name: tiny}, autoscaling: {minReplicas: 0, maxReplicas: 4}}
            """;
    private static final String BUILT_IN =
            "True/BuiltIn: the operator sets replicas between 0 and 4, as this cluster has no"
                    + " KEDA (no kind ScaledObject of keda.sh/v1alpha1)";

    private final Knowledge knowledge = new Knowledge();
    private final Scaling scaling = new Scaling(
            new OptionalKind<>(null, ScaledObject.class, Set.of()),
            () -> Optional.of("http://operator:8081"),
            knowledge,
            new ScaleWriter(null));

    @Test
    void theOperatorDoesIt() {
        assertThat(autoscaler(SCALED)).isEqualTo(BUILT_IN);
        assertThat(facts(SCALED).sleeps()).isTrue();
        assertThat(facts(SCALED.replace("minReplicas: 0", "minReplicas: 1")).sleeps())
                .isFalse();
    }

    @Test
    void whoIsNotScaledHasNothingToSay() {
        ScalingFacts facts = facts(SCALED.replace(", autoscaling: {minReplicas: 0, maxReplicas: 4}", ""));
        assertThat(facts.autoscaler()).isEmpty();
        assertThat(facts.sleeps()).isFalse();
    }

    @Test
    void nobodyTells() {
        know(new State(false, Set.of(), ""));
        assertThat(autoscaler(SCALED)).startsWith("False/LoadUnknown: no router tells the load of this model");
    }

    @Test
    void someDoNotTell() {
        know(new State(true, Set.of("main-router-b", "main-router-a"), ""));
        assertThat(autoscaler(SCALED))
                .startsWith("False/RoutersSilent: ")
                .endsWith("so replicas only goes up: main-router-a, main-router-b");
    }

    @Test
    void theApiServerRefuses() {
        know(new State(true, Set.of(), "a webhook says no"));
        assertThat(autoscaler(SCALED)).isEqualTo("False/Refused: replicas cannot be set: a webhook says no");
    }

    @Test
    void suspended() {
        assertThat(autoscaler(SCALED.replace("replicas: 2", "suspend: true, replicas: 2")))
                .startsWith("False/Suspended: ");
    }

    @Test
    void aManifestSetsItBack() {
        String fields = """
                metadata:
                  name: tiny
                  namespace: default
                  managedFields:
                  - {manager: cortex-scaler, operation: Update, subresource: scale, fieldsV1: {"f:spec": {"f:replicas": {}}}}
                  - {manager: %s, operation: Apply, fieldsV1: {"f:spec": {%s"f:model": {}}}}
                """;
        String metadata = "metadata: {name: tiny, namespace: default}\n";
        assertThat(autoscaler(SCALED.replace(metadata, fields.formatted("argocd", "\"f:replicas\": {}, "))))
                .isEqualTo(BUILT_IN
                        + "; the manifest that 'argocd' applies names spec.replicas and sets it back each time:"
                        + " take it out there");
        assertThat(autoscaler(SCALED.replace(metadata, fields.formatted("argocd", ""))))
                .isEqualTo(BUILT_IN);
        assertThat(autoscaler(
                        SCALED.replace(metadata, fields.formatted(ScaleWriter.FIELD_MANAGER, "\"f:replicas\": {}, "))))
                .as("the operator's own first number")
                .isEqualTo(BUILT_IN);
    }

    private void know(State state) {
        Instant then = Instant.parse("2026-11-27T10:00:00Z");
        knowledge.note("deployment/default/tiny", state, then);
        knowledge.note("deployment/default/tiny", state, then.plusSeconds(5));
    }

    private String autoscaler(String yaml) {
        Finding finding = facts(yaml).autoscaler().orElseThrow();
        return finding.status() + "/" + finding.reason() + ": " + finding.message();
    }

    private ScalingFacts facts(String yaml) {
        try {
            ModelDeployment model = new YAMLMapper().readValue(yaml, ModelDeployment.class);
            return scaling.facts(model, scaling.choice(model));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
