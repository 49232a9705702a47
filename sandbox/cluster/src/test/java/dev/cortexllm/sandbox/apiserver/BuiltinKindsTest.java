package dev.cortexllm.sandbox.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.sandbox.apiserver.object.Json;
import io.fabric8.kubernetes.api.model.BindingBuilder;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.PodResource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BuiltinKindsTest {
    @RegisterExtension
    static final Cluster CLUSTER = new Cluster();

    private static Pod createPod() {
        return CLUSTER.client()
                .resource(new PodBuilder()
                        .withNewMetadata()
                        .withName("p")
                        .withNamespace(CLUSTER.namespace())
                        .endMetadata()
                        .withNewSpec()
                        .addNewContainer()
                        .withName("c")
                        .withImage("x")
                        .endContainer()
                        .endSpec()
                        .build())
                .create();
    }

    private static PodResource pod() {
        return CLUSTER.client().pods().inNamespace(CLUSTER.namespace()).withName("p");
    }

    @Test
    void podsAreCompletedAsAdmissionDoes() {
        Pod pod = createPod();
        assertThat(pod.getSpec().getServiceAccountName()).isEqualTo("default");
        assertThat(pod.getSpec().getTolerations()).hasSize(2);
        assertThat(pod.getSpec().getVolumes())
                .singleElement()
                .satisfies(v -> assertThat(v.getProjected().getSources()).hasSize(3));
        assertThat(pod.getSpec().getContainers().get(0).getVolumeMounts()).singleElement();
        assertThat(pod.getStatus().getPhase()).isEqualTo("Pending");
    }

    @Test
    void bindingPutsAPodOnANodeOnce() {
        createPod();
        var binding = new BindingBuilder()
                .withNewMetadata()
                .withName("p")
                .withNamespace(CLUSTER.namespace())
                .endMetadata()
                .withNewTarget()
                .withKind("Node")
                .withName("node-1")
                .endTarget()
                .build();
        String path = "/api/v1/namespaces/" + CLUSTER.namespace() + "/pods/p/binding";
        CLUSTER.client().raw(path, "POST", binding);
        Pod bound = pod().get();
        assertThat(bound.getSpec().getNodeName()).isEqualTo("node-1");
        assertThat(bound.getStatus().getConditions())
                .anySatisfy(c -> assertThat(c.getType()).isEqualTo("PodScheduled"));
        assertThatThrownBy(() -> CLUSTER.client().raw(path, "POST", binding))
                .hasMessageContaining("pod p is already assigned to node \"node-1\"");
    }

    @Test
    void evictionDeletes() {
        createPod();
        assertThat(pod().evict()).isTrue();
        assertThat(pod().get()).isNull();
    }

    @Test
    void aPodsSpecIsFixedButForItsImages() {
        createPod();
        assertThat(pod().edit(p -> new PodBuilder(p)
                                .editSpec()
                                .editContainer(0)
                                .withImage("y")
                                .endContainer()
                                .endSpec()
                                .build())
                        .getSpec()
                        .getContainers()
                        .get(0)
                        .getImage())
                .isEqualTo("y");
        assertThatThrownBy(() -> pod().edit(p ->
                        new PodBuilder(p).editSpec().withHostname("h").endSpec().build()))
                .hasMessageContaining("pod updates may not change fields other than");
    }

    @Test
    void eventsHaveTwoFaces() {
        CLUSTER.client()
                .resource(new EventBuilder()
                        .withNewMetadata()
                        .withName("e")
                        .withNamespace(CLUSTER.namespace())
                        .endMetadata()
                        .withNewInvolvedObject()
                        .withKind("Pod")
                        .withName("p")
                        .withNamespace(CLUSTER.namespace())
                        .endInvolvedObject()
                        .withReason("Testing")
                        .withMessage("hello")
                        .withType("Normal")
                        .build())
                .create();
        var other = CLUSTER.client()
                .events()
                .v1()
                .events()
                .inNamespace(CLUSTER.namespace())
                .withName("e")
                .get();
        assertThat(other.getNote()).isEqualTo("hello");
        assertThat(other.getRegarding().getName()).isEqualTo("p");
        assertThat(CLUSTER.client()
                        .v1()
                        .events()
                        .inNamespace(CLUSTER.namespace())
                        .withField("involvedObject.name", "p")
                        .withField("reason", "Testing")
                        .list()
                        .getItems())
                .hasSize(1);
    }

    @Test
    void plainSecretTextIsFoldedIntoData() {
        Secret secret = CLUSTER.client()
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("s")
                        .withNamespace(CLUSTER.namespace())
                        .endMetadata()
                        .withStringData(Map.of("k", "v"))
                        .build())
                .create();
        assertThat(secret.getData()).containsEntry("k", "dg==");
        assertThat(secret.getStringData()).isNullOrEmpty();
        assertThat(secret.getType()).isEqualTo("Opaque");
    }

    @Test
    void immutableFieldsAreKept() {
        Secret secret = new SecretBuilder()
                .withNewMetadata()
                .withName("s")
                .withNamespace(CLUSTER.namespace())
                .endMetadata()
                .withImmutable(true)
                .addToData("k", "dg==")
                .build();
        CLUSTER.client().resource(secret).create();
        secret.getData().put("k", "dw==");
        assertThatThrownBy(() -> CLUSTER.client().resource(secret).update())
                .isInstanceOfSatisfying(KubernetesClientException.class, e -> {
                    assertThat(e.getCode()).isEqualTo(422);
                    assertThat(e.getMessage()).contains("field is immutable when `immutable` is set");
                });
    }

    @Test
    void otherFormsOfAListAreAskedForByAccept() throws IOException, InterruptedException {
        assumeThat(CLUSTER.embedded()).as("plain HTTP without a token").isTrue();
        createPod();
        JsonNode table = get("application/json;as=Table;v=v1;g=meta.k8s.io,application/json");
        assertThat(table.path("kind").asText()).isEqualTo("Table");
        assertThat(table.at("/columnDefinitions/0/name").asText()).isEqualTo("Name");
        assertThat(table.at("/rows/0/cells/0").asText()).isEqualTo("p");
        assertThat(table.at("/rows/0/object/kind").asText()).isEqualTo("PartialObjectMetadata");
        JsonNode bare = get("application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io,application/json");
        assertThat(bare.path("kind").asText()).isEqualTo("PartialObjectMetadataList");
        assertThat(bare.at("/items/0").has("spec")).isFalse();
        assertThat(bare.at("/items/0/metadata/name").asText()).isEqualTo("p");
    }

    private static JsonNode get(String accept) throws IOException, InterruptedException {
        URI uri = URI.create(CLUSTER.client().getMasterUrl() + "api/v1/namespaces/" + CLUSTER.namespace() + "/pods");
        HttpRequest request =
                HttpRequest.newBuilder(uri).header("Accept", accept).build();
        return Json.parse(HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body());
    }
}
