package dev.cortexllm.sandbox.fleet;

import dev.cortexllm.api.v1alpha1.ModelDeployment;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Model deployments of every kind that there is a golden folder for, as many as are wanted. */
final class Models {
    private static final Path GOLDEN = Path.of("../../operator/src/test/resources/golden/modeldeployment");

    private Models() {}

    /**
     * Makes them: the golden inputs in turn, each copy under a name of its own.
     *
     * @param count how many
     * @return resources without a namespace
     */
    static List<ModelDeployment> some(int count) {
        List<Path> cases = cases();
        List<ModelDeployment> models = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Path input = cases.get(i % cases.size());
            ModelDeployment model = read(input.resolve("in-ModelDeployment.yaml"));
            // Long names matter too, but there is a golden folder for what becomes of them.
            String name = input.getFileName() + "-" + i / cases.size();
            model.setMetadata(new ObjectMetaBuilder()
                    .withName(name)
                    .withLabels(model.getMetadata().getLabels())
                    .withAnnotations(model.getMetadata().getAnnotations())
                    .build());
            models.add(model);
        }
        return models;
    }

    /** The Secrets that some of them name, with the label that lets pods be given them. */
    static List<Secret> secrets(List<ModelDeployment> models) {
        return models.stream()
                .map(model -> model.getSpec().model())
                .filter(source -> source != null && source.tokenSecretRef() != null)
                .map(source -> source.tokenSecretRef())
                .distinct()
                .map(ref -> new SecretBuilder()
                        .withNewMetadata()
                        .withName(ref.name())
                        .withLabels(Map.of("cortexllm.dev/credential", "true"))
                        .endMetadata()
                        .withStringData(Map.of(ref.key(), "hf_of_the_fleet"))
                        .build())
                .toList();
    }

    /** Creates all of them at once, as a GitOps tool does that starts from nothing. */
    static void create(KubernetesClient client, String namespace, List<ModelDeployment> models) {
        Stream.<HasMetadata>concat(secrets(models).stream(), models.stream())
                .parallel()
                .forEach(object -> client.resource(object)
                        .inNamespace(namespace)
                        .fieldManager("fleet")
                        .serverSideApply());
    }

    private static List<Path> cases() {
        try (Stream<Path> folders = Files.list(GOLDEN)) {
            return folders.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ModelDeployment read(Path file) {
        try {
            return Serialization.unmarshal(Files.readString(file), ModelDeployment.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
