package dev.cortexllm.catalogue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.cortexllm.api.v1alpha1.WireFormat;
import dev.cortexllm.config.Auth;
import dev.cortexllm.config.Quirks;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads {@code vendors.yaml}. */
final class VendorsYaml {
    private VendorsYaml() {}

    /** Vendors by key; throws IllegalArgumentException naming the vendor or field that is wrong. */
    static SortedMap<String, Vendor> read(String yaml) {
        SortedMap<String, Vendor> vendors = new TreeMap<>();
        try {
            new YAMLMapper()
                    .readValue(yaml, new TypeReference<Map<String, Entry>>() {})
                    .forEach((key, entry) -> vendors.put(key, entry.named(key)));
        } catch (IOException e) {
            throw new IllegalArgumentException("vendors.yaml: " + e.getMessage(), e);
        }
        return vendors;
    }

    private record Entry(
            String name,
            String genAiName,
            WireFormat format,
            Auth auth,
            String baseUrl,
            Map<WireFormat, Vendor.Api> otherFormats,
            boolean keyRequired,
            String keyVariable,
            List<String> otherKeyVariables,
            String urlVariable,
            String modelsVariable,
            String versionVariable,
            boolean partlyListed,
            Quirks quirks) {
        Vendor named(String key) {
            if (name == null || genAiName == null) {
                throw new IllegalArgumentException("vendors.yaml: " + key + " needs name and genAiName");
            }
            WireFormat spoken = format == null ? WireFormat.OPENAI : format;
            return new Vendor(
                    key,
                    name,
                    genAiName,
                    spoken,
                    auth == null ? Auth.usual(spoken) : auth,
                    baseUrl,
                    otherFormats == null ? Map.of() : Map.copyOf(otherFormats),
                    keyRequired,
                    keyVariables(),
                    urlVariable,
                    modelsVariable,
                    versionVariable,
                    partlyListed,
                    quirks == null ? Quirks.NONE : quirks);
        }

        private List<String> keyVariables() {
            return Stream.concat(
                            Stream.ofNullable(keyVariable),
                            Stream.ofNullable(otherKeyVariables).flatMap(List::stream))
                    .toList();
        }
    }
}
