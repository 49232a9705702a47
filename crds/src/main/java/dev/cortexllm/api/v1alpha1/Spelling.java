package dev.cortexllm.api.v1alpha1;

import java.util.Locale;
import java.util.Optional;

/** How callers spell the words of an enumeration: case, underscores and dashes do not count. */
final class Spelling {
    private Spelling() {}

    /** The word of that spelling; {@code code_generation}, {@code CodeGeneration} and {@code code-generation} are the same. */
    static <E extends Enum<E>> Optional<E> read(E[] words, String spelling) {
        String wanted = folded(spelling);
        for (E word : words) {
            if (folded(word.name()).equals(wanted)) {
                return Optional.of(word);
            }
        }
        return Optional.empty();
    }

    private static String folded(String name) {
        return name.replace("_", "").replace("-", "").strip().toLowerCase(Locale.ROOT);
    }
}
