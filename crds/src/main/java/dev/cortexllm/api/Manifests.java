package dev.cortexllm.api;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The CRD manifests of this version, for whoever applies their schema without a cluster. */
public final class Manifests {
    private static final List<String> PLURALS =
            List.of("llmgateways", "llmproviders", "modeldeployments", "routingpolicies");

    private Manifests() {}

    /**
     * All manifests.
     *
     * @return YAML texts, one CustomResourceDefinition each, sorted by name
     */
    public static List<String> all() {
        return PLURALS.stream()
                .map(plural -> read(plural + ".cortexllm.dev.yaml"))
                .toList();
    }

    /**
     * A manifest as JSON, without what people read of it: descriptions and columns. It is read in a fraction of the time.
     *
     * @param plural name of the resource, such as {@code llmgateways}
     * @return a CustomResourceDefinition
     */
    public static String schema(String plural) {
        return read(plural + ".json");
    }

    private static String read(String name) {
        String path = "/dev/cortexllm/manifests/" + name;
        try (InputStream in = Manifests.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("resource " + path + " is missing from the classpath");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("resource " + path + " cannot be read", e);
        }
    }
}
