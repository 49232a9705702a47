package dev.cortexllm.router.explain;

import dev.cortexllm.api.v1alpha1.Capability;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** How explanations spell what they name: words of enumerations as resources do. */
final class Words {
    private Words() {}

    /** {@code CODE_GENERATION} becomes {@code CodeGeneration}; null stays null. */
    static String of(Enum<?> word) {
        return word == null
                ? null
                : Arrays.stream(word.name().split("_"))
                        .map(part -> part.charAt(0) + part.substring(1).toLowerCase(java.util.Locale.ROOT))
                        .collect(Collectors.joining());
    }

    /** The capabilities of a set of bits by ordinal. */
    static List<Capability> capabilities(int bits) {
        List<Capability> list = new ArrayList<>();
        for (Capability one : Capability.values()) {
            if ((bits & 1 << one.ordinal()) != 0) {
                list.add(one);
            }
        }
        return list;
    }

    /** The words of a set of bits by ordinal. */
    static List<String> of(Enum<?>[] all, int bits) {
        return Arrays.stream(all)
                .filter(one -> (bits & 1 << one.ordinal()) != 0)
                .map(Words::of)
                .toList();
    }

    /** {@code A}, {@code A or B}, {@code A, B or C}. */
    static String either(List<String> words) {
        return joined(words, " or ");
    }

    /** {@code A}, {@code A and B}, {@code A, B and C}. */
    static String all(List<String> words) {
        return joined(words, " and ");
    }

    private static String joined(List<String> words, String last) {
        int size = words.size();
        return size < 2
                ? String.join("", words)
                : String.join(", ", words.subList(0, size - 1)) + last + words.get(size - 1);
    }

    /** A number, or null for none. */
    static Double known(double number) {
        return Double.isNaN(number) ? null : number;
    }
}
