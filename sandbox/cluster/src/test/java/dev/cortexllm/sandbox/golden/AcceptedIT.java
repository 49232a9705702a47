package dev.cortexllm.sandbox.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.Definitions;
import dev.cortexllm.sandbox.TestCluster;
import dev.cortexllm.sandbox.apiserver.builtin.Spelling;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An API server takes every child of every golden case: no unknown field, no warning, nothing dropped or spelled in another
 * way, and nothing changes when it is applied again. {@code -Dsandbox.crds=DIR} gives the server the manifests of LeaderWorkerSet
 * and ScaledObject as their projects publish them instead of our reduced ones.
 */
class AcceptedIT {
    private static final int LEAST_CASES = 60;
    private static TestCluster cluster;
    private static Applying applying;

    private final Types types = new Types();

    @BeforeAll
    static void open() throws IOException {
        cluster = TestCluster.open(Config.DEFAULT_REQUEST_RETRY_BACKOFFLIMIT);
        Definitions.apply(cluster.client());
        applying = new Applying(cluster.client());
    }

    @AfterAll
    static void close() {
        cluster.close();
    }

    @TestFactory
    Stream<DynamicTest> every_child_is_taken_as_it_is() {
        return GoldenCase.all().stream().map(one -> DynamicTest.dynamicTest(one.name(), () -> isTaken(one)));
    }

    @TestFactory
    Stream<DynamicTest> every_child_is_of_kubernetes_own_types() {
        return GoldenCase.all().stream()
                .map(one -> DynamicTest.dynamicTest(one.name(), () -> {
                    for (ObjectNode child : one.children()) {
                        assertThat(types.fault(child)).as(name(child)).isEmpty();
                        assertThat(PodRules.faults(child)).as(name(child)).isEmpty();
                        assertThat(Quantities.respelled(child)).as(name(child)).isEmpty();
                        assertThat(child.has("status"))
                                .as("status of %s", name(child))
                                .isFalse();
                    }
                }));
    }

    @Test
    void there_are_enough_cases() {
        assertThat(GoldenCase.all()).hasSizeGreaterThanOrEqualTo(LEAST_CASES);
    }

    @ParameterizedTest
    @CsvSource({
        "1024Mi, 1Gi",
        "1536Mi, 1536Mi",
        "0.5Gi, 512Mi",
        "0.5, 500m",
        "1000m, 1",
        "1500m, 1500m",
        "1000, 1k",
        "512, 512",
        "512Ki, 512Ki",
        "1Mi, 1Mi",
        "0.1Gi, 107374182400m",
        "0.0001, 1m",
        "0, 0",
        "2Ki, 2Ki",
        "1000Ki, 1000Ki"
    })
    void amounts_are_spelled_as_apimachinery_spells_them(String given, String stored) {
        assertThat(Spelling.canonical(given)).isEqualTo(stored);
    }

    private static void isTaken(GoldenCase one) {
        String namespace = cluster.newNamespace("golden-");
        try {
            ObjectNode owner = moved(one.owner(), namespace);
            Applying.Said owned = applying.apply(owner, false);
            assertThat(owned.code()).as("%s", owned.body()).isIn(200, 201);
            for (ObjectNode golden : one.children()) {
                ObjectNode child = moved(golden, namespace);
                for (JsonNode reference : child.path("metadata").path("ownerReferences")) {
                    ((ObjectNode) reference)
                            .set("uid", owned.body().path("metadata").get("uid"));
                }
                isTaken(child);
            }
        } finally {
            cluster.client().namespaces().withName(namespace).delete();
        }
    }

    private static void isTaken(ObjectNode child) {
        assertThat(applying.knows(child))
                .as("the API server has %s", child.path("kind"))
                .isTrue();
        isFine(applying.apply(child, true));
        Applying.Said stored = applying.apply(child, false);
        isFine(stored);
        assertThat(Kept.changed(child, stored.body())).as(name(child)).isEmpty();
        Applying.Said again = applying.apply(child, false);
        isFine(again);
        assertThat(Kept.changed(fieldsOnly(stored.body()), again.body()))
                .as("%s after it was applied again", name(child))
                .isEmpty();
    }

    /** A controller may have said something in the meantime, which moves the resource version: what was asked for counts. */
    private static ObjectNode fieldsOnly(ObjectNode object) {
        ObjectNode copy = object.deepCopy();
        copy.remove("status");
        ((ObjectNode) copy.path("metadata"))
                .retain("name", "namespace", "labels", "uid", "generation", "ownerReferences");
        return copy;
    }

    private static void isFine(Applying.Said said) {
        assertThat(said.code()).as("%s", said.body()).isIn(200, 201);
        assertThat(said.warnings()).isEmpty();
    }

    private static ObjectNode moved(ObjectNode object, String namespace) {
        ObjectNode copy = object.deepCopy();
        ObjectNode metadata = (ObjectNode) copy.path("metadata");
        metadata.remove("uid");
        metadata.put("namespace", namespace);
        return copy;
    }

    private static String name(ObjectNode object) {
        return object.path("kind").asText() + " "
                + object.path("metadata").path("name").asText();
    }
}
