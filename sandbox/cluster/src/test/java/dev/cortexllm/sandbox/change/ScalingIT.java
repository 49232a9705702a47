package dev.cortexllm.sandbox.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cortexllm.api.v1alpha1.Condition;
import dev.cortexllm.api.v1alpha1.ModelDeployment;
import dev.cortexllm.api.v1alpha1.RoutingPolicy;
import dev.cortexllm.sandbox.demo.load.Answer;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A model that nobody asks for has no engine. It gets one for the first stream, four for twelve of them, one again for two, and none
 * when all are read; and no stream fails or is cut off on the way.
 */
class ScalingIT {
    @RegisterExtension
    static final TwoNodes CLUSTER = new TwoNodes("--time-to-first-token 50ms --time-per-token 20ms");

    private static final int TOKENS = 60;
    private static final Duration LONG = Duration.ofSeconds(90);
    private static final String RESOURCES = """
            apiVersion: cortexllm.dev/v1alpha1
            kind: LLMGateway
            metadata: {name: main}
            spec: {replicas: 2}
            ---
            apiVersion: cortexllm.dev/v1alpha1
            kind: ModelDeployment
            metadata: {name: tiny}
            spec:
              model: {name: tiny, source: "hf://acme/tiny"}
              maxConcurrency: 4
              drainTimeout: 20s
              autoscaling: {minReplicas: 0, maxReplicas: 4, targetRequests: 3, scaleDownDelay: 2s, idleTimeout: 2s}
            ---
            apiVersion: cortexllm.dev/v1alpha1
            kind: RoutingPolicy
            metadata: {name: tiny}
            spec:
              models: [tiny]
              strategy: LocalFirst
              targets: [{name: local, deploymentRef: {name: tiny}}]
              spillover: {whenCold: Wait}
            """;

    @Test
    void fromZeroToFourAndBack() throws InterruptedException {
        CLUSTER.apply(RESOURCES);
        awaitAsleep();
        List<Integer> numbers = new CopyOnWriteArrayList<>();
        List<Answer> answers = new ArrayList<>();
        String gateway = CLUSTER.gateway(TwoNodes.NODES.get(0));
        try (Watch watched = watch(numbers);
                Streams few = new Streams(gateway, "tiny", TOKENS);
                Streams many = new Streams(gateway, "tiny", TOKENS)) {
            few.open(1);
            await("the first stream is read").atMost(LONG).until(() -> few.over() > 0);
            assertThat(numbers).endsWith(1);
            few.open(1);
            many.open(10);
            awaitEngines(4);
            int then = few.over() + many.over();
            await("streams flow").atMost(LONG).until(() -> few.over() + many.over() > then + 36);
            answers.addAll(many.finish());
            awaitEngines(1);
            answers.addAll(few.finish());
            awaitAsleep();
        }
        assertThat(answers.stream().filter(answer -> !answer.good()).map(Answer::brief))
                .as("failed or truncated of " + answers.size())
                .isEmpty();
        assertThat(answers)
                .hasSizeGreaterThan(40)
                .allSatisfy(answer -> assertThat(answer.usage().completion()).isEqualTo(TOKENS));
        assertThat(numbers).startsWith(1).endsWith(1, 0).contains(4).allMatch(number -> number <= 4);
    }

    private static void awaitAsleep() {
        await("nothing runs").atMost(LONG).ignoreExceptions().untilAsserted(() -> {
            ModelDeployment tiny = CLUSTER.get(ModelDeployment.class, "tiny");
            assertThat(tiny.getSpec().replicas()).isZero();
            assertThat(condition(tiny.getStatus().conditions(), "Ready")).isEqualTo("True Ready");
            assertThat(condition(tiny.getStatus().conditions(), "EndpointsReady"))
                    .isEqualTo("False ScaledToZero");
            assertThat(condition(tiny.getStatus().conditions(), "AutoscalerReady"))
                    .isEqualTo("True BuiltIn");
            assertThat(condition(
                            CLUSTER.get(RoutingPolicy.class, "tiny").getStatus().conditions(), "Programmed"))
                    .startsWith("True");
            assertThat(CLUSTER.pods("engine")).isEmpty();
            assertThat(CLUSTER.pods("router")).filteredOn(ScalingIT::ready).hasSize(2);
        });
    }

    private static void awaitEngines(int count) {
        await(count + " engines").atMost(LONG).untilAsserted(() -> {
            assertThat(CLUSTER.get(ModelDeployment.class, "tiny").getSpec().replicas())
                    .isEqualTo(count);
            assertThat(CLUSTER.pods("engine")).hasSize(count).allMatch(ScalingIT::ready);
        });
    }

    private static boolean ready(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
    }

    private static String condition(List<Condition> conditions, String type) {
        return conditions.stream()
                .filter(c -> c.type().equals(type))
                .map(c -> c.status() + " " + c.reason())
                .findFirst()
                .orElse("none");
    }

    /** Every number of replicas that was asked for, once for each time it changed. */
    private static Watch watch(List<Integer> numbers) {
        return CLUSTER.client()
                .resources(ModelDeployment.class)
                .inNamespace(CLUSTER.namespace())
                .withName("tiny")
                .watch(new Watcher<>() {
                    private int last;

                    @Override
                    public void eventReceived(Action action, ModelDeployment model) {
                        int now = model.getSpec().replicas();
                        if (now != last) {
                            numbers.add(now);
                            last = now;
                        }
                    }

                    @Override
                    public void onClose(WatcherException cause) {
                        // The test's assertions on the numbers fail when there are none.
                    }
                });
    }
}
