package dev.cortexllm.engine;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.cortexllm.api.v1alpha1.EngineType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that is known of engines.
 *
 * @param profiles by engine; every engine has one
 * @param flags the flags by version
 * @param gpus kinds of GPUs
 * @param presets by name
 * @param interconnects networks between nodes, by name
 */
public record EngineFacts(
        Map<EngineType, EngineProfile> profiles,
        FlagTable flags,
        List<Gpu> gpus,
        SortedMap<String, Preset> presets,
        SortedMap<String, Interconnect> interconnects) {

    /** Read once: the files never change. */
    private static final class Bundled {
        static final EngineFacts FACTS = read(
                resource("engines.yaml"),
                resource("engine-flags.csv"),
                resource("gpus.csv"),
                resource("presets.yaml"),
                resource("interconnects.yaml"));
    }

    /** What comes with this version. */
    public static EngineFacts bundled() {
        return Bundled.FACTS;
    }

    /** The GPU of a name. */
    public Optional<Gpu> gpu(String name) {
        return gpus.stream().filter(gpu -> gpu.name().equals(name)).findFirst();
    }

    /** The GPU of a node label's value. */
    public Optional<Gpu> gpuLabelled(String product) {
        return gpus.stream().filter(gpu -> product.startsWith(gpu.label())).findFirst();
    }

    /** The preset of a name, under whichever of its names. */
    public Optional<Preset> preset(String name) {
        Preset preset = name == null ? null : presets.get(name);
        return Optional.ofNullable(preset == null || preset.sameAs() == null ? preset : presets.get(preset.sameAs()));
    }

    /** The network of a name. */
    public Optional<Interconnect> interconnect(String name) {
        return Optional.ofNullable(name == null ? null : interconnects.get(name));
    }

    static EngineFacts read(
            String enginesYaml, String flagsCsv, String gpusCsv, String presetsYaml, String interconnectsYaml) {
        Map<EngineType, EngineProfile> profiles = new EnumMap<>(EngineType.class);
        yaml(enginesYaml, new TypeReference<Map<EngineType, EngineProfile>>() {})
                .forEach((type, profile) -> profiles.put(type, profile.of(type)));
        for (EngineType type : EngineType.values()) {
            Objects.requireNonNull(profiles.get(type), () -> "engines.yaml lacks " + type);
        }
        List<EngineFlag> flags = new ArrayList<>();
        for (String[] cell : rows(flagsCsv, 7)) {
            flags.add(new EngineFlag(
                    EngineType.valueOf(cell[0]),
                    cell[1],
                    cell[2],
                    cell[3].equals("v"),
                    EngineVersion.read(cell[4]).orElse(null),
                    EngineVersion.read(cell[5]).orElse(null),
                    cell[6]));
        }
        List<Gpu> gpus = rows(gpusCsv, 4).stream()
                .map(cell -> new Gpu(cell[0], cell[1], Integer.parseInt(cell[2])))
                .toList();
        SortedMap<String, Preset> presets =
                new TreeMap<>(yaml(presetsYaml, new TypeReference<Map<String, Preset>>() {}));
        SortedMap<String, Interconnect> interconnects =
                new TreeMap<>(yaml(interconnectsYaml, new TypeReference<Map<String, Interconnect>>() {}));
        return new EngineFacts(Map.copyOf(profiles), new FlagTable(flags), gpus, presets, interconnects);
    }

    private static <T> T yaml(String text, TypeReference<T> type) {
        try {
            return new YAMLMapper().readValue(text, type);
        } catch (IOException e) {
            throw new IllegalArgumentException("engine facts: " + e.getMessage(), e);
        }
    }

    /** Cells between semicolons; the last one takes what is left. */
    private static List<String[]> rows(String csv, int cells) {
        return csv.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> {
                    String[] cell = line.split(";", cells);
                    if (cell.length != cells) {
                        throw new IllegalArgumentException("expected " + cells + " cells: " + line);
                    }
                    return cell;
                })
                .toList();
    }

    private static String resource(String name) {
        try (InputStream in = EngineFacts.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
