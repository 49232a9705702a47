package dev.cortexllm.schema.quick;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.PatternSyntaxException;
import dev.cortexllm.schema.node.Rule;
import dev.cortexllm.schema.node.SchemaNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The rules of a schema node and of those below it. Immutable and safe for use by many threads. */
public final class QuickRules {
    /** Texts of these formats are values of other types to CEL. */
    private static final Set<String> TYPED_TEXTS = Set.of("byte", "date", "date-time", "duration");

    private final List<Term> rules;
    private final boolean sure;
    private final Map<String, QuickRules> properties;
    private final Optional<QuickRules> additional;
    private final Optional<QuickRules> items;

    private QuickRules(SchemaNode schema) {
        this.rules = new ArrayList<>();
        this.sure = schema.rules().stream().allMatch(rule -> read(rule, schema));
        Map<String, QuickRules> below = new LinkedHashMap<>();
        schema.children().properties().forEach((name, property) -> of(property).ifPresent(r -> below.put(name, r)));
        this.properties = below;
        this.additional = schema.children().additional().flatMap(QuickRules::of);
        this.items = schema.children().items().flatMap(QuickRules::of);
    }

    /** Whether a rule, which is kept, is one of the quick forms. */
    private boolean read(Rule rule, SchemaNode schema) {
        try {
            rules.add(TermReader.read(rule.rule()));
            return !rule.optionalOldSelf() && plain(schema);
        } catch (Unsure | PatternSyntaxException e) {
            return false;
        }
    }

    private static boolean plain(SchemaNode schema) {
        SchemaNode.Children below = schema.children();
        return !TYPED_TEXTS.contains(schema.format())
                && below.properties().values().stream().allMatch(QuickRules::plain)
                && below.additional().stream().allMatch(QuickRules::plain)
                && below.items().stream().allMatch(QuickRules::plain);
    }

    /**
     * Reads the rules of a schema.
     *
     * @param schema a schema whose rules are known to compile
     * @return empty when there is no rule at all
     */
    public static Optional<QuickRules> of(SchemaNode schema) {
        QuickRules rules = new QuickRules(schema);
        boolean none = schema.rules().isEmpty()
                && rules.properties.isEmpty()
                && rules.additional.isEmpty()
                && rules.items.isEmpty();
        return none ? Optional.empty() : Optional.of(rules);
    }

    /**
     * Whether an object that is created surely breaks no rule.
     *
     * @param value the object, which has no fault that keeps the server from evaluating rules
     * @return false when a rule is broken, or CEL has to say
     */
    public boolean hold(JsonNode value) {
        try {
            return holds(value);
        } catch (Unsure e) {
            return false;
        }
    }

    private boolean holds(JsonNode value) {
        if (value.isNull()) {
            return true; // a rule never sees null as self
        }
        if (!sure) {
            return false;
        }
        if (!rules.isEmpty()) {
            Object self = Operations.of(value);
            if (!rules.stream().allMatch(rule -> rule.holds(Scope.of(self)))) {
                return false;
            }
        }
        if (value.isObject()) {
            return value.properties().stream()
                    .allMatch(field -> below(field.getKey()).allMatch(r -> r.holds(field.getValue())));
        }
        return items.isEmpty() || stream(value).allMatch(items.get()::holds);
    }

    private Stream<QuickRules> below(String field) {
        return Stream.concat(Stream.ofNullable(properties.get(field)), additional.stream());
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        List<JsonNode> values = new ArrayList<>();
        array.forEach(values::add);
        return values.stream();
    }
}
