package dev.cortexllm.schema.cel.cost;

import static dev.cortexllm.schema.cel.cost.KubernetesCalls.REGEX;
import static dev.cortexllm.schema.cel.cost.KubernetesCalls.TRAVERSAL;

import java.util.List;
import java.util.Optional;

/** Costs of CEL's own functions and operators: {@code functionCost} of {@code cel-go/checker/cost.go}. */
final class StandardCalls {
    private StandardCalls() {}

    /**
     * The cost of a call with its arguments.
     *
     * @param argCosts costs of the arguments, of which a logical operator may skip some
     */
    static CallCost cost(String overload, Optional<Operand> target, List<Operand> args, List<Range> argCosts) {
        return switch (overload) {
            case "logical_and", "logical_or" ->
                CallCost.of(new Range(
                        argCosts.get(0).min(),
                        argCosts.get(0).plus(argCosts.get(1)).max()));
            case "conditional" ->
                CallCost.of(
                        argCosts.get(0).plus(argCosts.get(1).union(argCosts.get(2))),
                        known(args.get(1)).union(known(args.get(2))));
            default -> {
                CallCost own = own(overload, target, args);
                Range all = argCosts.stream().reduce(own.cost(), Range::plus);
                yield new CallCost(all, own.resultSize());
            }
        };
    }

    private static Range known(Operand operand) {
        return operand.computedSize().orElse(Range.UNKNOWN);
    }

    private static CallCost own(String overload, Optional<Operand> target, List<Operand> args) {
        return switch (overload) {
            case "string_format" -> CallCost.of(known(target.orElseThrow()).times(TRAVERSAL));
            case "string_to_bytes" -> {
                Range size = known(args.get(0));
                yield CallCost.of(size.times(TRAVERSAL), new Range(size.min(), Range.product(size.max(), 4)));
            }
            case "bytes_to_string" -> {
                Range size = known(args.get(0));
                yield CallCost.of(size.times(TRAVERSAL), new Range(size.min() / 4, size.max()));
            }
            case "starts_with_string", "ends_with_string" ->
                CallCost.of(known(args.get(0)).times(TRAVERSAL));
            case "in_list" -> CallCost.of(known(args.get(1)));
            case "matches_string" ->
                CallCost.of(known(target.orElseThrow())
                        .plus(Range.fixed(1))
                        .times(TRAVERSAL)
                        .times(known(args.get(0)).times(REGEX)));
            case "contains_string" ->
                CallCost.of(known(target.orElseThrow())
                        .times(TRAVERSAL)
                        .times(known(args.get(0)).times(TRAVERSAL)));
            case "add_list" -> CallCost.of(Range.fixed(1), known(args.get(0)).plus(known(args.get(1))));
            case "add_string", "add_bytes" -> {
                Range size = known(args.get(0)).plus(known(args.get(1)));
                yield CallCost.of(size.times(TRAVERSAL), size);
            }
            case "equals",
                    "not_equals",
                    "less_string",
                    "greater_string",
                    "less_equals_string",
                    "greater_equals_string",
                    "less_bytes",
                    "greater_bytes",
                    "less_equals_bytes",
                    "greater_equals_bytes" -> comparison(args);
            default -> CallCost.of(Range.fixed(1));
        };
    }

    /** A comparison ends with the shorter value. */
    private static CallCost comparison(List<Operand> args) {
        long shorter = Math.min(known(args.get(0)).max(), known(args.get(1)).max());
        return CallCost.of(new Range(shorter > 0 ? 1 : 0, shorter).times(TRAVERSAL));
    }
}
