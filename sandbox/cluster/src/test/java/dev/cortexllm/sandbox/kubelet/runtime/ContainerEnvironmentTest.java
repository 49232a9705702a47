package dev.cortexllm.sandbox.kubelet.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortexllm.sandbox.kubelet.Yaml;
import dev.cortexllm.sandbox.kubelet.reference.FixedObjects;
import dev.cortexllm.sandbox.kubelet.reference.MissingReferenceException;
import dev.cortexllm.sandbox.kubelet.reference.PodPlace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContainerEnvironmentTest {
    private static final PodPlace PLACE =
            new PodPlace("n1", "127.0.0.1", "127.64.0.7", Map.of("cpu", new Quantity("4")));
    private static final FixedObjects OBJECTS = new FixedObjects()
            .secret("s", Map.of("k", "from secret"))
            .configMap("c", Map.of("k", "from map", "l", "2"));

    private static Map<String, String> environment(String container) throws MissingReferenceException {
        Pod pod = Yaml.pod("{serviceAccountName: robot, containers: [" + container + "]}");
        return new ContainerEnvironment(pod, PLACE, OBJECTS)
                .of(pod.getSpec().getContainers().get(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{value: plain} | plain",
                "{valueFrom: {fieldRef: {fieldPath: metadata.name}}} | p",
                "{valueFrom: {fieldRef: {fieldPath: metadata.namespace}}} | ns",
                "{valueFrom: {fieldRef: {fieldPath: metadata.uid}}} | u-1",
                "{valueFrom: {fieldRef: {fieldPath: \"metadata.labels['app']\"}}} | x",
                "{valueFrom: {fieldRef: {fieldPath: \"metadata.annotations['none']\"}}} | ''",
                "{valueFrom: {fieldRef: {fieldPath: metadata.labels}}} | app=\"x\"",
                "{valueFrom: {fieldRef: {fieldPath: status.podIP}}} | 127.64.0.7",
                "{valueFrom: {fieldRef: {fieldPath: spec.nodeName}}} | n1",
                "{valueFrom: {fieldRef: {fieldPath: spec.serviceAccountName}}} | robot",
                "{valueFrom: {secretKeyRef: {name: s, key: k}}} | from secret",
                "{valueFrom: {configMapKeyRef: {name: c, key: k}}} | from map",
                "{valueFrom: {resourceFieldRef: {resource: limits.memory, divisor: 1Mi}}} | 512",
                "{valueFrom: {resourceFieldRef: {resource: requests.cpu}}} | 2",
                "{valueFrom: {resourceFieldRef: {resource: limits.cpu, divisor: '0'}}} | 4"
            })
    void resolvesEachKindOfValue(String source, String value) throws MissingReferenceException {
        String container = "{name: c, resources: {limits: {memory: 512Mi}, requests: {cpu: 1500m}}, env: [{name: V, "
                + source.substring(1) + "]}";
        assertThat(environment(container)).containsEntry("V", value);
    }

    @Test
    void takesEnvFromFirstWithPrefixAndLaterNamesWin() throws MissingReferenceException {
        assertThat(environment("{name: c, envFrom: [{configMapRef: {name: c}}, {prefix: S_, secretRef: {name: s}},"
                        + " {secretRef: {name: none, optional: true}}], env: [{name: l, value: '3$(k)'},"
                        + " {name: absent, valueFrom: {secretKeyRef: {name: s, key: none, optional: true}}}]}"))
                .containsExactlyInAnyOrderEntriesOf(Map.of("k", "from map", "S_k", "from secret", "l", "3from map"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "env: [{name: V, valueFrom: {secretKeyRef: {name: none, key: k}}}] | secret \"none\" not found",
                "env: [{name: V, valueFrom: {secretKeyRef: {name: s, key: z}}}] | couldn't find key z in Secret ns/s",
                "envFrom: [{configMapRef: {name: none}}] | configmap \"none\" not found",
                "env: [{name: V, valueFrom: {fieldRef: {fieldPath: spec.x}}}] | the downward API has no field \"spec.x\""
            })
    void saysWhatIsMissing(String field, String message) {
        assertThatThrownBy(() -> environment("{name: c, " + field + "}"))
                .isInstanceOf(MissingReferenceException.class)
                .hasMessage(message);
    }
}
