package dev.cortexllm.schema.cel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cortexllm.schema.Violation;
import dev.cortexllm.schema.cel.RuleCompiler.Site;
import dev.cortexllm.schema.node.FieldPath;
import dev.cortexllm.schema.node.Rule;
import dev.cortexllm.schema.node.SchemaNode;
import java.util.List;
import java.util.Optional;

/**
 * Compiles the expressions of one rule, with the checks and words of {@code validateCustomResourceDefinitionOpenAPISchema} and
 * {@code cel.Compile} of {@code k8s.io/apiextensions-apiserver}.
 */
final class RuleExpressions {
    private static final List<String> REASONS =
            List.of("FieldValueDuplicate", "FieldValueForbidden", "FieldValueInvalid", "FieldValueRequired");

    private final CelRuntime runtime = CelEnvironment.runtime();
    private final TypeDeclarer declarer;
    private final List<Violation> faults;
    private final CostBook costs;

    RuleExpressions(TypeDeclarer declarer, List<Violation> faults, CostBook costs) {
        this.declarer = declarer;
        this.faults = faults;
        this.costs = costs;
    }

    /** The compiled rule, or empty when it has faults, which are then noted under {@code place}. */
    Optional<CompiledRule> compile(Rule rule, SchemaNode schema, DeclaredType self, Site site, FieldPath place) {
        int before = faults.size();
        checkWords(rule, schema, place);
        if (faults.size() > before) {
            return Optional.empty();
        }
        CelCompiler compiler = CelEnvironment.compiler(self, declarer.structs(), rule.optionalOldSelf());
        Optional<CelAbstractSyntaxTree> expression = checked(
                compiler, rule.rule(), SimpleType.BOOL, "cel expression must evaluate to a bool", place, "rule");
        if (expression.isEmpty()) {
            return Optional.empty();
        }
        costs.observe(place.child("rule"), expression.get(), self, site.cardinality());
        boolean usesOldSelf = expression.get().getReferenceMap().values().stream()
                .anyMatch(reference -> reference.name().equals(CelEnvironment.OLD_SELF));
        checkOldSelf(rule, usesOldSelf, site, place);
        Optional<CelRuntime.Program> message = message(compiler, rule, self, place);
        String relative = RulePath.normalise(rule.fieldPath(), schema).orElse("");
        return Optional.of(new CompiledRule(rule, program(expression.get()), message, usesOldSelf, relative));
    }

    private Optional<CelRuntime.Program> message(CelCompiler compiler, Rule rule, DeclaredType self, FieldPath place) {
        if (rule.messageExpression().isEmpty()) {
            return Optional.empty();
        }
        Optional<CelAbstractSyntaxTree> expression = checked(
                compiler,
                rule.messageExpression(),
                SimpleType.STRING,
                "messageExpression must evaluate to a string",
                place,
                "messageExpression");
        expression.ifPresent(tree -> costs.observeMessage(place.child("messageExpression"), tree, self));
        return expression.map(this::program);
    }

    private CelRuntime.Program program(CelAbstractSyntaxTree expression) {
        try {
            return runtime.createProgram(expression);
        } catch (CelEvaluationException e) {
            throw new IllegalStateException("a checked expression cannot be planned", e);
        }
    }

    private Optional<CelAbstractSyntaxTree> checked(
            CelCompiler compiler, String source, CelType type, String typeWords, FieldPath place, String field) {
        try {
            CelAbstractSyntaxTree tree = compiler.compile(source).getAst();
            if (tree.getResultType().equals(type)) {
                return Optional.of(tree);
            }
            faults.add(Violation.invalid(place.child(field), source, typeWords));
        } catch (CelValidationException e) {
            String prefix = field.equals("rule") ? "" : field + " ";
            faults.add(Violation.invalid(place.child(field), source, prefix + "compilation failed: " + e.getMessage()));
        }
        return Optional.empty();
    }

    private void checkWords(Rule rule, SchemaNode schema, FieldPath place) {
        boolean severalLines = rule.rule().strip().contains("\n");
        if (rule.rule().isBlank()) {
            faults.add(Violation.required(place.child("rule"), "rule is not specified"));
        } else if (!rule.message().isEmpty() && rule.message().isBlank()) {
            faults.add(Violation.invalid(place.child("message"), rule.message(), "must be non-empty if specified"));
        } else if (rule.message().strip().contains("\n")) {
            faults.add(Violation.invalid(place.child("message"), rule.message(), "must not contain line breaks"));
        } else if (severalLines && rule.message().isBlank()) {
            String words = "message must be specified if rule contains line breaks";
            faults.add(Violation.required(place.child("message"), words));
        }
        if (!rule.messageExpression().isEmpty() && rule.messageExpression().isBlank()) {
            String words = "messageExpression must be non-empty if specified";
            faults.add(Violation.required(place.child("messageExpression"), words));
        }
        if (!rule.reason().isEmpty() && !REASONS.contains(rule.reason())) {
            faults.add(Violation.notSupported(
                    place.child("reason"),
                    new TextNode(rule.reason()),
                    REASONS.stream().<JsonNode>map(TextNode::new).toList()));
        }
        if (!rule.fieldPath().isEmpty()
                && RulePath.normalise(rule.fieldPath(), schema).isEmpty()) {
            faults.add(Violation.invalid(place.child("fieldPath"), rule.fieldPath(), "must be a valid path"));
        }
    }

    private void checkOldSelf(Rule rule, boolean usesOldSelf, Site site, FieldPath place) {
        if (usesOldSelf && site.uncorrelated().isPresent()) {
            String words = "oldSelf cannot be used on the uncorrelatable portion of the schema within "
                    + site.uncorrelated().get();
            faults.add(Violation.invalid(place.child("rule"), rule.rule(), words));
        } else if (!usesOldSelf && rule.optionalOldSelf()) {
            String words = "may not be set if oldSelf is not used in rule";
            faults.add(Violation.invalid(place.child("optionalOldSelf"), BooleanNode.TRUE, words));
        }
    }
}
