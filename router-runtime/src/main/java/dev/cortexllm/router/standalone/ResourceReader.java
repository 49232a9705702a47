package dev.cortexllm.router.standalone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.api.v1alpha1.LLMGatewaySpec;
import dev.cortexllm.api.v1alpha1.LLMProviderSpec;
import dev.cortexllm.api.v1alpha1.ModelDeploymentSpec;
import dev.cortexllm.api.v1alpha1.RoutingPolicySpec;
import dev.cortexllm.compile.Kind;
import dev.cortexllm.compile.Resource;
import dev.cortexllm.compile.ResourceId;
import dev.cortexllm.compile.SecretId;
import dev.cortexllm.compile.SecretValue;
import dev.cortexllm.schema.CrdSchema;
import dev.cortexllm.schema.Document;
import dev.cortexllm.schema.Violation;
import dev.cortexllm.schema.YamlDocuments;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads files into resources, through the CRDs' schema, exactly as an API server would take them in. */
final class ResourceReader {
    /**
     * Fields are named as the records' components. Their many annotations are of the schema, and looking through them takes long; those of
     * constants are needed, which are written in other words than they are called.
     */
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(MapperFeature.USE_ANNOTATIONS)
            .addModule(WrittenConstants.module())
            .build();
    /** Place of the server's remark that rules were not run because of the other violations; it is none itself. */
    private static final String UNCHECKED_RULES = "<nil>";

    private static final String DEFAULT_NAMESPACE = "default";

    private final Definitions definitions;
    private final List<Resource<LLMGatewaySpec>> gateways = new ArrayList<>();
    private final List<Resource<LLMProviderSpec>> providers = new ArrayList<>();
    private final List<Resource<ModelDeploymentSpec>> deployments = new ArrayList<>();
    private final List<Resource<RoutingPolicySpec>> policies = new ArrayList<>();
    private final Map<SecretId, SecretValue> secrets = new HashMap<>();
    private final Map<ResourceId, Document> places = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private int order;

    private ResourceReader(Definitions definitions) {
        this.definitions = definitions;
    }

    /**
     * Reads files and folders.
     *
     * @param paths files, or folders whose YAML and JSON files are read in the order of their names
     * @param definitions the schema of our kinds
     * @return what they hold; resources that the schema refuses are left out and have findings
     */
    static ReadResources read(List<Path> paths, Definitions definitions) {
        ResourceReader reader = new ResourceReader(definitions);
        for (Path path : paths) {
            YamlDocuments documents = YamlDocuments.read(path);
            documents
                    .problems()
                    .forEach(p -> reader.findings.add(new Finding(p.file(), p.line(), "", p.message(), false)));
            documents.documents().forEach(reader::take);
        }
        return new ReadResources(
                reader.gateways,
                reader.providers,
                reader.deployments,
                reader.policies,
                reader.secrets,
                reader.places,
                reader.findings);
    }

    private void take(Document document) {
        ObjectNode content = document.content();
        String apiVersion = content.path("apiVersion").asText();
        String kind = content.path("kind").asText();
        if (apiVersion.equals("v1") && kind.equals("Secret")) {
            takeSecret(document);
        } else if (apiVersion.startsWith("cortexllm.dev/")) {
            takeOurs(document, apiVersion, kind);
        } else if (apiVersion.isEmpty() || kind.isEmpty()) {
            find(document, "", "a document needs apiVersion and kind");
        }
    }

    private void takeSecret(Document document) {
        try {
            secrets.putAll(Secrets.of(document.content(), namespace(document.content())));
        } catch (IllegalArgumentException e) {
            find(document, "data", e.getMessage());
        }
    }

    private void takeOurs(Document document, String apiVersion, String kindName) {
        Optional<Kind> kind = Arrays.stream(Kind.values())
                .filter(k -> k.name().equals(kindName))
                .findFirst();
        if (kind.isEmpty() || !apiVersion.equals(Definitions.API_VERSION)) {
            find(
                    document,
                    "kind",
                    "there is no kind " + kindName + " in " + apiVersion + "; " + Definitions.API_VERSION + " has "
                            + Arrays.toString(Kind.values()));
            return;
        }
        CrdSchema schema = definitions.of(kind.get());
        List<String> unknown = schema.prune(document.content()).unknown();
        unknown.forEach(path -> find(document, path, "unknown field \"" + path + "\""));
        ObjectNode full = schema.withDefaults(schema.prune(document.content()).object());
        List<Violation> violations = schema.validate(full, Optional.empty());
        violations.stream()
                .filter(v -> !v.path().equals(UNCHECKED_RULES))
                .forEach(v -> find(document, v.path(), v.message()));
        if (violations.isEmpty()) {
            keep(document, kind.get(), full);
        }
    }

    private void keep(Document document, Kind kind, ObjectNode full) {
        ResourceId id =
                new ResourceId(kind, namespace(full), full.at("/metadata/name").asText());
        Document earlier = places.putIfAbsent(id, document);
        if (earlier != null) {
            find(document, "metadata.name", id + " is there already, in " + earlier.file() + ":" + earlier.line());
            return;
        }
        switch (kind) {
            case LLMGateway -> gateways.add(resource(id, full, LLMGatewaySpec.class));
            case LLMProvider -> providers.add(resource(id, full, LLMProviderSpec.class));
            case ModelDeployment -> deployments.add(resource(id, full, ModelDeploymentSpec.class));
            case RoutingPolicy -> policies.add(resource(id, full, RoutingPolicySpec.class));
        }
    }

    private <S> Resource<S> resource(ResourceId id, ObjectNode full, Class<S> type) {
        return new Resource<>(
                id,
                "",
                0,
                Instant.ofEpochSecond(order++),
                texts(full.at("/metadata/labels")),
                texts(full.at("/metadata/annotations")),
                spec(full, type));
    }

    /** What a document, which its schema takes, asks for. */
    static <S> S spec(ObjectNode full, Class<S> type) {
        try {
            return JSON.treeToValue(full.path("spec"), type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a spec that its schema takes is none of " + type, e);
        }
    }

    private static Map<String, String> texts(JsonNode map) {
        Map<String, String> texts = new HashMap<>();
        map.properties().forEach(e -> texts.put(e.getKey(), e.getValue().asText()));
        return texts;
    }

    private static String namespace(ObjectNode object) {
        return object.at("/metadata/namespace").asText(DEFAULT_NAMESPACE);
    }

    private void find(Document document, String path, String message) {
        findings.add(new Finding(document.file(), document.lineOf(path), path, message, false));
    }
}
