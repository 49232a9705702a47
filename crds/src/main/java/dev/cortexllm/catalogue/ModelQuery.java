package dev.cortexllm.catalogue;

import dev.cortexllm.api.v1alpha1.Capability;
import dev.cortexllm.api.v1alpha1.Task;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A question for models: which, and in what order. What is not known of a model does not pass a filter for it and comes last.
 *
 * @param provider vendor or provider; null: any
 * @param capabilities what they must be able to do, all of it
 * @param maxInputUsd most that a million prompt tokens may cost; null: anything
 * @param maxOutputUsd most that a million completion tokens may cost; null: anything
 * @param sort their order; null: as given
 * @param task the task whose quality counts; null: over all
 * @param limit how many
 */
public record ModelQuery(
        String provider,
        Set<Capability> capabilities,
        BigDecimal maxInputUsd,
        BigDecimal maxOutputUsd,
        Sort sort,
        Task task,
        int limit) {
    /** Most models of one answer. */
    public static final int MOST = 1000;

    private static final int DEFAULT_LIMIT = 100;
    private static final Set<String> PARAMETERS =
            new TreeSet<>(List.of("provider", "capability", "maxInputUsd", "maxOutputUsd", "sort", "task", "limit"));

    /** In what order. */
    public enum Sort {
        /** By what a million tokens cost of which a quarter is the completion, the dearest last. */
        CHEAPEST,
        /** By the seconds that an answer of 100 tokens would take as observed, the slowest last. */
        FASTEST,
        /** By quality, the worst last. */
        QUALITY
    }

    /**
     * What counts of a model. Anything may be null: unknown.
     *
     * @param providers names that it is found under, of its provider and its vendor
     * @param capabilities what it can do
     * @param inputUsd price of a million prompt tokens
     * @param outputUsd price of a million completion tokens
     * @param quality at the task that is asked for
     * @param seconds that an answer of 100 tokens would take
     */
    public record Listed(
            Set<String> providers,
            Set<Capability> capabilities,
            BigDecimal inputUsd,
            BigDecimal outputUsd,
            Double quality,
            Double seconds) {

        /** Price of a million tokens of which a quarter is the completion; null when unknown. */
        BigDecimal blendedUsd() {
            return inputUsd == null || outputUsd == null
                    ? null
                    : inputUsd.multiply(BigDecimal.valueOf(3)).add(outputUsd).divide(BigDecimal.valueOf(4));
        }
    }

    /**
     * Reads the parameters of a URL.
     *
     * @param parameters values by name
     * @return the question
     * @throws IllegalArgumentException with a sentence on the parameter that is wrong
     */
    public static ModelQuery of(Map<String, List<String>> parameters) {
        return of(parameters, Set.of());
    }

    /**
     * Reads those parameters of a URL that are not the page's own.
     *
     * @param parameters values by name
     * @param own names that the page itself reads
     * @return the question
     * @throws IllegalArgumentException with a sentence on the parameter that is wrong
     */
    public static ModelQuery of(Map<String, List<String>> parameters, Set<String> own) {
        for (String name : parameters.keySet()) {
            if (own.contains(name)) {
                continue;
            }
            if (!PARAMETERS.contains(name)) {
                Set<String> known = new TreeSet<>(PARAMETERS);
                known.addAll(own);
                throw new IllegalArgumentException(
                        "Parameter " + name + " is not known here; known are " + String.join(", ", known) + ".");
            }
            if (!name.equals("capability") && parameters.get(name).size() > 1) {
                throw new IllegalArgumentException("Parameter " + name + " may be given once.");
            }
        }
        Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
        for (String value : parameters.getOrDefault("capability", List.of())) {
            capabilities.add(Capability.of(value)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "Parameter capability takes " + names(Capability.values()) + ".")));
        }
        return new ModelQuery(
                one(parameters, "provider"),
                capabilities,
                usd(parameters, "maxInputUsd"),
                usd(parameters, "maxOutputUsd"),
                sort(one(parameters, "sort")),
                task(one(parameters, "task")),
                limit(one(parameters, "limit")));
    }

    /**
     * Answers it.
     *
     * @param models the models
     * @param listed tells what counts of one
     * @return those that are asked for, in order; those of equal standing as given
     */
    public <T> List<T> of(List<T> models, Function<T, Listed> listed) {
        return models.stream()
                .map(model -> Map.entry(model, listed.apply(model)))
                .filter(entry -> passes(entry.getValue()))
                .sorted(Comparator.comparing(Map.Entry::getValue, order()))
                .limit(limit)
                .map(Map.Entry::getKey)
                .toList();
    }

    private boolean passes(Listed model) {
        return (provider == null || model.providers().stream().anyMatch(provider::equalsIgnoreCase))
                && (capabilities.isEmpty()
                        || model.capabilities() != null && model.capabilities().containsAll(capabilities))
                && within(model.inputUsd(), maxInputUsd)
                && within(model.outputUsd(), maxOutputUsd);
    }

    private static boolean within(BigDecimal price, BigDecimal most) {
        return most == null || price != null && price.compareTo(most) <= 0;
    }

    private Comparator<Listed> order() {
        if (sort == null) {
            return (one, other) -> 0;
        }
        return switch (sort) {
            case CHEAPEST -> Comparator.comparing(Listed::blendedUsd, Comparator.nullsLast(Comparator.naturalOrder()));
            case FASTEST -> Comparator.comparing(Listed::seconds, Comparator.nullsLast(Comparator.naturalOrder()));
            case QUALITY -> Comparator.comparing(Listed::quality, Comparator.nullsLast(Comparator.reverseOrder()));
        };
    }

    private static String one(Map<String, List<String>> parameters, String name) {
        List<String> values = parameters.get(name);
        return values == null || values.isEmpty() ? null : values.get(0);
    }

    private static BigDecimal usd(Map<String, List<String>> parameters, String name) {
        String text = one(parameters, name);
        if (text == null) {
            return null;
        }
        if (!text.matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
            throw new IllegalArgumentException("Parameter " + name + " takes USD per million tokens such as 0.5.");
        }
        return new BigDecimal(text);
    }

    private static Sort sort(String text) {
        if (text == null) {
            return null;
        }
        return switch (text) {
            case "cheapest" -> Sort.CHEAPEST;
            case "fastest" -> Sort.FASTEST;
            case "quality" -> Sort.QUALITY;
            default -> throw new IllegalArgumentException("Parameter sort takes cheapest, fastest or quality.");
        };
    }

    private static Task task(String text) {
        return text == null
                ? null
                : Task.of(text)
                        .orElseThrow(() ->
                                new IllegalArgumentException("Parameter task takes " + names(Task.values()) + "."));
    }

    private static int limit(String text) {
        if (text == null) {
            return DEFAULT_LIMIT;
        }
        if (!text.matches("[0-9]{1,4}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MOST) {
            throw new IllegalArgumentException("Parameter limit takes a number from 1 to " + MOST + ".");
        }
        return Integer.parseInt(text);
    }

    /** As resources spell them. */
    private static String names(Enum<?>[] values) {
        return Arrays.stream(values)
                .map(value -> Arrays.stream(value.name().split("_"))
                        .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining()))
                .collect(Collectors.joining(", "));
    }
}
