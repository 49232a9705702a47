package dev.cortexllm.sandbox.apiserver.protobuf;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The fields of the protobuf messages of built-in kinds, from {@code protobuf-fields.txt}. */
final class Messages {
    private static final String FILE = "/dev/cortexllm/sandbox/apiserver/protobuf-fields.txt";
    private final Map<String, Map<Integer, Field>> byName = new HashMap<>();

    /**
     * A field.
     *
     * @param name JSON name
     * @param type scalar letter, well-known type or message name
     * @param flag {@code ?} kept when zero, {@code *} repeated, {@code %} map, {@code ^} inlined, or empty
     */
    record Field(String name, String type, String flag) {}

    /** Reads the table. */
    static Messages load() {
        Messages messages = new Messages();
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(Messages.class.getResourceAsStream(FILE), StandardCharsets.UTF_8))) {
            reader.lines().filter(line -> !line.startsWith("#")).forEach(messages::add);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FILE, e);
        }
        return messages;
    }

    private void add(String line) {
        String[] parts = line.split(" ");
        Map<Integer, Field> fields = new HashMap<>();
        for (int i = 1; i < parts.length; i++) {
            String[] field = parts[i].split(":");
            String type = field[2].replaceAll("[?*%^]$", "");
            fields.put(Integer.valueOf(field[0]), new Field(field[1], type, field[2].substring(type.length())));
        }
        byName.put(parts[0], fields);
    }

    /** The message of a kind; empty for kinds not in the table. */
    Optional<String> ofKind(String apiVersion, String kind) {
        if (kind.equals("DeleteOptions")) {
            return Optional.of("meta.DeleteOptions");
        }
        // the package of a group is its first label: rbac.authorization.k8s.io/v1 is rbac/v1
        String name = apiVersion.replaceFirst("\\.[^/]*", "") + "." + kind;
        return byName.containsKey(name) ? Optional.of(name) : Optional.empty();
    }

    boolean isMessage(String type) {
        return byName.containsKey(type);
    }

    Map<Integer, Field> fields(String message) {
        return byName.get(message);
    }
}
