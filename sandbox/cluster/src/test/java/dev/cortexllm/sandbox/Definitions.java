package dev.cortexllm.sandbox;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The kinds that a test's cluster is to have: ours, and those of other projects that the operator writes where they are. */
public final class Definitions {
    private static final Path OURS = Path.of("../../crds/manifests");
    /** As far as the sandbox needs them; {@code -Dsandbox.crds=DIR} takes those that their projects publish. */
    private static final Path OTHERS =
            Path.of(System.getProperty("sandbox.crds", "src/main/resources/dev/cortexllm/sandbox"));

    private static final Duration SOON = Duration.ofSeconds(30);

    private Definitions() {}

    /** Applies all of them, and waits until their kinds are served. */
    public static void apply(KubernetesClient client) throws IOException {
        for (Path folder : List.of(OURS, OTHERS)) {
            for (Path manifest : manifests(folder)) {
                for (HasMetadata object :
                        client.load(Files.newInputStream(manifest)).items()) {
                    if (object instanceof CustomResourceDefinition definition) {
                        client.resource(definition).forceConflicts().serverSideApply();
                        await().atMost(SOON).until(() -> served(client, definition));
                    }
                }
            }
        }
    }

    private static boolean served(KubernetesClient client, CustomResourceDefinition definition) {
        String version = definition.getSpec().getGroup() + "/"
                + definition.getSpec().getVersions().get(0).getName();
        return client.getApiResources(version) != null
                && client.getApiResources(version).getResources().stream().anyMatch(resource -> resource.getKind()
                        .equals(definition.getSpec().getNames().getKind()));
    }

    private static List<Path> manifests(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }
}
