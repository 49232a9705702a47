package dev.cortexllm.compile;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The usable Secrets, each with its entries, as far as these are keys that somebody shows to a gateway. */
final class KeySecrets {
    static final String LABEL = "cortexllm.dev/credential=true";

    private static final int SHORTEST = 16;
    private static final int LONGEST = 4096;

    private final Map<String, Map<String, String>> bySecret = new HashMap<>();

    KeySecrets(Map<SecretId, SecretValue> usable) {
        usable.forEach((id, secret) -> {
            Map<String, String> entries =
                    bySecret.computeIfAbsent(id.namespace() + "/" + id.name(), name -> new TreeMap<>());
            if (!id.equals(SecretId.empty(id.namespace(), id.name()))) {
                entries.put(
                        id.key(),
                        secret == null || secret.value() == null
                                ? ""
                                : secret.value().strip());
            }
        });
    }

    /** The values of a Secret by their names, in order; empty when there is no such Secret that may be read. */
    Optional<Map<String, String>> entries(String namespace, String name) {
        return Optional.ofNullable(bySecret.get(namespace + "/" + name));
    }

    /** Why a value cannot be a key, as the end of a sentence that begins with where it is. Never holds any of it. */
    static Optional<String> flaw(String value) {
        if (value.isEmpty()) {
            return Optional.of("is empty");
        }
        if (value.length() < SHORTEST) {
            return Optional.of("is shorter than " + SHORTEST + " characters, so it could be guessed");
        }
        if (value.length() > LONGEST) {
            return Optional.of("is longer than " + LONGEST + " characters");
        }
        return value.chars().allMatch(c -> c > ' ' && c <= '~')
                ? Optional.empty()
                : Optional.of("holds characters that no header carries (ASCII without spaces does)");
    }
}
