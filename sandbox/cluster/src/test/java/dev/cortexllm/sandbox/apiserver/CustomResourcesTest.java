package dev.cortexllm.sandbox.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.sandbox.apiserver.object.Json;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CustomResourcesTest {
    @RegisterExtension
    static final Cluster CLUSTER = new Cluster();

    private static JsonNode json(GenericKubernetesResource widget) {
        return Json.of(widget);
    }

    private static GenericKubernetesResource merge(String patch) {
        return CLUSTER.widget("w").patch(PatchContext.of(PatchType.JSON_MERGE), patch);
    }

    @Test
    void defaultsAreFilledInAndUnknownFieldsDropped() {
        var made = json(CLUSTER.widget("w", Map.of("size", 1, "bogus", true)).create());
        assertThat(made.at("/spec/color").asText()).isEqualTo("red");
        assertThat(made.at("/spec/replicas").asInt()).isEqualTo(1);
        assertThat(made.path("spec").has("bogus")).isFalse();
        assertThat(made.at("/metadata/generation").asInt()).isEqualTo(1);
    }

    @Test
    void schemaViolationsAreListedAsCauses() {
        assertThatThrownBy(() -> CLUSTER.widget("w", Map.of("size", "big")).create())
                .isInstanceOfSatisfying(KubernetesClientException.class, e -> {
                    assertThat(e.getCode()).isEqualTo(422);
                    assertThat(e.getStatus().getReason()).isEqualTo("Invalid");
                    assertThat(e.getStatus().getDetails().getKind()).isEqualTo("Widget");
                    assertThat(e.getStatus().getDetails().getCauses()).anySatisfy(c -> {
                        assertThat(c.getField()).isEqualTo("spec.size");
                        assertThat(c.getReason()).isEqualTo("FieldValueTypeInvalid");
                    });
                });
    }

    @Test
    void celRulesSeeNewAndOldState() {
        assertThatThrownBy(() -> CLUSTER.widget("w", Map.of("size", 101)).create())
                .hasMessageContaining("size must not exceed 100");
        CLUSTER.widget("w", Map.of("size", 1)).create();
        assertThatThrownBy(() -> merge("{\"spec\":{\"color\":\"green\"}}")).hasMessageContaining("color is immutable");
    }

    @Test
    void generationFollowsTheSpecOnly() {
        CLUSTER.widget("w", Map.of("size", 1)).create();
        assertThat(merge("{\"metadata\":{\"labels\":{\"a\":\"b\"}}}")
                        .getMetadata()
                        .getGeneration())
                .isEqualTo(1);
        assertThat(merge("{\"spec\":{\"size\":2}}").getMetadata().getGeneration())
                .isEqualTo(2);
    }

    @Test
    void statusAndSpecHaveTheirOwnEndpoints() {
        CLUSTER.widget("w", Map.of("size", 1)).create();
        assertThat(json(merge("{\"status\":{\"replicas\":3}}")).has("status")).isFalse();
        var both = CLUSTER.newWidget("w", Map.of("size", 9));
        both.setAdditionalProperty("status", Map.of("replicas", 3));
        var after = json(CLUSTER.client().resource(both).updateStatus());
        assertThat(after.at("/status/replicas").asInt()).isEqualTo(3);
        assertThat(after.at("/spec/size").asInt()).isEqualTo(1);
        assertThat(after.at("/metadata/generation").asInt()).isEqualTo(1);
    }

    @Test
    void scaleWritesTheSpecByItsPath() {
        CLUSTER.widget("w", Map.of("size", 1)).create();
        var scaled = CLUSTER.widget("w").scale(4);
        assertThat(json(scaled).at("/spec/replicas").asInt()).isEqualTo(4);
        assertThat(CLUSTER.widget("w").scale().getSpec().getReplicas()).isEqualTo(4);
    }

    @Test
    void whoScalesIsNotedOnceSomebodyOwnsTheNumber() {
        apply("creator", Map.of("size", 1));
        CLUSTER.widget("w").scale(4);
        assertThat(managers()).containsExactly("creator/");
        apply("first", Map.of("replicas", 4));
        assertThat(managers()).containsExactlyInAnyOrder("creator/", "first/");
        CLUSTER.widget("w").scale(6);
        assertThat(managers()).containsExactlyInAnyOrder("creator/", "fabric8-kubernetes-client/scale");
    }

    private static void apply(String manager, Map<String, Object> spec) {
        CLUSTER.client()
                .resource(CLUSTER.newWidget("w", spec))
                .fieldManager(manager)
                .serverSideApply();
    }

    private static List<String> managers() {
        return CLUSTER.widget("w").get().getMetadata().getManagedFields().stream()
                .map(entry -> entry.getManager() + "/" + Objects.toString(entry.getSubresource(), ""))
                .toList();
    }

    @Test
    void strategicMergePatchIsRefused() {
        CLUSTER.widget("w", Map.of("size", 1)).create();
        assertThatThrownBy(() -> CLUSTER.widget("w").patch(PatchContext.of(PatchType.STRATEGIC_MERGE), "{}"))
                .isInstanceOfSatisfying(KubernetesClientException.class, e -> assertThat(e.getCode())
                        .isEqualTo(415));
    }

    @Test
    void aDefinitionTakesItsObjectsAlong() {
        var crds = CLUSTER.client().apiextensions().v1().customResourceDefinitions();
        CustomResourceDefinition gadgets = crds.load(getClass().getResourceAsStream("/apiserver/widgets.crd.yaml"))
                .item();
        gadgets.getMetadata().setName("gadgets.example.com");
        gadgets.getSpec().getNames().setPlural("gadgets");
        gadgets.getSpec().getNames().setSingular("gadget");
        gadgets.getSpec().getNames().setKind("Gadget");
        gadgets.getSpec().getNames().setShortNames(null);
        crds.resource(gadgets).create();
        var crd = crds.withName("gadgets.example.com");
        Cluster.eventually(
                crd,
                c -> c.getStatus() != null
                        && c.getStatus().getConditions().stream()
                                .anyMatch(n -> n.getType().equals("Established")
                                        && n.getStatus().equals("True")));
        var gadget = CLUSTER.newWidget("g", Map.of("size", 1));
        gadget.setKind("Gadget");
        var made = CLUSTER.client().resource(gadget);
        retryUntilServed(() -> made.create());
        crd.delete();
        Cluster.eventuallyGone(crd);
        assertThatThrownBy(made::create)
                .isInstanceOfSatisfying(KubernetesClientException.class, e -> assertThat(e.getCode())
                        .isEqualTo(404));
    }

    private static void retryUntilServed(Runnable create) {
        // a real server serves a new kind a moment after it says Established
        await().atMost(Cluster.SOON).untilAsserted(create::run);
    }

    @Test
    void aDefinitionTheServerCannotUseIsRefused() {
        var crds = CLUSTER.client().apiextensions().v1().customResourceDefinitions();
        CustomResourceDefinition bad = crds.load(getClass().getResourceAsStream("/apiserver/widgets.crd.yaml"))
                .item();
        bad.getMetadata().setName("bads.example.com");
        bad.getSpec().getNames().setPlural("bads");
        bad.getSpec().getNames().setKind("Bad");
        bad.getSpec()
                .getVersions()
                .get(0)
                .getSchema()
                .getOpenAPIV3Schema()
                .getProperties()
                .get("spec")
                .getXKubernetesValidations()
                .get(0)
                .setRule("self.nothing > 1");
        assertThatThrownBy(() -> crds.resource(bad).create())
                .isInstanceOfSatisfying(KubernetesClientException.class, e -> assertThat(e.getCode())
                        .isEqualTo(422));
    }
}
