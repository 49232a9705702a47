package dev.cortexllm.sandbox.apiserver;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.object.ApiError;
import dev.cortexllm.sandbox.apiserver.object.Json;
import dev.cortexllm.sandbox.apiserver.object.Meta;
import dev.cortexllm.sandbox.apiserver.resource.Resources;
import dev.cortexllm.sandbox.apiserver.resource.WriteOptions;
import dev.cortexllm.sandbox.apiserver.type.ResourceType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Objects from files, created before the first client comes. */
final class Manifests {
    private Manifests() {}

    static void load(Resources resources, Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> manifests = files.filter(f -> f.toString().matches(".*\\.(ya?ml|json)"))
                    .sorted()
                    .collect(Collectors.toList());
            for (Path file : manifests) {
                loadFile(resources, file);
            }
        }
    }

    private static void loadFile(Resources resources, Path file) throws IOException {
        try (MappingIterator<ObjectNode> documents =
                Json.YAML.readerFor(ObjectNode.class).readValues(file.toFile())) {
            while (documents.hasNext()) {
                create(resources, documents.next());
            }
        } catch (ApiError e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    private static void create(Resources resources, ObjectNode object) {
        String apiVersion = Json.text(object, "apiVersion");
        ResourceType type = resources
                .types()
                .byKind(apiVersion, Meta.kind(object))
                .orElseThrow(() -> ApiError.badRequest(
                        "no matches for kind \"" + Meta.kind(object) + "\" in version \"" + apiVersion + "\""));
        String namespace = Meta.namespace(object).isEmpty() ? "default" : Meta.namespace(object);
        resources.writer().create(type, namespace, object, WriteOptions.internal("sandbox"));
    }
}
