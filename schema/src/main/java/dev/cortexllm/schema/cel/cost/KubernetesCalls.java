package dev.cortexllm.schema.cel.cost;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * Costs of the functions Kubernetes adds to CEL: {@code EstimateCallCost} of {@code apiserver/pkg/cel/library/cost.go}, which may
 * not change between releases because it decides which rules a CRD may have.
 */
final class KubernetesCalls {
    /** {@code StringTraversalCostFactor}: cost of looking at one code point. */
    static final double TRAVERSAL = 0.1;
    /** {@code RegexStringLengthCostFactor}: cost of one character of a regular expression. */
    static final double REGEX = 0.25;

    private static final Set<String> UNIT_COST = Set.of(
            "masked",
            "prefixLength",
            "family",
            "isUnspecified",
            "isLoopback",
            "isLinkLocalMulticast",
            "isLinkLocalUnicast",
            "isGlobalUnicast",
            "sign",
            "asInteger",
            "isInteger",
            "asApproximateFloat",
            "isGreaterThan",
            "isLessThan",
            "compareTo",
            "add",
            "sub",
            "getScheme",
            "getHostname",
            "getHost",
            "getPort",
            "getEscapedPath",
            "getQuery");
    private static final Set<String> OPAQUE_UNIT_EQUALITY = Set.of("net.IP", "net.CIDR", "kubernetes.Quantity");
    /** {@code MaxNameFormatRegexSize}. */
    private static final int LONGEST_NAME_EXPRESSION = 128;

    private static final Range ADDRESS_BYTES = new Range(4, 16);

    private final Function<List<String>, OptionalLong> declared;

    KubernetesCalls(Function<List<String>, OptionalLong> declared) {
        this.declared = declared;
    }

    /** The cost, or empty when CEL's own estimate applies. */
    Optional<CallCost> cost(String function, String overload, Optional<Operand> target, List<Operand> args) {
        return switch (function) {
            case "isSorted", "sum", "max", "min", "indexOf", "lastIndexOf" -> target.map(t -> listWalk(function, t));
            case "lowerAscii", "upperAscii", "substring", "trim" ->
                target.map(t -> CallCost.of(size(t).times(TRAVERSAL), size(t)));
            case "replace" ->
                args.size() < 2
                        ? Optional.empty()
                        : target.map(t -> replace(size(t), size(args.get(0)), size(args.get(1))));
            case "split" -> target.map(t -> split(size(t), args));
            case "join" -> target.map(t -> join(t, args));
            case "find", "findAll" -> args.isEmpty() ? Optional.empty() : target.map(t -> find(size(t), args.get(0)));
            case "_==_" -> equality(args);
            default -> parsing(function, overload, args);
        };
    }

    private Range size(Operand operand) {
        return operand.size(declared);
    }

    private CallCost listWalk(String function, Operand target) {
        Optional<Operand> items = target.items();
        if (items.isEmpty()) {
            return CallCost.of(size(target).times(TRAVERSAL)); // indexOf and lastIndexOf of a text
        }
        Range each = Range.fixed(1);
        CelKind kind = items.get().type().kind();
        if (kind == CelKind.STRING || kind == CelKind.BYTES) {
            each = each.plus(size(items.get()).times(TRAVERSAL));
        }
        return CallCost.of(size(target).times(each));
    }

    private static CallCost replace(Range text, Range old, Range replacement) {
        long maxCount;
        long maxKept = 0;
        if (old.min() == 0) {
            maxCount = Range.sum(text.max(), 1);
            maxKept = text.max();
        } else if (replacement.max() <= old.min()) {
            maxCount = 0;
            maxKept = text.max();
        } else {
            maxCount = Range.scaled(text.max(), 1.0 / old.min());
        }
        long minCount;
        long minKept = 0;
        if (old.max() == 0) {
            minCount = Range.sum(text.min(), 1);
            minKept = text.min();
        } else if (old.max() <= replacement.min()) {
            minCount = 0;
            minKept = text.min();
        } else {
            minCount = Range.scaled(text.min(), 1.0 / old.max());
        }
        Range result = new Range(minCount, maxCount).times(replacement).plus(new Range(minKept, maxKept));
        return CallCost.of(text.times(2 * TRAVERSAL), result);
    }

    private static CallCost split(Range text, List<Operand> args) {
        long most = text.max();
        if (args.size() > 1) {
            Optional<CelExpr> limit = args.get(1).expression();
            boolean literal = limit.isPresent()
                    && limit.get().getKind() == CelExpr.ExprKind.Kind.CONSTANT
                    && limit.get().constant().getKind() == CelConstant.Kind.INT64_VALUE;
            // A negative limit is none; the server reads it as an enormous unsigned number.
            most = literal && limit.get().constant().int64Value() >= 0
                    ? limit.get().constant().int64Value()
                    : literal ? Long.MAX_VALUE : most;
        }
        return CallCost.of(text.times(2 * TRAVERSAL), new Range(0, most));
    }

    private CallCost join(Operand list, List<Operand> args) {
        Range length = size(list);
        Range result = list.items().map(items -> length.times(size(items))).orElse(Range.ZERO);
        if (!args.isEmpty()) {
            Range separators = new Range(Math.max(0, length.min() - 1), Math.max(0, length.max() - 1));
            result = result.plus(size(args.get(0)).times(separators));
        }
        return CallCost.of(result.times(TRAVERSAL), result);
    }

    private CallCost find(Range text, Operand expression) {
        Range walk = text.plus(Range.fixed(1)).times(TRAVERSAL);
        return CallCost.of(walk.times(size(expression).times(REGEX)), new Range(0, text.max()));
    }

    private Optional<CallCost> parsing(String function, String overload, List<Operand> args) {
        if (function.startsWith("format.") || UNIT_COST.contains(function) || overload.equals("cidr_ip")) {
            return Optional.of(CallCost.of(Range.fixed(1)));
        }
        if (args.isEmpty()) {
            return Optional.empty();
        }
        Range text = size(args.get(0));
        return switch (function) {
            case "url" -> Optional.of(CallCost.of(text.times(TRAVERSAL), text));
            case "cidr", "isIP", "isCIDR", "ip", "quantity", "isQuantity" ->
                Optional.of(CallCost.of(text.times(TRAVERSAL)));
            case "validate" -> Optional.of(CallCost.of(text.times(TRAVERSAL).times(LONGEST_NAME_EXPRESSION * REGEX)));
            case "ip.isCanonical" -> Optional.of(CallCost.of(text.times(2 * TRAVERSAL)));
            case "containsIP", "containsCIDR" -> Optional.of(CallCost.of(contains(function, overload, text)));
            default -> Optional.empty();
        };
    }

    private static Range contains(String function, String overload, Range text) {
        Range cost = ADDRESS_BYTES.plus(ADDRESS_BYTES).times(TRAVERSAL);
        if (function.equals("containsCIDR")) {
            cost = cost.plus(ADDRESS_BYTES.times(TRAVERSAL)).plus(Range.fixed(1));
        }
        return overload.endsWith("_string") ? cost.plus(text.times(TRAVERSAL)) : cost;
    }

    private static Optional<CallCost> equality(List<Operand> args) {
        CelType type = args.get(0).type();
        boolean unit =
                args.size() == 2 && type.equals(args.get(1).type()) && OPAQUE_UNIT_EQUALITY.contains(type.name());
        return unit ? Optional.of(CallCost.of(Range.fixed(1))) : Optional.empty();
    }
}
