package dev.cortexllm.schema.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cortexllm.schema.Violation;
import dev.cortexllm.schema.cel.cost.CostEstimator;
import dev.cortexllm.schema.node.FieldPath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * Sums up what the rules of a CRD may cost, against the limits of
 * {@code apiextensions-apiserver/pkg/apis/apiextensions/validation/validation.go}.
 */
final class CostBook {
    /** {@code StaticEstimatedCostLimit}: the most one expression may cost. */
    static final long EXPRESSION_LIMIT = 10_000_000;
    /** {@code StaticEstimatedCRDCostLimit}: the most all expressions of a CRD may cost. */
    static final long CRD_LIMIT = 100_000_000;

    private static final int SHOWN_CONTRIBUTORS = 4;

    private record Entry(FieldPath place, long cost) {}

    private final List<Entry> entries = new ArrayList<>();
    private final List<Violation> warnings = new ArrayList<>();

    /** Notes a rule, which runs once for every occurrence of its node. */
    void observe(FieldPath place, CelAbstractSyntaxTree rule, DeclaredType self, OptionalLong cardinality) {
        long times = cardinality.orElse(TypeDeclarer.MAX_REQUEST_BYTES / (self.minSize() + 1));
        long cost = RuleCompiler.Site.saturatedProduct(CostEstimator.maxCost(rule, self::maxElementsAt), times);
        note(place, cost, "estimated rule cost");
    }

    /** Notes a message expression, which the server counts once. */
    void observeMessage(FieldPath place, CelAbstractSyntaxTree message, DeclaredType self) {
        note(place, CostEstimator.maxCost(message, self::maxElementsAt), "estimated messageExpression cost");
    }

    private void note(FieldPath place, long cost, String what) {
        entries.add(new Entry(place, cost));
        if (cost > EXPRESSION_LIMIT) {
            warnings.add(Violation.forbidden(place, words(what, cost, EXPRESSION_LIMIT)));
        }
    }

    List<Violation> warnings(FieldPath schemaPath) {
        List<Violation> all = new ArrayList<>(warnings);
        long total = entries.stream().mapToLong(Entry::cost).reduce(0, CostBook::saturatedSum);
        if (total > CRD_LIMIT) {
            entries.stream()
                    .sorted(Comparator.comparingLong(Entry::cost).reversed())
                    .limit(SHOWN_CONTRIBUTORS)
                    .map(
                            entry -> Violation.forbidden(
                                    entry.place(),
                                    "contributed to estimated rule cost total exceeding cost limit for entire OpenAPIv3 schema"))
                    .forEach(all::add);
            String what = "x-kubernetes-validations estimated rule cost total for entire OpenAPIv3 schema";
            all.add(Violation.forbidden(schemaPath, words(what, total, CRD_LIMIT)));
        }
        return List.copyOf(all);
    }

    private static long saturatedSum(long left, long right) {
        return left > Long.MAX_VALUE - right ? Long.MAX_VALUE : left + right;
    }

    private static String words(String what, long cost, long limit) {
        double times = (double) cost / limit;
        String factor =
                times > 100 ? "more than 100x" : String.format(Locale.ROOT, times < 1.5 ? "%fx" : "%.1fx", times);
        return what + " exceeds budget by factor of " + factor + " (try simplifying the rule, or adding maxItems,"
                + " maxProperties, and maxLength where arrays, maps, and strings are declared)";
    }
}
