package dev.cortexllm.operator.child;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalQuantityTest {
    @ParameterizedTest
    @CsvSource({
        "1024Mi, 1Gi",
        "1536Mi, 1536Mi",
        "0.5Gi, 512Mi",
        "0.1Gi, 107374182400m",
        "512Ki, 512Ki",
        "0.5, 500m",
        "1000m, 1",
        "2000m, 2",
        "1500m, 1500m",
        "1000, 1k",
        "20000000000, 20G",
        "512, 512",
        "0.0001, 1m",
        "0, 0",
        "1e3, 1e3"
    })
    void is_spelled_as_it_is_stored(String given, String stored) {
        assertThat(CanonicalQuantity.of(given).toString()).isEqualTo(stored);
    }

    @Test
    void amounts_of_a_template_are_found_wherever_they_are() throws Exception {
        YAMLMapper yaml = new YAMLMapper();
        ObjectNode template = (ObjectNode) yaml.readTree("""
                spec:
                  containers: [{name: a, resources: {limits: {cpu: 1000m}, requests: {memory: 1024Mi, cpu: 2}}}]
                  volumes: [{name: v, emptyDir: {sizeLimit: 2048Mi}}]
                """);
        CanonicalQuantity.in(template);
        assertThat(template).isEqualTo(yaml.readTree("""
                spec:
                  containers: [{name: a, resources: {limits: {cpu: "1"}, requests: {memory: 1Gi, cpu: "2"}}}]
                  volumes: [{name: v, emptyDir: {sizeLimit: 2Gi}}]
                """));
    }
}
