package dev.cortexllm.manifests;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import dev.cortexllm.api.v1alpha1.LLMGateway;
import dev.cortexllm.api.v1alpha1.LLMProvider;
import dev.cortexllm.api.v1alpha1.ModelDeployment;
import dev.cortexllm.api.v1alpha1.RoutingPolicy;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.kubernetes.client.CustomResource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Generates the CRD manifests from the resource types: Fabric8's generator makes the bulk of the schema, {@link SchemaEdits}
 * and {@link PrinterColumns} add what it cannot say.
 */
final class ManifestGenerator {
    private static final List<Class<? extends CustomResource<?, ?>>> KINDS =
            List.of(LLMGateway.class, LLMProvider.class, ModelDeployment.class, RoutingPolicy.class);
    private static final String HEADER =
            "# Generated from the types of dev.cortexllm.api.v1alpha1. After changing those:\n"
                    + "# ./mvnw -pl crds -am test -Dtest=ManifestsTest -Dupdate.manifests=true\n";
    private static final YAMLMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .stringQuotingChecker(new QuotedTimes())
                    .build())
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .build();

    private ManifestGenerator() {}

    /** File contents by file name. */
    static Map<String, String> generate() {
        Map<String, String> files = new TreeMap<>();
        for (Class<? extends CustomResource<?, ?>> kind : KINDS) {
            ObjectNode crd = rawManifest(kind);
            edit(crd, kind);
            files.put(crd.at("/metadata/name").asText() + ".yaml", HEADER + yaml(crd));
        }
        return files;
    }

    /**
     * What a program needs of a manifest to check objects.
     *
     * @param manifest a generated manifest
     * @return one line of JSON without descriptions and columns
     */
    static String schemaOnly(String manifest) {
        try {
            ObjectNode crd = (ObjectNode) YAML.readTree(manifest);
            ObjectNode version = (ObjectNode) crd.at("/spec/versions/0");
            version.remove("additionalPrinterColumns");
            undescribed(version.at("/schema/openAPIV3Schema"));
            return new JsonMapper().writeValueAsString(crd) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a manifest cannot be read", e);
        }
    }

    /** Takes descriptions away where they are the schema's own; fields may be called so too. */
    private static void undescribed(JsonNode schema) {
        if (schema.isObject()) {
            ((ObjectNode) schema).remove("description");
            schema.path("properties").forEach(ManifestGenerator::undescribed);
            undescribed(schema.path("items"));
            undescribed(schema.path("additionalProperties"));
        }
    }

    private static void edit(ObjectNode crd, Class<? extends CustomResource<?, ?>> kind) {
        Type[] specAndStatus = ((ParameterizedType) kind.getGenericSuperclass()).getActualTypeArguments();
        crd.withObject("/metadata").putObject("labels").put("app.kubernetes.io/part-of", "cortex-llm");
        ObjectNode version = (ObjectNode) crd.at("/spec/versions/0");
        version.replace(
                "additionalPrinterColumns",
                PrinterColumns.inOrder(version.withArray("additionalPrinterColumns"), specAndStatus));
        ObjectNode schema = version.withObject("/schema/openAPIV3Schema");
        SchemaEdits.describe(
                schema, kind.getAnnotation(JsonClassDescription.class).value());
        ObjectNode spec = schema.withObject("/properties/spec");
        SchemaEdits.describe(spec, "What is asked for.");
        SchemaEdits.follow(spec, specAndStatus[0]);
        ObjectNode status = schema.withObject("/properties/status");
        SchemaEdits.describe(status, "What the operator last observed; written by the operator alone.");
        SchemaEdits.follow(status, specAndStatus[1]);
        SchemaEdits.startUnknown(status);
    }

    private static ObjectNode rawManifest(Class<? extends CustomResource<?, ?>> kind) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CRDGenerator generator = new CRDGenerator()
                .withOutput(new InMemory(out))
                .customResourceClasses(List.of(kind))
                .forCRDVersions("v1");
        if (generator.generate() != 1) {
            throw new IllegalStateException("the generator made no manifest for " + kind);
        }
        try {
            return (ObjectNode) YAML.readTree(out.toByteArray());
        } catch (IOException e) {
            throw new IllegalStateException("the generator's manifest for " + kind + " is not YAML", e);
        }
    }

    private static String yaml(ObjectNode crd) {
        try {
            return YAML.writeValueAsString(crd);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a manifest cannot be written", e);
        }
    }

    /** Quotes times as well: some readers of YAML 1.1 turn them into dates. */
    private static final class QuotedTimes extends StringQuotingChecker.Default {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean needToQuoteValue(String value) {
            return value.matches("[0-9]{4}-.*") || super.needToQuoteValue(value);
        }
    }

    /** Where the generator leaves one manifest. */
    private static final class InMemory extends CRDGenerator.AbstractCRDOutput<ByteArrayOutputStream> {
        private final ByteArrayOutputStream out;

        InMemory(ByteArrayOutputStream out) {
            this.out = out;
        }

        @Override
        protected ByteArrayOutputStream createStreamFor(String name) {
            return out;
        }

        /** The generator wants something that looks like a file for its report. */
        @Override
        public URI crdURI(String name) {
            return URI.create("file:///" + name);
        }
    }
}
