package dev.cortexllm.schema.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.schema.Violation;
import dev.cortexllm.schema.node.FieldPath;
import dev.cortexllm.schema.node.SchemaNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks {@code anyOf}, {@code oneOf}, {@code allOf} and {@code not} ({@code schemaPropsValidator}). */
final class JunctorCheck {
    private JunctorCheck() {}

    static Outcome check(SchemaNode.Junctors junctors, JsonNode value, FieldPath path, Old old) {
        Outcome outcome = new Outcome();
        outcome.matched();
        if (!junctors.anyOf().isEmpty()) {
            anyOf(outcomes(junctors.anyOf(), value, path, old), path, outcome);
        }
        if (!junctors.oneOf().isEmpty()) {
            oneOf(outcomes(junctors.oneOf(), value, path, old), path, outcome);
        }
        if (!junctors.allOf().isEmpty()) {
            allOf(outcomes(junctors.allOf(), value, path, old), path, outcome);
        }
        junctors.not().ifPresent(not -> {
            if (ValueCheck.checkIgnoringOld(not, value, path, old).isValid()) {
                outcome.add(about(path, "must not validate the schema (not)"));
            }
        });
        return outcome;
    }

    private static List<Outcome> outcomes(List<SchemaNode> branches, JsonNode value, FieldPath path, Old old) {
        List<Outcome> outcomes = new ArrayList<>();
        branches.forEach(branch -> outcomes.add(ValueCheck.checkIgnoringOld(branch, value, path, old)));
        return outcomes;
    }

    private static void anyOf(List<Outcome> branches, FieldPath path, Outcome outcome) {
        Optional<Outcome> valid = branches.stream().filter(Outcome::isValid).findFirst();
        if (valid.isEmpty()) {
            outcome.add(about(path, "must validate at least one schema (anyOf)"));
        }
        outcome.merge(valid.orElseGet(() -> best(branches)));
    }

    private static void oneOf(List<Outcome> branches, FieldPath path, Outcome outcome) {
        long valid = branches.stream().filter(Outcome::isValid).count();
        if (valid == 0) {
            outcome.add(about(path, "must validate one and only one schema (oneOf). Found none valid"));
            outcome.merge(best(branches));
        } else if (valid > 1) {
            String words = "must validate one and only one schema (oneOf). Found " + valid + " valid alternatives";
            outcome.add(about(path, words));
        } else {
            branches.stream().filter(Outcome::isValid).forEach(outcome::merge);
        }
    }

    private static void allOf(List<Outcome> branches, FieldPath path, Outcome outcome) {
        branches.forEach(outcome::merge);
        long valid = branches.stream().filter(Outcome::isValid).count();
        if (valid < branches.size()) {
            String none = valid == 0 ? ". None validated" : "";
            outcome.add(about(path, "must validate all the schemas (allOf)" + none));
        }
    }

    private static Outcome best(List<Outcome> branches) {
        Outcome best = branches.get(0);
        for (Outcome branch : branches) {
            best = branch.matches() > best.matches() ? branch : best;
        }
        return best;
    }

    private static Violation about(FieldPath path, String words) {
        return Violation.invalid(FieldPath.ROOT, "", "\"" + path.text() + "\" " + words);
    }
}
