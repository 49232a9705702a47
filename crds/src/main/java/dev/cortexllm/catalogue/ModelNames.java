package dev.cortexllm.catalogue;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** One key for each model, however its id is spelt; {@code names.yaml} tells the rules. */
final class ModelNames {
    private static final Pattern SEPARATORS = Pattern.compile("[.:_@\\s]+");

    private final List<String> prefixes;
    private final Pattern ending;
    private final Map<String, String> aliases;

    private record Names(List<String> prefixes, List<String> endings, Map<String, String> aliases) {}

    private ModelNames(Names names) {
        this.prefixes = names.prefixes();
        this.ending = Pattern.compile("-(?:" + String.join("|", names.endings()) + ")$");
        this.aliases = names.aliases();
    }

    /** Reads the file; throws IllegalArgumentException saying what is wrong with it. */
    static ModelNames read(String yaml) {
        try {
            return new ModelNames(new YAMLMapper().readValue(yaml, Names.class));
        } catch (IOException | PatternSyntaxException e) {
            throw new IllegalArgumentException("names.yaml: " + e.getMessage(), e);
        }
    }

    /**
     * The key of an id.
     *
     * @param id as a vendor, a repository or an engine spells it
     * @param known tells whether something is known under a key
     * @return the longest key under which something is known; the shortest one when nothing is
     */
    String key(String id, Predicate<String> known) {
        String key = spelt(id);
        while (true) {
            key = aliases.getOrDefault(key, key);
            if (known.test(key)) {
                return key;
            }
            String shorter = ending.matcher(key).replaceFirst("");
            if (shorter.equals(key) || shorter.isEmpty()) {
                return key;
            }
            key = shorter;
        }
    }

    private String spelt(String id) {
        String name = id.substring(id.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        name = SEPARATORS.matcher(name.strip()).replaceAll("-");
        for (String prefix : prefixes) {
            if (name.startsWith(prefix)) {
                return name.substring(prefix.length());
            }
        }
        return name;
    }
}
