package dev.cortexllm.catalogue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.cortexllm.api.v1alpha1.WireFormat;
import dev.cortexllm.config.Auth;
import dev.cortexllm.config.Quirks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What is known of vendors and models. Immutable. */
public final class Catalogue {
    /** What ends the ids of Anthropic's models when a date pins them; limits and prices are those without it. */
    private static final Pattern PINNED = Pattern.compile("-20[0-9]{6}$");

    private final SortedMap<String, Vendor> vendors;
    private final Map<ModelKey, ModelFacts> models;

    private Catalogue(SortedMap<String, Vendor> vendors, Map<ModelKey, ModelFacts> models) {
        this.vendors = Collections.unmodifiableSortedMap(vendors);
        this.models = models;
    }

    /**
     * The catalogue that comes with this version. Reads two small files: callers keep the result.
     *
     * @return the catalogue
     */
    public static Catalogue bundled() {
        return read(resource("vendors.yaml"), resource("models.csv"));
    }

    /**
     * Reads a catalogue.
     *
     * @param vendorsYaml as {@code vendors.yaml}
     * @param modelsCsv as {@code models.csv}
     * @return the catalogue
     * @throws IllegalArgumentException naming the line or field that is wrong
     */
    static Catalogue read(String vendorsYaml, String modelsCsv) {
        SortedMap<String, Vendor> vendors = new TreeMap<>();
        vendorEntries(vendorsYaml).forEach((key, entry) -> vendors.put(key, entry.named(key)));
        Map<ModelKey, ModelFacts> models = new HashMap<>();
        for (ModelFacts facts : ModelsCsv.read(modelsCsv)) {
            if (!vendors.containsKey(facts.vendor())) {
                throw new IllegalArgumentException(
                        "model " + facts.model() + " is of vendor '" + facts.vendor() + "', whom vendors.yaml lacks");
            }
            if (models.put(new ModelKey(facts.vendor(), facts.model()), facts) != null) {
                throw new IllegalArgumentException("model " + facts.vendor() + "/" + facts.model() + " is there twice");
            }
        }
        return new Catalogue(vendors, Map.copyOf(models));
    }

    /**
     * Looks a vendor up.
     *
     * @param key what {@code spec.vendor} holds
     * @return the vendor, or empty when nothing is known of it
     */
    public Optional<Vendor> vendor(String key) {
        return Optional.ofNullable(vendors.get(key));
    }

    /**
     * The vendor of an API of which nothing is known but its format.
     *
     * @param format the wire format
     * @return a vendor such as {@code openai-compatible}
     */
    public Vendor generic(WireFormat format) {
        return vendors.get(
                switch (format) {
                    case OPENAI -> "openai-compatible";
                    case ANTHROPIC -> "anthropic-compatible";
                    case GEMINI -> "gemini-compatible";
                });
    }

    /** All vendors by key, sorted. */
    public SortedMap<String, Vendor> vendors() {
        return vendors;
    }

    /**
     * Looks a model up.
     *
     * @param vendor key of the vendor
     * @param id the model's id there, with or without the date that pins it, as in {@code claude-haiku-4-5-20251001}
     * @return the facts, or empty when nothing is known of it
     */
    public Optional<ModelFacts> model(String vendor, String id) {
        return Optional.ofNullable(models.get(new ModelKey(vendor, id)))
                .or(() -> Optional.ofNullable(
                        models.get(new ModelKey(vendor, PINNED.matcher(id).replaceFirst("")))));
    }

    /**
     * The models that are known of a vendor.
     *
     * @param vendor key of the vendor
     * @return their ids, sorted; empty when none is known
     */
    public List<String> models(String vendor) {
        return models.keySet().stream()
                .filter(key -> key.vendor().equals(vendor))
                .map(ModelKey::id)
                .sorted()
                .toList();
    }

    private static Map<String, VendorEntry> vendorEntries(String yaml) {
        try {
            return new YAMLMapper().readValue(yaml, new TypeReference<Map<String, VendorEntry>>() {});
        } catch (IOException e) {
            throw new IllegalArgumentException("vendors.yaml: " + e.getMessage(), e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = Catalogue.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("resource " + name + " is missing from the classpath");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("resource " + name + " cannot be read", e);
        }
    }

    private record ModelKey(String vendor, String id) {}

    private record VendorEntry(
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
