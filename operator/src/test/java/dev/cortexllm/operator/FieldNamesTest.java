package dev.cortexllm.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FieldNamesTest {
    private static final String DEPLOYMENT = """
            {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"tiny","managedFields":[
              {"manager":"kubectl","operation":"Apply","apiVersion":"apps/v1","time":"2026-11-28T12:00:00Z","fieldsType":"FieldsV1",
               "fieldsV1":{"f:metadata":{"f:labels":{"f:app":{}}},
                           "f:spec":{".":{},"f:replicas":{},"f:template":{"f:spec":{"f:containers":{"k:{\\"name\\":\\"a\\"}":{".":{}}}}}}}},
              {"manager":"controller","operation":"Update","subresource":"status",
               "fieldsV1":{"f:status":{"f:conditions":{".":{}}}}}],
             "labels":{"app":"tiny"}},
             "spec":{"replicas":3,"selector":{"matchLabels":{"app":"tiny"}}}}""";

    private final KubernetesSerialization serialization = FieldNames.serialization();

    @Test
    void ofManagedFieldsTheNamesUnderSpecAreKept() {
        List<ManagedFieldsEntry> entries = read().getMetadata().getManagedFields();
        assertThat(entries).extracting(ManagedFieldsEntry::getManager).containsExactly("kubectl", "controller");
        assertThat(entries.get(0).getTime()).isEqualTo("2026-11-28T12:00:00Z");
        assertThat(entries.get(0).getFieldsV1().getAdditionalProperties())
                .isEqualTo(Map.of("f:spec", Map.of(".", Map.of(), "f:replicas", Map.of(), "f:template", Map.of())));
        assertThat(entries.get(1).getFieldsV1().getAdditionalProperties()).isEmpty();
    }

    @Test
    void allElseIsReadAsEver() {
        Deployment usual = new KubernetesSerialization().unmarshal(DEPLOYMENT, Deployment.class);
        usual.getMetadata().setManagedFields(List.of());
        Deployment read = read();
        read.getMetadata().setManagedFields(List.of());
        assertThat(read).isEqualTo(usual);
        assertThat(read.getSpec().getReplicas()).isEqualTo(3);
    }

    @Test
    void aCopyIsTheSame() {
        assertThat(serialization.clone(read())).isEqualTo(read());
    }

    private Deployment read() {
        return serialization.unmarshal(DEPLOYMENT, Deployment.class);
    }
}
