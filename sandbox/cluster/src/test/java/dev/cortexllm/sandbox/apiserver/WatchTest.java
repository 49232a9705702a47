package dev.cortexllm.sandbox.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.sandbox.apiserver.object.Json;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WatchTest {
    @RegisterExtension
    static final Cluster CLUSTER = new Cluster();

    private static void resize(String name, int size) {
        CLUSTER.widget(name).patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"size\":" + size + "}}");
    }

    private static List<JsonNode> raw(String query) {
        String path =
                "/apis/example.com/v1/namespaces/" + CLUSTER.namespace() + "/widgets?watch=true&timeoutSeconds=1&";
        List<JsonNode> events = new ArrayList<>();
        CLUSTER.client().raw(path + query).lines().filter(l -> !l.isBlank()).forEach(l -> events.add(Json.parse(l)));
        return events;
    }

    @Test
    void informersSeeEverythingInOrder() {
        List<String> seen = new CopyOnWriteArrayList<>();
        CLUSTER.widget("before", Map.of("size", 1)).create();
        try (var informer = CLUSTER.widgetsEverywhere()
                .inNamespace(CLUSTER.namespace())
                .inform(new ResourceEventHandler<>() {
                    @Override
                    public void onAdd(GenericKubernetesResource o) {
                        seen.add("add " + o.getMetadata().getName());
                    }

                    @Override
                    public void onUpdate(GenericKubernetesResource was, GenericKubernetesResource o) {
                        seen.add("update " + Json.of(o).at("/spec/size").asInt());
                    }

                    @Override
                    public void onDelete(GenericKubernetesResource o, boolean unknown) {
                        seen.add("delete " + o.getMetadata().getName());
                    }
                })) {
            CLUSTER.widget("w", Map.of("size", 1)).create();
            for (int size = 2; size <= 20; size++) {
                resize("w", size);
            }
            CLUSTER.widget("w").delete();
            await().atMost(Cluster.SOON).until(() -> seen.contains("delete w"));
        }
        List<String> expected = new ArrayList<>(List.of("add before", "add w"));
        for (int size = 2; size <= 20; size++) {
            expected.add("update " + size);
        }
        expected.add("delete w");
        assertThat(seen).containsExactlyElementsOf(expected);
    }

    @Test
    void aWatchGoesOnFromAResourceVersion() {
        String since =
                CLUSTER.widget("a", Map.of("size", 1)).create().getMetadata().getResourceVersion();
        CLUSTER.widget("b", Map.of("size", 1)).create();
        resize("a", 2);
        assertThat(raw("resourceVersion=" + since))
                .extracting(e -> Json.text(e, "type") + " " + Json.text(e, "object", "metadata", "name"))
                .containsExactly("ADDED b", "MODIFIED a");
    }

    @Test
    void leavingASelectorLooksLikeADeletion() {
        var widget = CLUSTER.newWidget("a", Map.of("size", 1));
        widget.getMetadata().setLabels(Map.of("in", "yes"));
        String since = CLUSTER.client().resource(widget).create().getMetadata().getResourceVersion();
        CLUSTER.widget("a").patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"labels\":{\"in\":\"no\"}}}");
        assertThat(raw("labelSelector=in%3Dyes&resourceVersion=" + since))
                .extracting(e -> Json.text(e, "type"))
                .containsExactly("DELETED");
    }

    @Test
    void initialEventsEndWithABookmark() {
        CLUSTER.widget("a", Map.of("size", 1)).create();
        List<JsonNode> events =
                raw("sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true");
        assertThat(events.get(0).at("/object/metadata/name").asText()).isEqualTo("a");
        assertThat(events.get(1).path("type").asText()).isEqualTo("BOOKMARK");
        assertThat(Json.text(events.get(1), "object", "metadata", "annotations", "k8s.io/initial-events-end"))
                .isEqualTo("true");
    }

    @Test
    void aForgottenResourceVersionIsGone() {
        assumeThat(CLUSTER.embedded())
                .as("history of a real server is hours long")
                .isTrue();
        assertThat(raw("resourceVersion=-1")).singleElement().satisfies(e -> {
            assertThat(e.path("type").asText()).isEqualTo("ERROR");
            assertThat(e.at("/object/code").asInt()).isEqualTo(410);
            assertThat(e.at("/object/reason").asText()).isEqualTo("Expired");
        });
    }

    @Test
    void aClosedWatchIsToldNothingMore() {
        List<String> seen = new CopyOnWriteArrayList<>();
        var watch = CLUSTER.widgetsEverywhere().inNamespace(CLUSTER.namespace()).watch(new Watcher<>() {
            @Override
            public void eventReceived(Action action, GenericKubernetesResource resource) {
                seen.add(action + " " + resource.getMetadata().getName());
            }

            @Override
            public void onClose(WatcherException cause) {
                seen.add("failed: " + cause);
            }
        });
        CLUSTER.widget("a", Map.of("size", 1)).create();
        await().atMost(Cluster.SOON).until(() -> seen.contains("ADDED a"));
        watch.close();
        CLUSTER.widget("b", Map.of("size", 1)).create();
        assertThat(seen).containsExactly("ADDED a");
    }
}
