package dev.cortexllm.compile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.cortexllm.api.v1alpha1.LLMGatewaySpec;
import dev.cortexllm.api.v1alpha1.LLMProviderSpec;
import dev.cortexllm.api.v1alpha1.ModelDeploymentSpec;
import dev.cortexllm.api.v1alpha1.RoutingPolicySpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Reads YAML documents as an informer would deliver them. */
final class Documents {
    private static final YAMLMapper YAML = new YAMLMapper();

    private final List<JsonNode> documents = new ArrayList<>();

    Documents add(String yaml) {
        try (MappingIterator<JsonNode> read =
                YAML.readerFor(JsonNode.class).readValues(YAML.getFactory().createParser(yaml))) {
            read.forEachRemaining(documents::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    Documents shuffled(Random random) {
        Documents other = new Documents();
        other.documents.addAll(documents);
        Collections.shuffle(other.documents, random);
        return other;
    }

    Resources resources() {
        List<Resource<LLMGatewaySpec>> gateways = new ArrayList<>();
        List<Resource<LLMProviderSpec>> providers = new ArrayList<>();
        List<Resource<ModelDeploymentSpec>> deployments = new ArrayList<>();
        List<Resource<RoutingPolicySpec>> policies = new ArrayList<>();
        Map<SecretId, SecretValue> secrets = new HashMap<>();
        for (JsonNode document : documents) {
            switch (document.path("kind").asText()) {
                case "LLMGateway" -> gateways.add(resource(Kind.LLMGateway, document, LLMGatewaySpec.class));
                case "LLMProvider" -> providers.add(resource(Kind.LLMProvider, document, LLMProviderSpec.class));
                case "ModelDeployment" ->
                    deployments.add(resource(Kind.ModelDeployment, document, ModelDeploymentSpec.class));
                case "RoutingPolicy" -> policies.add(resource(Kind.RoutingPolicy, document, RoutingPolicySpec.class));
                case "Secret" -> addSecret(document, secrets);
                default -> throw new IllegalArgumentException("unknown kind in " + document);
            }
        }
        if (gateways.size() != 1) {
            throw new IllegalArgumentException("expected one LLMGateway, found " + gateways.size());
        }
        return new Resources(gateways.get(0), providers, deployments, policies, secrets);
    }

    /** Every value of every Secret, whether it may be read or not. */
    List<String> secretValues() {
        return documents.stream()
                .filter(document -> document.path("kind").asText().equals("Secret"))
                .flatMap(document -> map(document.path("stringData")).values().stream())
                .map(String::strip)
                .filter(value -> value.length() > 3)
                .toList();
    }

    private static <S> Resource<S> resource(Kind kind, JsonNode document, Class<S> type) {
        JsonNode meta = document.path("metadata");
        try {
            return new Resource<>(
                    new ResourceId(
                            kind,
                            meta.path("namespace").asText("default"),
                            meta.path("name").asText()),
                    meta.path("uid").asText(""),
                    meta.path("generation").asLong(0),
                    Instant.parse(meta.path("creationTimestamp").asText("2026-01-01T00:00:00Z")),
                    map(meta.path("labels")),
                    map(meta.path("annotations")),
                    YAML.treeToValue(document.get("spec"), type));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void addSecret(JsonNode document, Map<SecretId, SecretValue> secrets) {
        JsonNode meta = document.path("metadata");
        if (!meta.path("labels").path("cortexllm.dev/credential").asText().equals("true")) {
            return;
        }
        String hosts =
                meta.path("annotations").path("cortexllm.dev/allowed-hosts").asText("");
        secrets.put(
                SecretId.empty(
                        meta.path("namespace").asText("default"),
                        meta.path("name").asText()),
                new SecretValue(null, Set.of()));
        Set<String> allowed = hosts.isEmpty() ? Set.of() : Set.of(hosts.split(","));
        map(document.path("stringData"))
                .forEach((key, value) -> secrets.put(
                        new SecretId(
                                meta.path("namespace").asText("default"),
                                meta.path("name").asText(),
                                key),
                        new SecretValue(value, allowed)));
    }

    private static Map<String, String> map(JsonNode node) {
        Map<String, String> map = new HashMap<>();
        node.fields().forEachRemaining(e -> map.put(e.getKey(), e.getValue().asText()));
        return map;
    }
}
