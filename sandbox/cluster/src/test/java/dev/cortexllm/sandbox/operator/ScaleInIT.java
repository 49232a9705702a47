package dev.cortexllm.sandbox.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.operator.child.Labels;
import dev.cortexllm.operator.model.desired.DeletionCosts;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which replica goes when there are to be fewer. */
class ScaleInIT {
    @RegisterExtension
    static final OperatorCluster CLUSTER = new OperatorCluster();

    private static final String TINY = """
            apiVersion: cortexllm.dev/v1alpha1
            kind: ModelDeployment
            metadata: {name: tiny}
            spec: {model: {name: tiny, source: "hf://acme/tiny"}, replicas: %s}
            """;
    private static final String POLICY = """
            apiVersion: cortexllm.dev/v1alpha1
            kind: RoutingPolicy
            metadata: {name: assistant}
            spec: {models: [auto], targets: [{name: local, deploymentRef: {name: tiny}}]}
            """;

    private final Observed observed = new Observed(CLUSTER);

    @Test
    void theLeastLoadedGoesFirst() throws Exception {
        CLUSTER.apply(String.join("---\n", TINY.formatted(3), Hybrid.GATEWAY, POLICY));
        List<Pod> engines = observed.pods(Labels.ENGINE, 3).stream()
                .sorted(Comparator.comparing(ScaleInIT::name))
                .toList();
        for (int i = 0; i < engines.size(); i++) {
            observed.markReady(engines.get(i), "10.0.1." + i);
        }
        Pod router = observed.pods(Labels.ROUTER, 2).get(0);
        observed.markReady(router, "10.0.0.1");
        observed.servedHash();
        Secret slot = CLUSTER.get(Secret.class, "main-router-config-0");
        String deployment = "deployment/" + CLUSTER.namespace() + "/tiny";
        try (LinkClient link = new LinkClient(CLUSTER.client(), router, slot)) {
            Map<String, Integer> load =
                    Map.of(name(engines.get(0)), 5, name(engines.get(1)), 1, name(engines.get(2)), 7);
            link.load(deployment, load);
            assertThat(engines).allSatisfy(pod -> assertThat(cost(current(pod))).isNull());
            CLUSTER.apply(TINY.formatted(2));
            assertThat(names(observed.pods(Labels.ENGINE, 2)))
                    .containsExactlyInAnyOrder(name(engines.get(0)), name(engines.get(2)));
            assertThat(cost(current(engines.get(0)))).isEqualTo("5");
            assertThat(cost(current(engines.get(2)))).isEqualTo("7");
            link.load(deployment, Map.of(name(engines.get(0)), 6, name(engines.get(2)), 2));
            CLUSTER.apply(TINY.formatted(1));
            assertThat(names(observed.pods(Labels.ENGINE, 1))).containsExactly(name(engines.get(0)));
        }
    }

    private static List<String> names(List<Pod> pods) {
        return pods.stream().map(ScaleInIT::name).toList();
    }

    private static String name(Pod pod) {
        return pod.getMetadata().getName();
    }

    private static Pod current(Pod pod) {
        return CLUSTER.get(Pod.class, name(pod));
    }

    private static String cost(Pod pod) {
        Map<String, String> annotations = pod.getMetadata().getAnnotations();
        return annotations == null ? null : annotations.get(DeletionCosts.ANNOTATION);
    }
}
