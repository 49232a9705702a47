package dev.cortexllm.schema.cel;

import dev.cortexllm.schema.Violation;
import dev.cortexllm.schema.node.FieldPath;
import dev.cortexllm.schema.node.Rule;
import dev.cortexllm.schema.node.SchemaNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Walks a schema and compiles the rules of every node, collecting what is wrong with them and what they may cost. */
final class RuleCompiler {
    /**
     * Where a node stands.
     *
     * @param path its place in the CRD
     * @param cardinality how often its value can occur in one object, empty when no limit is declared
     * @param uncorrelated the list around it whose items have no stored counterpart, if there is one
     */
    record Site(FieldPath path, OptionalLong cardinality, Optional<FieldPath> uncorrelated) {
        Site below(FieldPath place, OptionalLong times) {
            boolean bounded = cardinality.isPresent() && times.isPresent();
            OptionalLong product = bounded
                    ? OptionalLong.of(saturatedProduct(cardinality.getAsLong(), times.getAsLong()))
                    : OptionalLong.empty();
            return new Site(place, product, uncorrelated);
        }

        Site withinUncorrelated(FieldPath list) {
            return new Site(path, cardinality, Optional.of(uncorrelated.orElse(list)));
        }

        static long saturatedProduct(long left, long right) {
            return right != 0 && left > Long.MAX_VALUE / right ? Long.MAX_VALUE : left * right;
        }
    }

    private final TypeDeclarer declarer = new TypeDeclarer();
    private final List<Violation> faults = new ArrayList<>();
    private final CostBook costs = new CostBook();
    private final RuleExpressions expressions = new RuleExpressions(declarer, faults, costs);

    List<Violation> faults() {
        return faults;
    }

    List<Violation> costWarnings(FieldPath schemaPath) {
        return costs.warnings(schemaPath);
    }

    RuleNode compileRoot(SchemaNode schema, FieldPath path) {
        DeclaredType self = declarer.declare(schema, "selfType", true).orElseThrow();
        return compile(schema, self, new Site(path, OptionalLong.of(1), Optional.empty()));
    }

    private RuleNode compile(SchemaNode schema, DeclaredType self, Site site) {
        List<CompiledRule> rules = new ArrayList<>();
        List<Rule> written = schema.rules();
        for (int i = 0; i < written.size(); i++) {
            FieldPath place = site.path().child("x-kubernetes-validations").index(i);
            expressions.compile(written.get(i), schema, self, site, place).ifPresent(rules::add);
        }
        return new RuleNode(
                schema,
                List.copyOf(rules),
                properties(schema, self, site),
                additional(schema, self, site),
                items(schema, self, site));
    }

    private Map<String, RuleNode> properties(SchemaNode schema, DeclaredType self, Site site) {
        Map<String, RuleNode> nodes = new LinkedHashMap<>();
        schema.children().properties().forEach((name, property) -> {
            FieldPath place = site.path().child("properties").key(name);
            typeOf(name, property, self, place)
                    .map(type -> compile(property, type, site.below(place, OptionalLong.of(1))))
                    .filter(node -> !node.isEmpty())
                    .ifPresent(node -> nodes.put(name, node));
        });
        return nodes;
    }

    /** A property whose name CEL cannot write still has rules of its own; one without a type has none. */
    private Optional<DeclaredType> typeOf(String name, SchemaNode property, DeclaredType self, FieldPath place) {
        Optional<String> escaped = PropertyName.escape(name);
        return escaped.isPresent()
                ? Optional.ofNullable(self.fields().get(escaped.get()))
                : declarer.declare(
                        property, "selfType@" + place.text(), property.flags().embedded());
    }

    private Optional<RuleNode> additional(SchemaNode schema, DeclaredType self, Site site) {
        Site below = site.below(
                site.path().child("additionalProperties"), schema.limits().maxProperties());
        return below(schema.children().additional(), self, below);
    }

    private Optional<RuleNode> items(SchemaNode schema, DeclaredType self, Site site) {
        boolean correlated = schema.flags().listType().equals("map");
        Site below = site.below(site.path().child("items"), schema.limits().maxItems());
        return below(schema.children().items(), self, correlated ? below : below.withinUncorrelated(site.path()));
    }

    private Optional<RuleNode> below(Optional<SchemaNode> schema, DeclaredType self, Site site) {
        return schema.filter(s -> self.element().isPresent())
                .map(s -> compile(s, self.element().get(), site))
                .filter(node -> !node.isEmpty());
    }
}
