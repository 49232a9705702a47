package dev.cortexllm.sandbox.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What tests ask of pods, and how they wait for what the API does not tell. */
final class Pods {
    private Pods() {}

    static void awaitFile(Path file, String content) {
        eventually(() -> Files.exists(file) && Files.readString(file).equals(content));
    }

    interface Check {
        boolean holds() throws IOException;
    }

    static void eventually(Check check) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        try {
            while (!check.holds()) {
                assertThat(System.nanoTime()).as("in time").isLessThan(end);
                TimeUnit.MILLISECONDS.sleep(20);
            }
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static boolean isReady(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .anyMatch(condition -> condition.getType().equals("Ready")
                        && condition.getStatus().equals("True"));
    }

    static PodCondition condition(Pod pod, String type) {
        return pod.getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst()
                .orElseThrow();
    }

    static ContainerStatus main(Pod pod) {
        return pod.getStatus().getContainerStatuses().stream().findFirst().orElseGet(() -> {
            ContainerStatus none = new ContainerStatus();
            none.setRestartCount(0);
            return none;
        });
    }

    static boolean waiting(Pod pod, String reason) {
        return main(pod).getState() != null
                && main(pod).getState().getWaiting() != null
                && reason.equals(main(pod).getState().getWaiting().getReason());
    }

    static long pid(Pod pod) {
        return Long.parseLong(main(pod).getContainerID().replaceAll("process://(\\d+)\\..*", "$1"));
    }

    static io.fabric8.kubernetes.api.model.Secret secret(Map<String, String> content) {
        SecretBuilder builder =
                new SecretBuilder().withNewMetadata().withName("keys").endMetadata();
        content.forEach((key, value) ->
                builder.addToData(key, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))));
        return builder.build();
    }

    /** What the scheduler says of a pod. */
    static String scheduling(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .filter(c -> c.getType().equals("PodScheduled") && c.getMessage() != null)
                .map(c -> c.getMessage())
                .findFirst()
                .orElse("");
    }
}
