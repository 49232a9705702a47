package dev.cortexllm.catalogue;

import dev.cortexllm.api.v1alpha1.WireFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Pattern;

/** What is known of vendors and models. Immutable. */
public final class Catalogue {
    /** What ends the ids of Anthropic's models when a date pins them; limits and prices are those without it. */
    private static final Pattern PINNED = Pattern.compile("-20[0-9]{6}$");

    private static final ModelFacts.Capabilities JSON_SCHEMA = new ModelFacts.Capabilities(false, false, true, false);

    private final SortedMap<String, Vendor> vendors;
    private final Map<ModelKey, ModelFacts> models;
    private final Map<ModelKey, ModelFacts> unpinned = new HashMap<>();
    private final ModelNames names;
    private final QualityCsv qualities;
    private final Map<String, ModelFacts.Capabilities> capabilities = new HashMap<>();

    private Catalogue(
            SortedMap<String, Vendor> vendors,
            Map<ModelKey, ModelFacts> models,
            ModelNames names,
            QualityCsv qualities) {
        this.vendors = Collections.unmodifiableSortedMap(vendors);
        this.models = models;
        this.names = names;
        this.qualities = qualities;
        models.values()
                .forEach(facts -> unpinned.put(
                        new ModelKey(
                                facts.vendor(), PINNED.matcher(facts.model()).replaceFirst("")),
                        facts));
        models.values()
                .forEach(facts -> capabilities.merge(
                        names.key(facts.model(), qualities.models()::contains),
                        facts.capabilities().or(JSON_SCHEMA),
                        ModelFacts.Capabilities::or));
    }

    /**
     * The catalogue that comes with this version. Reads a few small files: callers keep the result.
     *
     * @return the catalogue
     */
    public static Catalogue bundled() {
        return read(
                resource("vendors.yaml"),
                resource("models.csv"),
                resource("names.yaml"),
                resource("benchmarks.yaml"),
                resource("quality.csv"));
    }

    /**
     * Reads a catalogue.
     *
     * @param vendorsYaml as {@code vendors.yaml}
     * @param modelsCsv as {@code models.csv}
     * @param namesYaml as {@code names.yaml}
     * @param benchmarksYaml as {@code benchmarks.yaml}
     * @param qualityCsv as {@code quality.csv}
     * @return the catalogue
     * @throws IllegalArgumentException naming the line or field that is wrong; of the figures of quality only when they are asked for
     */
    static Catalogue read(
            String vendorsYaml, String modelsCsv, String namesYaml, String benchmarksYaml, String qualityCsv) {
        SortedMap<String, Vendor> vendors = VendorsYaml.read(vendorsYaml);
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
        return new Catalogue(
                vendors,
                Map.copyOf(models),
                ModelNames.read(namesYaml),
                QualityCsv.read(qualityCsv, () -> Benchmarks.read(benchmarksYaml)));
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
                        models.get(new ModelKey(vendor, PINNED.matcher(id).replaceFirst("")))))
                .or(() -> Optional.ofNullable(unpinned.get(new ModelKey(vendor, id))));
    }

    /**
     * The models that a vendor is known to serve.
     *
     * @param vendor key of the vendor
     * @return their ids, sorted, without those that are retired; empty when none is known
     */
    public List<String> models(String vendor) {
        return models.values().stream()
                .filter(facts -> facts.vendor().equals(vendor) && facts.status() != ModelFacts.Status.RETIRED)
                .map(ModelFacts::model)
                .sorted()
                .toList();
    }

    /** All models of all vendors, by vendor and id, those that are retired among them. */
    public List<ModelFacts> all() {
        return models.values().stream()
                .sorted(Comparator.comparing(ModelFacts::vendor).thenComparing(ModelFacts::model))
                .toList();
    }

    /**
     * How good a model is, whoever serves it.
     *
     * @param id the model's id at any vendor, its repository, or the name that an engine serves it under
     * @return its quality, or empty when no benchmark is known of it
     */
    public Optional<Quality> quality(String id) {
        return Optional.ofNullable(qualities.of(key(id)));
    }

    /**
     * What a model can do, whoever serves it. Binding an answer to a JSON schema is the server's doing and not the model's, and
     * servers commonly can; so a model is only known not to by the row of a vendor who does not.
     *
     * @param id as for {@link #quality(String)}
     * @return what it can do at one vendor or another, or empty when no vendor is known to have it
     */
    public Optional<ModelFacts.Capabilities> capabilities(String id) {
        return Optional.ofNullable(capabilities.get(key(id)));
    }

    /**
     * What all spellings of a model have in common.
     *
     * @param id as for {@link #quality(String)}
     * @return the key that {@code names.yaml} makes of it
     */
    String key(String id) {
        return names.key(id, key -> qualities.models().contains(key) || capabilities.containsKey(key));
    }

    /** The keys that {@code quality.csv} has figures of. */
    Set<String> rated() {
        return qualities.models();
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
}
