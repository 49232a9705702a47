package dev.cortexllm.sandbox.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectsTest {
    @RegisterExtension
    static final Cluster CLUSTER = new Cluster();

    private static ConfigMap map(String name, Map<String, String> data) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(CLUSTER.namespace())
                .addToLabels("name", name)
                .endMetadata()
                .withData(data)
                .build();
    }

    private static Resource<ConfigMap> at(String name) {
        return CLUSTER.client().configMaps().inNamespace(CLUSTER.namespace()).withName(name);
    }

    private static ConfigMap create(ConfigMap map) {
        return CLUSTER.client().resource(map).create();
    }

    @Test
    void createGivesIdentityAndRefusesASecond() {
        ConfigMap created = create(map("a", Map.of("k", "v")));
        assertThat(created.getMetadata().getUid()).isNotBlank();
        assertThat(created.getMetadata().getCreationTimestamp()).isNotBlank();
        assertThat(created.getMetadata().getResourceVersion()).isNotBlank();
        assertThatThrownBy(() -> create(map("a", Map.of())))
                .isInstanceOfSatisfying(KubernetesClientException.class, e -> {
                    assertThat(e.getCode()).isEqualTo(409);
                    assertThat(e.getStatus().getReason()).isEqualTo("AlreadyExists");
                    assertThat(e.getStatus().getMessage()).isEqualTo("configmaps \"a\" already exists");
                });
    }

    @Test
    void generateNameAppendsFiveCharacters() {
        ConfigMap template = map("x", Map.of());
        template.getMetadata().setName(null);
        template.getMetadata().setGenerateName("some-");
        assertThat(create(template).getMetadata().getName()).matches("some-[a-z0-9]{5}");
    }

    @Test
    void namespaceMustExist() {
        ConfigMap map = map("a", Map.of());
        map.getMetadata().setNamespace("nowhere");
        assertThatThrownBy(() -> create(map)).hasMessageContaining("namespaces \"nowhere\" not found");
    }

    @Test
    void staleResourceVersionIsAConflict() {
        ConfigMap first = create(map("a", Map.of("k", "1")));
        at("a").edit(m -> new ConfigMapBuilder(m).addToData("k", "2").build());
        ConfigMap stale = new ConfigMapBuilder(first).addToData("k", "3").build();
        assertThatThrownBy(() -> CLUSTER.client().resource(stale).update())
                .isInstanceOfSatisfying(KubernetesClientException.class, e -> {
                    assertThat(e.getCode()).isEqualTo(409);
                    assertThat(e.getStatus().getMessage())
                            .isEqualTo(
                                    "Operation cannot be fulfilled on configmaps \"a\": the object has been modified;"
                                            + " please apply your changes to the latest version and try again");
                });
    }

    @Test
    void writingWhatIsThereChangesNothing() {
        ConfigMap created = create(map("a", Map.of("k", "1")));
        ConfigMap again = CLUSTER.client().resource(map("a", Map.of("k", "1"))).update();
        assertThat(again.getMetadata().getResourceVersion())
                .isEqualTo(created.getMetadata().getResourceVersion());
    }

    @Test
    void finalizersHoldAnObjectBack() {
        ConfigMap map = map("a", Map.of());
        map.getMetadata().setFinalizers(List.of("example.com/hold"));
        create(map);
        at("a").delete();
        assertThat(at("a").get().getMetadata().getDeletionTimestamp()).isNotBlank();
        assertThatThrownBy(() -> at("a").edit(m -> new ConfigMapBuilder(m)
                        .editMetadata()
                        .addToFinalizers("example.com/more")
                        .endMetadata()
                        .build()))
                .hasMessageContaining("no new finalizers can be added if the object is being deleted");
        at("a").edit(m -> new ConfigMapBuilder(m)
                .editMetadata()
                .withFinalizers()
                .endMetadata()
                .build());
        assertThat(at("a").get()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name=a        | a",
                "name==b       | b",
                "name!=a       | b c",
                "name in (a,c) | a c",
                "name notin (a,c) | b",
                "name          | a b c",
                "!name         | ''",
                "name,name!=b  | a c"
            })
    void labelSelectors(String selector, String expected) {
        List.of("a", "b", "c").forEach(n -> create(map(n, Map.of())));
        List<String> found = CLUSTER
                .client()
                .configMaps()
                .inNamespace(CLUSTER.namespace())
                .list(new ListOptionsBuilder().withLabelSelector(selector).build())
                .getItems()
                .stream()
                .map(m -> m.getMetadata().getName())
                .filter(n -> !n.equals("kube-root-ca.crt"))
                .toList();
        assertThat(String.join(" ", found)).isEqualTo(expected);
    }

    @Test
    void fieldSelectorsAndPages() {
        IntStream.range(0, 7).forEach(i -> create(map("m" + i, Map.of())));
        var maps = CLUSTER.client().configMaps().inNamespace(CLUSTER.namespace());
        assertThat(maps.withField("metadata.name", "m3").list().getItems()).hasSize(1);
        var options = new ListOptionsBuilder().withLabelSelector("name").withLimit(3L);
        var first = maps.list(options.build());
        assertThat(first.getItems()).hasSize(3);
        assertThat(first.getMetadata().getRemainingItemCount()).isIn(4L, null);
        var second = maps.list(
                options.withContinue(first.getMetadata().getContinue()).build());
        assertThat(second.getItems()).extracting(m -> m.getMetadata().getName()).containsExactly("m3", "m4", "m5");
        assertThat(second.getMetadata().getResourceVersion())
                .isEqualTo(first.getMetadata().getResourceVersion());
    }

    @Test
    void deleteCollectionBySelector() {
        List.of("a", "b", "c").forEach(n -> create(map(n, Map.of())));
        CLUSTER.client()
                .configMaps()
                .inNamespace(CLUSTER.namespace())
                .withLabelNotIn("name", "b")
                .withLabel("name")
                .delete();
        assertThat(at("a").get()).isNull();
        assertThat(at("b").get()).isNotNull();
    }

    @Test
    void deletionPreconditions() {
        ConfigMap created = create(map("a", Map.of()));
        at("a").edit(m -> new ConfigMapBuilder(m).addToData("k", "2").build());
        String stale = created.getMetadata().getResourceVersion();
        assertThatThrownBy(() -> at("a").lockResourceVersion(stale).delete())
                .isInstanceOfSatisfying(KubernetesClientException.class, e -> assertThat(e.getCode())
                        .isEqualTo(409));
        assertThat(at("a").get()).isNotNull();
    }

    @Test
    void aBoundPodIsGivenItsGraceAndAnUnboundOneIsNot() {
        Pod pod = new PodBuilder()
                .withNewMetadata()
                .withName("p")
                .withNamespace(CLUSTER.namespace())
                .endMetadata()
                .withNewSpec()
                .withTerminationGracePeriodSeconds(7L)
                .addNewContainer()
                .withName("c")
                .withImage("x")
                .endContainer()
                .endSpec()
                .build();
        var pods = CLUSTER.client().pods().inNamespace(CLUSTER.namespace());
        CLUSTER.client().resource(pod).create();
        pods.withName("p").delete();
        assertThat(pods.withName("p").get()).isNull();

        pod.getSpec().setNodeName("some-node");
        CLUSTER.client().resource(pod).create();
        pods.withName("p").delete();
        Pod dying = pods.withName("p").get();
        assertThat(dying.getMetadata().getDeletionGracePeriodSeconds()).isEqualTo(7L);
        pods.withName("p").withGracePeriod(0).delete();
        assertThat(pods.withName("p").get()).isNull();
    }

    @Test
    void dryRunStoresNothing() {
        var made = CLUSTER.client().resource(map("dry", Map.of())).dryRun(true).create();
        assertThat(made.getMetadata().getUid()).isNotBlank();
        assertThat(at("dry").get()).isNull();
    }
}
