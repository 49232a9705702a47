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
        return PLURALS.stream().map(Manifests::read).toList();
    }

    private static String read(String plural) {
        String path = "/dev/cortexllm/manifests/" + plural + ".cortexllm.dev.yaml";
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
