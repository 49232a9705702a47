package dev.cortexllm.sandbox.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cortexllm.api.v1alpha1.Condition;
import dev.cortexllm.api.v1alpha1.ModelDeployment;
import dev.cortexllm.api.v1alpha1.RoutingPolicy;
import dev.cortexllm.operator.watch.PodState;
import dev.cortexllm.sandbox.demo.load.Answer;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What runs is changed while 200 streams are open, and none of them notices. Half of them are read from a vLLM that finishes
 * its work by itself when told to stop, half from an older one that would break them off and is waited for by its hook.
 */
class ChangeIT {
    @RegisterExtension
    static final TwoNodes CLUSTER = new TwoNodes("--time-to-first-token 50ms --time-per-token 40ms");

    private static final int EACH = 100;
    private static final int TOKENS = 60;
    private static final Duration LONG = Duration.ofSeconds(120);

    private static final String GATEWAY = """
            apiVersion: cortexllm.dev/v1alpha1
            kind: LLMGateway
            metadata: {name: main}
            spec: {replicas: 2}
            """;
    private static final String MODEL = """
            ---
            apiVersion: cortexllm.dev/v1alpha1
            kind: ModelDeployment
            metadata: {name: %1$s}
            spec:
              engine: {type: VLLM, version: "%2$s"}
              model: {name: tiny, source: "hf://acme/tiny"}
              replicas: 2
              gpus: 1
              maxSurge: 1
              maxConcurrency: 256
              drainTimeout: 20s
            ---
            apiVersion: cortexllm.dev/v1alpha1
            kind: RoutingPolicy
            metadata: {name: %1$s}
            spec: {models: [%1$s], targets: [{name: local, deploymentRef: {name: %1$s}}]}
            """;

    @BeforeAll
    static void start() {
        CLUSTER.apply(GATEWAY + MODEL.formatted("old", "0.17.1") + MODEL.formatted("new", "0.19.1"));
        awaitReady();
    }

    @Test
    void rolloutRestartAndThenDrainOfANode() throws IOException, InterruptedException {
        String gateway = CLUSTER.gateway(TwoNodes.NODES.get(0));
        try (Streams old = new Streams(gateway, "old", TOKENS);
                Streams fresh = new Streams(gateway, "new", TOKENS)) {
            old.open(EACH);
            fresh.open(EACH);
            await("streams flow").atMost(LONG).until(() -> old.over() > EACH && fresh.over() > EACH);
            restart();
            String drained = drain();
            int then = old.over() + fresh.over();
            await("streams still flow").atMost(LONG).until(() -> old.over() + fresh.over() > then + EACH);
            List<Answer> answers = new ArrayList<>(old.finish());
            answers.addAll(fresh.finish());
            assertNoneNoticed(answers);
            assertThat(CLUSTER.pods("engine"))
                    .extracting(pod -> pod.getSpec().getNodeName())
                    .doesNotContain(drained);
        }
        awaitReady();
    }

    private static void restart() throws IOException, InterruptedException {
        Set<String> before = names("engine");
        CLUSTER.kubectl().rolloutRestart("old-engine");
        CLUSTER.kubectl().rolloutRestart("new-engine");
        // Old ones may still be draining when the node's drain begins.
        await("all engines replaced")
                .atMost(LONG)
                .until(() -> ready("engine").stream()
                                .filter(name -> !before.contains(name))
                                .count()
                        == before.size());
    }

    private static String drain() throws IOException, InterruptedException {
        String node = busiest();
        CLUSTER.kubectl().drain(node);
        return node;
    }

    private static void assertNoneNoticed(List<Answer> answers) {
        assertThat(answers).hasSizeGreaterThan(5 * EACH);
        assertThat(answers.stream().filter(answer -> !answer.good()).map(Answer::brief))
                .as("failed or truncated")
                .isEmpty();
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.usage().completion()).isEqualTo(TOKENS));
    }

    private static String busiest() {
        return CLUSTER.pods("engine").stream()
                .collect(Collectors.groupingBy(pod -> pod.getSpec().getNodeName(), Collectors.counting()))
                .entrySet()
                .stream()
                .max(Comparator.comparing(entry -> entry.getValue()))
                .orElseThrow()
                .getKey();
    }

    private static Set<String> names(String component) {
        Set<String> names = new TreeSet<>();
        for (Pod pod : CLUSTER.pods(component)) {
            names.add(pod.getMetadata().getName());
        }
        return names;
    }

    private static void awaitReady() {
        for (String name : List.of("old", "new")) {
            await(name).atMost(LONG).ignoreExceptions().untilAsserted(() -> {
                assertThat(ready(CLUSTER.get(ModelDeployment.class, name), m -> m.getStatus()
                                .conditions()))
                        .isEqualTo("True Ready");
                assertThat(ready(CLUSTER.get(RoutingPolicy.class, name), p -> p.getStatus()
                                .conditions()))
                        .isEqualTo("True Ready");
            });
        }
        await().atMost(LONG).until(() -> ready("router").size() == 2);
    }

    private static Set<String> ready(String component) {
        return CLUSTER.pods(component).stream()
                .filter(PodState::ready)
                .map(pod -> pod.getMetadata().getName())
                .collect(Collectors.toSet());
    }

    private static <R> String ready(R resource, Function<R, List<Condition>> conditions) {
        return conditions.apply(resource).stream()
                .filter(c -> c.type().equals("Ready"))
                .map(c -> c.status() + " " + c.reason())
                .findFirst()
                .orElse("none");
    }
}
