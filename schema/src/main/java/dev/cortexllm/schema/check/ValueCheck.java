package dev.cortexllm.schema.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.schema.Violation;
import dev.cortexllm.schema.node.FieldPath;
import dev.cortexllm.schema.node.JsonEquality;
import dev.cortexllm.schema.node.SchemaNode;
import java.util.List;
import java.util.Optional;

/**
 * Checks a value against its schema, apart from CEL. The order of checks and their words are those of
 * {@code pkg/validation/validate} in {@code k8s.io/kube-openapi}, as translated by {@code kubeOpenAPIResultToFieldErrors} of
 * {@code k8s.io/apiextensions-apiserver}; objects are walked in the schema's order, where the server's order is random.
 */
public final class ValueCheck {
    private ValueCheck() {}

    /** All violations of a resource; what did not change since {@code old} is forgiven. */
    public static List<Violation> violations(SchemaNode schema, JsonNode resource, Old old) {
        return check(schema, resource, FieldPath.ROOT, old).violations();
    }

    static Outcome check(SchemaNode schema, JsonNode value, FieldPath path, Old old) {
        Outcome outcome = checkIgnoringOld(schema, value, path, old);
        if (!outcome.isValid() && old.isUnchanged(value)) {
            outcome.forgive();
        }
        return outcome;
    }

    static Outcome checkIgnoringOld(SchemaNode schema, JsonNode value, FieldPath path, Old old) {
        Outcome outcome = new Outcome();
        step(outcome, TypeCheck.check(schema, value, path));
        if (value.isNull()) {
            step(outcome, enumeration(schema, value, path));
            return outcome;
        }
        step(outcome, JunctorCheck.check(schema.junctors(), value, path, old));
        if (value.isTextual()) {
            step(outcome, TextCheck.check(schema, value.textValue(), path));
        }
        if (value.isNumber()) {
            step(outcome, NumberCheck.check(schema, value, path));
        }
        if (value.isArray()) {
            step(outcome, list(schema, value, path, old));
        }
        step(outcome, enumeration(schema, value, path));
        if (value.isObject()) {
            step(outcome, ObjectCheck.check(schema, value, path, old));
        }
        outcome.matched();
        return outcome;
    }

    private static void step(Outcome outcome, Outcome next) {
        outcome.merge(next);
        outcome.matched();
    }

    private static Outcome enumeration(SchemaNode schema, JsonNode value, FieldPath path) {
        Outcome outcome = new Outcome();
        List<JsonNode> allowed = schema.limits().enumeration();
        boolean found = allowed.isEmpty() || allowed.stream().anyMatch(a -> JsonEquality.same(a, value));
        if (!found) {
            outcome.add(Violation.notSupported(path, value, allowed));
        }
        return outcome;
    }

    private static Outcome list(SchemaNode schema, JsonNode value, FieldPath path, Old old) {
        Outcome outcome = new Outcome();
        Optional<SchemaNode> items = schema.children().items();
        for (int i = 0; items.isPresent() && i < value.size(); i++) {
            outcome.merge(check(items.get(), value.get(i), path.index(i), old.item(value.get(i), schema)));
        }
        long size = value.size();
        schema.limits().minItems().ifPresent(min -> {
            if (size < min) {
                outcome.add(SizeWords.tooFew(path, size, min, "items"));
            }
        });
        schema.limits().maxItems().ifPresent(max -> {
            if (size > max) {
                outcome.add(Violation.tooMany(path, size, max));
            }
        });
        outcome.matched();
        return outcome;
    }
}
