package dev.cortexllm.schema.cel;

import dev.cortexllm.schema.node.SchemaNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A schema node that has rules, or has nodes with rules below it.
 *
 * @param schema the node
 * @param rules the node's own rules
 * @param properties the fields with rules at or below them
 * @param additional the values of a map, if they have rules
 * @param items the items of a list, if they have rules
 */
record RuleNode(
        SchemaNode schema,
        List<CompiledRule> rules,
        Map<String, RuleNode> properties,
        Optional<RuleNode> additional,
        Optional<RuleNode> items) {

    boolean isEmpty() {
        return rules.isEmpty() && properties.isEmpty() && additional.isEmpty() && items.isEmpty();
    }
}
