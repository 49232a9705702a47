package dev.cortexllm.sandbox.kubelet.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortexllm.sandbox.kubelet.Yaml;
import dev.cortexllm.sandbox.kubelet.reference.FixedObjects;
import dev.cortexllm.sandbox.kubelet.reference.MissingReferenceException;
import dev.cortexllm.sandbox.kubelet.reference.PodPlace;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VolumeFilesTest {
    private static final FixedObjects OBJECTS =
            new FixedObjects().secret("s", Map.of("a", "1", "b", "2")).configMap("c", Map.of("m", "map"));

    private static String files(String volume) throws MissingReferenceException {
        Pod pod = Yaml.pod(
                "{containers: [{name: c, resources: {limits: {cpu: 2}}}], volumes: [{name: v, " + volume + "}]}");
        TokenSource tokens =
                (owner, audience, seconds) -> owner.getMetadata().getUid() + " " + audience + " " + seconds;
        PodPlace place = new PodPlace("n1", "127.0.0.1", "127.64.0.7", Map.of());
        return new VolumeFiles(pod, place, OBJECTS, tokens)
                .of(pod.getSpec().getVolumes().get(0))
                .map(VolumeFilesTest::text)
                .orElse("not filled");
    }

    private static String text(Map<String, FileContent> files) {
        return files.entrySet().stream()
                .map(file -> file.getKey() + "=" + new String(file.getValue().bytes(), StandardCharsets.UTF_8) + "("
                        + Integer.toOctalString(file.getValue().mode()) + ")")
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "secret: {secretName: s} | a=1(644) b=2(644)",
                "secret: {secretName: s, defaultMode: 256, items: [{key: b, path: x/y, mode: 420}]} | x/y=2(644)",
                "secret: {secretName: s, defaultMode: 256} | a=1(400) b=2(400)",
                "secret: {secretName: none, optional: true} | ''",
                "secret: {secretName: s, optional: true, items: [{key: z, path: z}, {key: a, path: a}]} | a=1(644)",
                "configMap: {name: c} | m=map(644)",
                "downwardAPI: {items: [{path: l, fieldRef: {fieldPath: metadata.labels}}]} | l=app=\"x\"(644)",
                "downwardAPI: {items: [{path: r, resourceFieldRef: {containerName: c, resource: limits.cpu}}]} | r=2(644)",
                "emptyDir: {} | not filled"
            })
    void fillsEachKindOfVolume(String volume, String files) throws MissingReferenceException {
        assertThat(files(volume)).isEqualTo(files);
    }

    @Test
    void putsProjectedSourcesTogether() throws MissingReferenceException {
        assertThat(files("projected: {defaultMode: 292, sources: [{secret: {name: s, items: [{key: a, path: a}]}},"
                        + " {configMap: {name: c}}, {downwardAPI: {items: [{path: n, fieldRef: {fieldPath: metadata.name}}]}},"
                        + " {serviceAccountToken: {path: t, audience: router, expirationSeconds: 600}}]}"))
                .isEqualTo("a=1(444) m=map(444) n=p(444) t=u-1 router 600(444)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "secret: {secretName: none} | secret \"none\" not found",
                "configMap: {name: none} | configmap \"none\" not found",
                "secret: {secretName: s, items: [{key: z, path: z}]} | references non-existent key \"z\" of secret \"s\""
            })
    void saysWhatIsMissing(String volume, String message) {
        assertThatThrownBy(() -> files(volume))
                .isInstanceOf(MissingReferenceException.class)
                .hasMessage(message);
    }
}
