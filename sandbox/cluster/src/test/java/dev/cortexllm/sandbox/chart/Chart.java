package dev.cortexllm.sandbox.chart;

import com.marcnuri.helm.Helm;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The Helm chart, rendered by Helm. */
public final class Chart {
    /** Where it is. */
    public static final Path FOLDER = Path.of("../../charts/cortex-llm");

    private static final String RELEASE = "cortex";

    private Chart() {}

    /**
     * What {@code helm template} prints.
     *
     * @param namespace the release's namespace
     * @param values YAML that overrides the chart's own values
     * @return documents of YAML
     * @throws IllegalStateException when Helm refuses, with its words
     */
    public static String render(String namespace, String values) {
        try {
            Path file = Files.createTempFile("values", ".yaml");
            try {
                Files.writeString(file, values);
                return new Helm(FOLDER)
                        .template()
                        .withName(RELEASE)
                        .withNamespace(namespace)
                        .withValuesFile(file)
                        .call();
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same, read. */
    public static List<HasMetadata> objects(String namespace, String values) {
        KubernetesSerialization serialization = new KubernetesSerialization();
        return Arrays.stream(render(namespace, values).split("(?m)^---\\s*$"))
                .filter(document -> document.lines().anyMatch(line -> !line.isBlank() && !line.startsWith("#")))
                .map(document -> (HasMetadata) serialization.unmarshal(document))
                .toList();
    }
}
