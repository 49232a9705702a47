package dev.cortexllm.sandbox.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.sandbox.apiserver.object.Json;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ApplyTest {
    @RegisterExtension
    static final Cluster CLUSTER = new Cluster();

    private static <T extends HasMetadata> T apply(T object, String manager, boolean force) {
        return CLUSTER.client()
                .resource(object)
                .patch(
                        new PatchContext.Builder()
                                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                                .withFieldManager(manager)
                                .withForce(force)
                                .build(),
                        object);
    }

    private static GenericKubernetesResource widget(Map<String, Object> spec) {
        return CLUSTER.newWidget("w", spec);
    }

    private static JsonNode spec(GenericKubernetesResource widget) {
        return Json.of(widget.getAdditionalProperties().get("spec"));
    }

    private static String fieldsOf(HasMetadata object, String manager, String operation) {
        return object.getMetadata().getManagedFields().stream()
                .filter(e -> e.getManager().equals(manager) && e.getOperation().equals(operation))
                .map(ManagedFieldsEntry::getFieldsV1)
                .map(f -> Json.of(f).toString())
                .findFirst()
                .orElse("");
    }

    @Test
    void createsWhatIsAbsentAndRecordsTheFields() {
        var applied = apply(
                widget(Map.of("size", 3, "parts", List.of(Map.of("name", "p", "count", 2)), "tags", List.of("x"))),
                "one",
                false);
        assertThat(Json.parse(fieldsOf(applied, "one", "Apply"))).isEqualTo(Json.parse("""
                                {"f:spec": {"f:parts": {"k:{\\"name\\":\\"p\\"}": {".": {}, "f:count": {}, "f:name": {}}},
                                 "f:size": {}, "f:tags": {"v:\\"x\\"": {}}}}"""));
        assertThat(spec(applied).path("color").asText()).isEqualTo("red");
    }

    @Test
    void applyingTheSameAgainWritesNothing() {
        var first = apply(widget(Map.of("size", 3)), "one", false);
        var second = apply(widget(Map.of("size", 3)), "one", false);
        assertThat(second.getMetadata().getResourceVersion())
                .isEqualTo(first.getMetadata().getResourceVersion());
        assertThat(second.getMetadata().getGeneration()).isEqualTo(1);
    }

    @Test
    void anotherManagersFieldIsAConflictNamingIt() {
        apply(widget(Map.of("size", 3)), "one", false);
        assertThatThrownBy(() -> apply(widget(Map.of("size", 4)), "two", false))
                .isInstanceOfSatisfying(KubernetesClientException.class, e -> {
                    assertThat(e.getCode()).isEqualTo(409);
                    assertThat(e.getStatus().getMessage())
                            .isEqualTo("Apply failed with 1 conflict: conflict with \"one\": .spec.size");
                    assertThat(e.getStatus().getDetails().getCauses())
                            .singleElement()
                            .satisfies(c -> {
                                assertThat(c.getReason()).isEqualTo("FieldManagerConflict");
                                assertThat(c.getField()).isEqualTo(".spec.size");
                            });
                });
        var forced = apply(widget(Map.of("size", 4)), "two", true);
        assertThat(fieldsOf(forced, "one", "Apply")).isEmpty();
        assertThat(spec(forced).path("size").asInt()).isEqualTo(4);
    }

    @Test
    void equalValuesAreSharedAndSurviveOneOwner() {
        apply(widget(Map.of("size", 3, "options", Map.of("a", "1"))), "one", false);
        apply(widget(Map.of("size", 3)), "two", false);
        var left = apply(widget(Map.of("size", 3)), "one", false);
        assertThat(spec(left).has("options")).isFalse();
        assertThat(spec(left).path("size").asInt()).isEqualTo(3);
    }

    @Test
    void listMapsMergeByKeyAndLoseWhatIsNoLongerApplied() {
        apply(widget(Map.of("size", 1, "parts", List.of(Map.of("name", "a"), Map.of("name", "b")))), "one", false);
        apply(widget(Map.of("size", 1, "parts", List.of(Map.of("name", "c", "note", "n")))), "two", false);
        var now = apply(widget(Map.of("size", 1, "parts", List.of(Map.of("name", "b")))), "one", false);
        assertThat(spec(now).path("parts").findValuesAsText("name")).containsExactly("b", "c");
    }

    @Test
    void statusIsAppliedByItsOwnEndpointOnly() {
        apply(widget(Map.of("size", 1)), "one", false);
        var withStatus = widget(Map.of("size", 1));
        withStatus.setAdditionalProperty("status", Map.of("replicas", 5));
        var main = apply(withStatus, "one", false);
        assertThat(main.getAdditionalProperties()).doesNotContainKey("status");
        var status = CLUSTER.newWidget("w", Map.of());
        status.getAdditionalProperties().remove("spec");
        status.setAdditionalProperty("status", Map.of("replicas", 5));
        var after = CLUSTER.client()
                .resource(status)
                .subresource("status")
                .patch(
                        new PatchContext.Builder()
                                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                                .withFieldManager("one")
                                .build(),
                        status);
        assertThat(Json.of(after.getAdditionalProperties())
                        .at("/status/replicas")
                        .asInt())
                .isEqualTo(5);
        assertThat(after.getMetadata().getGeneration()).isEqualTo(1);
        assertThat(after.getMetadata().getManagedFields())
                .extracting(ManagedFieldsEntry::getSubresource)
                .containsExactlyInAnyOrder(null, "status");
    }

    @Test
    void anUndeclaredFieldIsNamed() {
        assertThatThrownBy(() -> apply(widget(Map.of("size", 1, "bogus", 1)), "one", false))
                .hasMessageContaining(".spec.bogus: field not declared in schema");
    }

    @Test
    void builtinDefaultsBelongToNobodyWhenApplied() {
        Deployment web = CLUSTER.client()
                .apps()
                .deployments()
                .load(getClass().getResourceAsStream("/apiserver/web.yaml"))
                .item();
        web.getMetadata().setNamespace(CLUSTER.namespace());
        Deployment applied = apply(web, "op", true);
        assertThat(applied.getSpec().getTemplate().getSpec().getRestartPolicy()).isEqualTo("Always");
        assertThat(fieldsOf(applied, "op", "Apply"))
                .contains("k:{\\\"containerPort\\\":80,\\\"protocol\\\":\\\"TCP\\\"}")
                .doesNotContain("restartPolicy")
                .doesNotContain("imagePullPolicy");
    }

    @Test
    void plainWritesAreTrackedByTheirChanges() {
        ConfigMap map = new ConfigMapBuilder()
                .withNewMetadata()
                .withName("m")
                .withNamespace(CLUSTER.namespace())
                .endMetadata()
                .addToData("a", "1")
                .build();
        apply(map, "one", false);
        var edited = CLUSTER.client()
                .configMaps()
                .inNamespace(CLUSTER.namespace())
                .withName("m")
                .edit(m -> new ConfigMapBuilder(m).addToData("b", "2").build());
        assertThat(edited.getMetadata().getManagedFields())
                .extracting(e -> e.getOperation() + " " + Json.of(e.getFieldsV1()))
                .containsExactly("Apply {\"f:data\":{\"f:a\":{}}}", "Update {\"f:data\":{\"f:b\":{}}}");
        assertThatThrownBy(() ->
                        apply(new ConfigMapBuilder(map).addToData("b", "3").build(), "one", false))
                .hasMessageContaining(".data.b");
    }
}
