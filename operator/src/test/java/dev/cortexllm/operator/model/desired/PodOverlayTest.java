package dev.cortexllm.operator.model.desired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodOverlayTest {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String TEMPLATE = """
            spec:
              hostNetwork: false
              containers:
              - {name: a, args: [one, two], env: [{name: X, value: "1"}, {name: Y, value: "2"}]}
              - {name: b, ports: [{containerPort: 80, name: http}]}
              tolerations: [{key: gpu}]
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Objects: field by field.
                "{spec: {hostNetwork: true}} | /spec/hostNetwork | true",
                "{metadata: {labels: {team: a}}} | /metadata/labels/team | a",
                "{spec: {hostNetwork: true}} | /spec/containers/1/ports/0/containerPort | 80",
                // Lists of named things: by name, wherever they stand.
                "{spec: {containers: [{name: b, image: x}]}} | /spec/containers/1/image | x",
                "{spec: {containers: [{name: b, image: x}]}} | /spec/containers/0/args/1 | two",
                "{spec: {containers: [{name: c, image: x}]}} | /spec/containers/2/image | x",
                "{spec: {containers: [{name: a, env: [{name: Y, value: '3'}]}]}} | /spec/containers/0/env/1/value | 3",
                "{spec: {containers: [{name: b, ports: [{containerPort: 80, hostPort: 8}]}]}} | /spec/containers/1/ports/0/hostPort | 8",
                "{spec: {containers: [{name: a, $patch: delete}]}} | /spec/containers/0/name | b",
                "{spec: {containers: [{name: d, $patch: delete}]}} | /spec/containers/1/name | b",
                // Other lists: as a whole.
                "{spec: {containers: [{name: a, args: [three]}]}} | /spec/containers/0/args/0 | three",
                "{spec: {containers: [{name: a, args: [three]}]}} | /spec/containers/0/args/1 | ''",
                "{spec: {tolerations: [{key: spot}]}} | /spec/tolerations/0/key | spot",
                "{spec: {tolerations: [{key: spot}]}} | /spec/tolerations/1/key | ''",
                // Null takes away.
                "{spec: {tolerations: null}} | /spec/tolerations/0/key | ''",
                "{spec: {containers: [{name: a, env: null}]}} | /spec/containers/0/env/0/name | ''"
            })
    void merges(String overlay, String place, String value) throws JsonProcessingException {
        PodTemplateSpec merged = PodOverlay.merged(template(), fields(overlay));
        assertThat(YAML.valueToTree(merged).at(place).asText()).isEqualTo(value);
    }

    @Test
    void whatTheClientsModelDoesNotKnowStays() throws JsonProcessingException {
        PodTemplateSpec merged = PodOverlay.merged(template(), fields("{spec: {fromTheFuture: {a: 1}}}"));
        assertThat(YAML.valueToTree(merged).at("/spec/fromTheFuture/a").asInt()).isEqualTo(1);
    }

    @Test
    void nothingChangesNothing() throws JsonProcessingException {
        assertThat(PodOverlay.merged(template(), null)).isEqualTo(template());
        assertThat(PodOverlay.merged(template(), Map.of())).isEqualTo(template());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{spec: {containers: [{name: a, env: everything}]}}",
                "{spec: {hostNetwork: [maybe]}}",
                "{spec: {terminationGracePeriodSeconds: soon}}"
            })
    void saysWhatDoesNotFit(String overlay) throws JsonProcessingException {
        Map<String, Object> fields = fields(overlay);
        PodTemplateSpec template = template();
        assertThatThrownBy(() -> PodOverlay.merged(template, fields))
                .isInstanceOf(TemplateMisfit.class)
                .hasMessageStartingWith("spec.podTemplate does not fit into a pod template: ")
                .message()
                .doesNotContain("\n");
    }

    private static PodTemplateSpec template() throws JsonProcessingException {
        return YAML.readValue(TEMPLATE, PodTemplateSpec.class);
    }

    private static Map<String, Object> fields(String yaml) throws JsonProcessingException {
        return YAML.readValue(yaml, new TypeReference<>() {});
    }
}
