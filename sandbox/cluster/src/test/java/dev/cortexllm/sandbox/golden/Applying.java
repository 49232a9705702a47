package dev.cortexllm.sandbox.golden;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Server-side apply of raw objects, as {@code kubectl apply --server-side} does it; warnings are kept. */
final class Applying {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MANAGER = "cortex-operator";
    private static final long PATIENCE_SECONDS = 30;

    private final KubernetesClient client;
    private final Map<String, Optional<String>> plurals = new HashMap<>();

    /**
     * What the API server says.
     *
     * @param code HTTP status
     * @param body the object as it is now, or what is wrong with it
     * @param warnings texts of warnings
     */
    record Said(int code, ObjectNode body, List<String> warnings) {
        String resourceVersion() {
            return body.path("metadata").path("resourceVersion").asText();
        }
    }

    Applying(KubernetesClient client) {
        this.client = client;
    }

    /** Whether the API server has a kind at all. */
    boolean knows(ObjectNode object) {
        return plural(object).isPresent();
    }

    /**
     * Applies; unknown fields are errors.
     *
     * @param object with name and namespace
     * @param dryRun whether nothing is to be kept of it
     */
    Said apply(ObjectNode object, boolean dryRun) {
        String version = object.path("apiVersion").asText();
        String path = (version.contains("/") ? "apis/" : "api/") + version + "/namespaces/"
                + object.path("metadata").path("namespace").asText() + "/"
                + plural(object).orElseThrow() + "/"
                + object.path("metadata").path("name").asText();
        String query = "?fieldManager=" + MANAGER + "&fieldValidation=Strict" + (dryRun ? "&dryRun=All" : "");
        try {
            HttpResponse<byte[]> answer = client.getHttpClient()
                    .sendAsync(
                            client.getHttpClient()
                                    .newHttpRequestBuilder()
                                    .uri(URI.create(client.getMasterUrl() + path + query))
                                    .method("PATCH", "application/apply-patch+yaml", object.toString())
                                    .build(),
                            byte[].class)
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return new Said(
                    answer.code(), (ObjectNode) JSON.readTree(answer.body()), List.copyOf(answer.headers("Warning")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException(path, e);
        }
    }

    private Optional<String> plural(ObjectNode object) {
        String version = object.path("apiVersion").asText();
        String kind = object.path("kind").asText();
        return plurals.computeIfAbsent(version + " " + kind, key -> Optional.ofNullable(client.getApiResources(version))
                .flatMap(list -> list.getResources().stream()
                        .filter(resource -> resource.getKind().equals(kind)
                                && !resource.getName().contains("/"))
                        .map(resource -> resource.getName())
                        .findFirst()));
    }
}
