package dev.cortexllm.sandbox.demo;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The CRDs: applied, and waited for until the API server serves them. */
final class Definitions {
    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("cortex-demo")
            .withForce(true)
            .build();

    private Definitions() {}

    /**
     * Name and version of an API server that answers.
     *
     * @throws IllegalStateException when it does not
     */
    static String serverVersion(KubernetesClient client) {
        try {
            return client.getMasterUrl() + ", " + client.getKubernetesVersion().getGitVersion();
        } catch (KubernetesClientException e) {
            throw new IllegalStateException("the API server " + client.getMasterUrl() + " does not answer", e);
        }
    }

    static void apply(KubernetesClient client, Path folder) throws IOException {
        for (Path file : manifests(folder)) {
            try (InputStream in = Files.newInputStream(file)) {
                for (HasMetadata crd : client.load(in).items()) {
                    client.resource(crd).patch(APPLY);
                    awaitEstablished(client, crd.getMetadata().getName());
                }
            }
        }
    }

    private static List<Path> manifests(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
        }
    }

    private static void awaitEstablished(KubernetesClient client, String name) {
        client.apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName(name)
                .waitUntilCondition(Definitions::established, 30, TimeUnit.SECONDS);
    }

    private static boolean established(CustomResourceDefinition crd) {
        return crd != null
                && crd.getStatus() != null
                && crd.getStatus().getConditions() != null
                && crd.getStatus().getConditions().stream()
                        .anyMatch(c -> c.getType().equals("Established")
                                && c.getStatus().equals("True"));
    }
}
