package dev.cortexllm.operator.model.desired;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.cortexllm.api.v1alpha1.ModelDeploymentSpec;
import dev.cortexllm.operator.child.Owner;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Which fields of a model deployment restart engines when they change, and which do not. Each field of the spec must be in one of the
 * two tables.
 */
class RestartingFieldsTest {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String BASE =
            "{replicas: 1, drainTimeout: 2m, gpus: 1, model: {name: tiny, source: 'hf://acme/tiny'}}";

    private static final Map<String, String> RESTART = Map.ofEntries(
            Map.entry("engine", "{type: VLLM, version: 0.18.0}"),
            Map.entry("model", "{name: tiny, source: 'hf://acme/tiny', revision: v2}"),
            Map.entry("gpus", "2"),
            Map.entry("maxConcurrency", "8"),
            Map.entry("contextLength", "4096"),
            Map.entry("extraArgs", "[--enforce-eager]"),
            Map.entry("env", "[{name: A, value: b}]"),
            Map.entry("resources", "{requests: {cpu: '2'}}"),
            Map.entry("nodeSelector", "{gpu: h200}"),
            Map.entry("tolerations", "[{key: gpu, operator: Exists}]"),
            Map.entry("startupTimeout", "1h"),
            Map.entry("drainTimeout", "3m"),
            Map.entry("sharedMemory", "4Gi"),
            Map.entry("preset", "qwen3-8b-1xl4"),
            Map.entry("volumes", "[{name: a, mountPath: /a, emptyDir: 1Gi}]"),
            Map.entry("imagePullSecrets", "[pull]"),
            Map.entry("priorityClassName", "high"),
            Map.entry("serviceAccountName", "engine"),
            Map.entry("podMetadata", "{labels: {team: search}}"),
            Map.entry("podTemplate", "{spec: {runtimeClassName: nvidia}}"));

    /** Of these the hash says that pods are concerned; whether the template changes depends on other fields. */
    private static final Map<String, String> MAY_RESTART = Map.of(
            "cache", "{size: 100Gi}",
            "nodes", "1",
            "parallelism", "{}",
            "interconnect", "roce");

    private static final Map<String, String> GO_ON = Map.of(
            "replicas", "5",
            "autoscaling", "{maxReplicas: 4}",
            "suspend", "true",
            "timeouts", "{connect: 1s}",
            "circuitBreaker", "{}",
            "outlierDetection", "{}",
            "maxConcurrentRequests", "100",
            "loadBalancing", "{strategy: LeastLoad}",
            "maxSurge", "1");

    @Test
    void everyFieldIsInOneTable() {
        TreeSet<String> fields = new TreeSet<>();
        Arrays.stream(ModelDeploymentSpec.class.getRecordComponents())
                .map(RecordComponent::getName)
                .forEach(fields::add);
        TreeSet<String> known = new TreeSet<>(RESTART.keySet());
        known.addAll(MAY_RESTART.keySet());
        known.addAll(GO_ON.keySet());
        assertThat(known).isEqualTo(fields);
    }

    @TestFactory
    java.util.stream.Stream<DynamicTest> otherPods() {
        return tests(RESTART, (before, after) -> {
            assertThat(template(after)).isNotEqualTo(template(before));
            assertThat(SpecHash.of(after)).isNotEqualTo(SpecHash.of(before));
        });
    }

    @TestFactory
    java.util.stream.Stream<DynamicTest> perhapsOtherPods() {
        return tests(
                MAY_RESTART, (before, after) -> assertThat(SpecHash.of(after)).isNotEqualTo(SpecHash.of(before)));
    }

    @TestFactory
    java.util.stream.Stream<DynamicTest> theSamePods() {
        return tests(GO_ON, (before, after) -> {
            assertThat(template(after)).isEqualTo(template(before));
            assertThat(SpecHash.of(after)).isEqualTo(SpecHash.of(before));
        });
    }

    /** Qualities and capabilities are for routers. */
    @Test
    void whatRoutersReadOfAModelIsNoMatterOfPods() {
        ModelDeploymentSpec before = spec("model", "{name: tiny, source: 'hf://acme/tiny'}");
        ModelDeploymentSpec after = spec("model", "{name: tiny, source: 'hf://acme/tiny', quality: 7}");
        assertThat(template(after)).isEqualTo(template(before));
        assertThat(SpecHash.of(after)).isEqualTo(SpecHash.of(before));
    }

    private interface Check {
        void of(ModelDeploymentSpec before, ModelDeploymentSpec after);
    }

    private static java.util.stream.Stream<DynamicTest> tests(Map<String, String> fields, Check check) {
        return fields.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(field -> DynamicTest.dynamicTest(
                        field.getKey(), () -> check.of(spec("replicas", "1"), spec(field.getKey(), field.getValue()))));
    }

    private static ObjectNode template(ModelDeploymentSpec spec) {
        Owner owner = new Owner("cortexllm.dev/v1alpha1", "ModelDeployment", "default", "tiny", "uid");
        HasMetadata workload = EngineWorkload.desired(new EngineSettings(owner, spec));
        ObjectNode tree = new ObjectMapper().valueToTree(workload);
        return (ObjectNode) tree.at("/spec/template");
    }

    private static ModelDeploymentSpec spec(String field, String value) {
        try {
            ObjectNode tree = (ObjectNode) YAML.readTree(BASE);
            tree.set(field, YAML.readTree(value));
            return YAML.treeToValue(tree, ModelDeploymentSpec.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
