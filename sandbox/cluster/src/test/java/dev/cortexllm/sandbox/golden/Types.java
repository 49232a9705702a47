package dev.cortexllm.sandbox.golden;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Optional;

/** Kubernetes' own types, which Fabric8 generates from it: whether every field of an object is one of them. */
final class Types {
    /** Fields that a type does not have are kept aside by default; here they are faults. */
    private static final ObjectMapper STRICT = JsonMapper.builder()
            .annotationIntrospector(new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1;

                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                    return false;
                }
            })
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private final KubernetesSerialization known = new KubernetesSerialization();

    /** What is wrong with an object; empty when nothing is, or when its type is none of Kubernetes' own. */
    Optional<String> fault(JsonNode object) {
        Class<? extends KubernetesResource> type = known.getRegisteredKubernetesResource(
                object.path("apiVersion").asText(), object.path("kind").asText());
        if (type == null || !type.getName().startsWith("io.fabric8.")) {
            return Optional.empty();
        }
        try {
            HasMetadata read = (HasMetadata) STRICT.treeToValue(object, type);
            return read.getMetadata() == null ? Optional.of("it has no metadata") : Optional.empty();
        } catch (JsonMappingException e) {
            return Optional.of(e.getPathReference() + ": " + e.getOriginalMessage());
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            return Optional.of(e.getOriginalMessage());
        }
    }
}
