package dev.cortexllm.schema.cel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cortexllm.schema.Reason;
import dev.cortexllm.schema.Violation;
import dev.cortexllm.schema.check.Old;
import dev.cortexllm.schema.node.FieldPath;
import dev.cortexllm.schema.node.Rule;
import dev.cortexllm.schema.node.SchemaNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Evaluates the rules of one object ({@code Validator.Validate} of {@code apiextensions-apiserver/pkg/apiserver/schema/cel}). */
final class RuleRun {
    /** {@code MaxEvaluatedMessageExpressionSizeBytes}. */
    private static final int LONGEST_MESSAGE_BYTES = 5 * 1024;

    private final List<Violation> violations = new ArrayList<>();

    private RuleRun() {}

    static List<Violation> violations(RuleNode root, JsonNode resource, Old old) {
        RuleRun run = new RuleRun();
        run.walk(root, resource, FieldPath.ROOT, old, false);
        return run.violations;
    }

    /** @param unchanged whether an enclosing value is as stored, so that only transition rules may still refuse */
    private void walk(RuleNode node, JsonNode value, FieldPath path, Old old, boolean unchanged) {
        if (value.isNull()) {
            return; // a rule never sees null as self: the surrounding node has to check it
        }
        boolean same = old.value().isPresent() ? old.isUnchanged(value) : unchanged;
        evaluate(node, value, path, old, same);
        if (value.isObject()) {
            value.properties().forEach(field -> {
                String name = field.getKey();
                RuleNode property = node.properties().get(name);
                if (property != null) {
                    walk(property, field.getValue(), path.child(name), old.field(name), same);
                }
                node.additional()
                        .ifPresent(values -> walk(values, field.getValue(), path.key(name), old.field(name), same));
            });
        } else if (value.isArray() && node.items().isPresent()) {
            for (int i = 0; i < value.size(); i++) {
                JsonNode item = value.get(i);
                walk(node.items().get(), item, path.index(i), old.item(item, node.schema()), same);
            }
        }
    }

    private void evaluate(RuleNode node, JsonNode value, FieldPath path, Old old, boolean unchanged) {
        if (node.rules().isEmpty()) {
            return;
        }
        try {
            Map<String, Object> plain = variables(value, old, node.schema());
            for (CompiledRule rule : node.rules()) {
                if (rule.usesOldSelf()
                        && old.value().filter(v -> !v.isNull()).isEmpty()
                        && !rule.rule().optionalOldSelf()) {
                    continue; // a transition rule needs a stored value
                }
                Map<String, Object> variables = rule.rule().optionalOldSelf() ? withOptionalOldSelf(plain) : plain;
                evaluate(rule, node.schema(), value, variables, path, unchanged);
            }
        } catch (IllegalArgumentException e) {
            violations.add(Violation.invalid(path, node.schema().type(), e.getMessage()));
        }
    }

    private static Map<String, Object> variables(JsonNode value, Old old, SchemaNode schema) {
        Map<String, Object> variables = new HashMap<>();
        variables.put(CelEnvironment.SELF, CelValues.of(value, schema));
        old.value()
                .filter(v -> !v.isNull())
                .ifPresent(v -> variables.put(CelEnvironment.OLD_SELF, CelValues.of(v, schema)));
        return variables;
    }

    private static Map<String, Object> withOptionalOldSelf(Map<String, Object> plain) {
        Map<String, Object> variables = new HashMap<>(plain);
        variables.put(CelEnvironment.OLD_SELF, Optional.ofNullable(plain.get(CelEnvironment.OLD_SELF)));
        return variables;
    }

    private void evaluate(
            CompiledRule compiled,
            SchemaNode schema,
            JsonNode value,
            Map<String, Object> variables,
            FieldPath path,
            boolean unchanged) {
        Object holds;
        try {
            holds = compiled.program().eval(variables);
        } catch (CelEvaluationException e) {
            violations.add(Violation.invalid(path, schema.type(), EvaluationWords.of(e, compiled.rule())));
            return;
        }
        boolean forgiven = unchanged && !compiled.usesOldSelf();
        if (!Boolean.TRUE.equals(holds) && !forgiven) {
            FieldPath place = compiled.place().isEmpty() ? path : path.append(compiled.place());
            violations.add(violation(compiled, value, words(compiled, variables), place));
        }
    }

    private static Violation violation(CompiledRule compiled, JsonNode value, String words, FieldPath place) {
        return switch (compiled.rule().reason()) {
            case "FieldValueForbidden" -> Violation.forbidden(place, words);
            case "FieldValueRequired" -> Violation.required(place, words);
            case "FieldValueDuplicate" ->
                value.isContainerNode()
                        ? new Violation(place.toString(), Reason.DUPLICATE, Reason.DUPLICATE.text())
                        : Violation.duplicate(place, value);
            default ->
                value.isContainerNode() ? Violation.invalid(place, words) : Violation.invalid(place, value, words);
        };
    }

    private static String words(CompiledRule compiled, Map<String, Object> variables) {
        Rule rule = compiled.rule();
        String fixed = rule.message().isBlank()
                ? "failed rule: " + rule.label()
                : rule.message().strip();
        return compiled.message()
                .flatMap(program -> expressed(program, variables))
                .orElse(fixed);
    }

    /** The message expression's words; a message that cannot be made gives way to the fixed one, as on the server. */
    private static Optional<String> expressed(CelRuntime.Program message, Map<String, Object> variables) {
        try {
            String words = String.valueOf(message.eval(variables)).strip();
            boolean usable = !words.isEmpty()
                    && !words.contains("\n")
                    && words.getBytes(StandardCharsets.UTF_8).length <= LONGEST_MESSAGE_BYTES;
            return usable ? Optional.of(words) : Optional.empty();
        } catch (CelEvaluationException e) {
            return Optional.empty();
        }
    }
}
