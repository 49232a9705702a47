package dev.cortexllm.sandbox.demo;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** The objects of {@code examples/hybrid/}, with the one change that a sandbox needs: the cloud is a simulated one. */
final class Example {
    private Example() {}

    /**
     * Reads the example.
     *
     * @param client a client, for its reading of YAML
     * @param folder the example's folder
     * @param cloudUrl where the simulated cloud is
     * @param seed seed of the order in which the objects come: any order must do
     */
    static List<HasMetadata> read(KubernetesClient client, Path folder, String cloudUrl, long seed) throws IOException {
        List<HasMetadata> objects = new ArrayList<>();
        for (Path file : yamlFiles(folder)) {
            try (InputStream in = Files.newInputStream(file)) {
                objects.addAll(client.load(in).items());
            }
        }
        objects.forEach(object -> pointToCloud(object, cloudUrl));
        Collections.shuffle(objects, new Random(seed));
        return objects;
    }

    /**
     * Writes the objects to a folder, for a user who deletes them and wants them back: {@code examples/hybrid} itself names the
     * real cloud.
     */
    static void write(Path folder, List<HasMetadata> objects) throws IOException {
        Files.createDirectories(folder);
        for (HasMetadata object : objects) {
            String name = object.getKind().toLowerCase(Locale.ROOT) + "-"
                    + object.getMetadata().getName();
            Files.writeString(folder.resolve(name + ".yaml"), Serialization.asYaml(object));
        }
    }

    private static List<Path> yamlFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
        }
    }

    private static void pointToCloud(HasMetadata object, String cloudUrl) {
        if (object instanceof GenericKubernetesResource provider
                && object.getKind().equals("LLMProvider")) {
            Map<String, Object> spec = new LinkedHashMap<>(provider.get("spec"));
            spec.put("baseUrl", cloudUrl + "/v1");
            provider.setAdditionalProperty("spec", spec);
        }
    }
}
