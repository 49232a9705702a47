package dev.cortexllm.operator.model.desired;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a cache holds, kept in an annotation of the claim, so that the volume and what is known of it have one life. At most two
 * are held: what the engines run with, and what they are changed to.
 *
 * @param keys see {@link EngineCache#key}, the one in use first
 */
public record LoadedKeys(List<String> keys) {
    /** The annotation. */
    static final String ANNOTATION = "cortexllm.dev/loaded";

    private static final int MOST = 2;

    /** What a claim's annotation says. */
    public static LoadedKeys of(Optional<? extends HasMetadata> claim) {
        String text = claim.map(there -> there.getMetadata().getAnnotations())
                .map(annotations -> annotations.get(ANNOTATION))
                .orElse("");
        return new LoadedKeys(text.isBlank() ? List.of() : List.of(text.split(",")));
    }

    /** Whether something is there. */
    public boolean has(String key) {
        return keys.contains(key);
    }

    /** The same with one in use from now on. */
    public LoadedKeys using(String key) {
        List<String> next = new ArrayList<>(List.of(key));
        keys.stream().filter(other -> !other.equals(key)).limit(MOST - 1).forEach(next::add);
        return new LoadedKeys(List.copyOf(next));
    }

    /** What stays while something else is downloaded: the one in use. */
    public LoadedKeys duringLoad() {
        return new LoadedKeys(keys.stream().limit(1).toList());
    }

    /** As an annotation's value; empty when nothing is there. */
    Optional<String> text() {
        return keys.isEmpty() ? Optional.empty() : Optional.of(String.join(",", keys));
    }
}
