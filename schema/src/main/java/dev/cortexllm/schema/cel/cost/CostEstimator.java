package dev.cortexllm.schema.cel.cost;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Estimates what a checked expression can cost at worst: {@code Cost} of {@code cel-go/checker/cost.go} with the settings of
 * {@code apiserver/pkg/cel/environment/base.go} (a presence test is free). Sizes of entries in list and map literals are not
 * tracked apart, so an expression that walks a literal is estimated a little higher than on the server.
 */
public final class CostEstimator {
    private static final Range SELECT = Range.fixed(1);
    private static final Range CREATE_LIST = Range.fixed(10);
    private static final Range CREATE_MAP = Range.fixed(30);
    private static final Range CREATE_STRUCT = Range.fixed(40);

    private final CelAbstractSyntaxTree tree;
    private final SizeBook sizes;
    private final KubernetesCalls kubernetes;

    private CostEstimator(CelAbstractSyntaxTree tree, Function<List<String>, OptionalLong> declared) {
        this.tree = tree;
        this.sizes = new SizeBook(tree, declared);
        this.kubernetes = new KubernetesCalls(declared);
    }

    /**
     * The most that {@code tree} can cost, in CEL's units; {@link Long#MAX_VALUE} is without bound.
     *
     * @param declared most elements at a path below {@code self}, as the schema declares them
     */
    public static long maxCost(CelAbstractSyntaxTree tree, Function<List<String>, OptionalLong> declared) {
        return new CostEstimator(tree, declared).cost(tree.getExpr()).max();
    }

    private Range cost(CelExpr e) {
        return switch (e.getKind()) {
            case IDENT -> {
                sizes.followIdent(e);
                yield SELECT;
            }
            case SELECT -> select(e);
            case CALL -> call(e);
            case LIST -> sum(e.list().elements()).plus(CREATE_LIST);
            case MAP ->
                e.map().entries().stream()
                        .map(entry -> cost(entry.key()).plus(cost(entry.value())))
                        .reduce(CREATE_MAP, Range::plus);
            case STRUCT ->
                e.struct().entries().stream().map(entry -> cost(entry.value())).reduce(CREATE_STRUCT, Range::plus);
            case COMPREHENSION -> isBind(e) ? bind(e) : comprehension(e);
            default -> Range.ZERO;
        };
    }

    private Range sum(List<CelExpr> expressions) {
        return expressions.stream().map(this::cost).reduce(Range.ZERO, Range::plus);
    }

    private Range select(CelExpr e) {
        CelExpr operand = e.select().operand();
        Range cost = cost(operand);
        if (e.select().testOnly()) {
            return cost;
        }
        CelKind kind = tree.getType(operand.id()).map(CelType::kind).orElse(CelKind.DYN);
        sizes.followField(e);
        boolean counted = kind == CelKind.MAP || kind == CelKind.STRUCT || kind == CelKind.TYPE_PARAM;
        return counted ? cost.plus(SELECT) : cost;
    }

    private Range call(CelExpr e) {
        CelExpr.CelCall call = e.call();
        if (call.function().equals("dyn")) {
            Range cost = cost(call.args().get(0));
            sizes.copy(e, call.args().get(0));
            return cost.plus(Range.fixed(1));
        }
        List<Range> argCosts = new ArrayList<>();
        List<Operand> args = new ArrayList<>();
        for (CelExpr arg : call.args()) {
            argCosts.add(cost(arg));
            args.add(operand(arg));
        }
        Range targetCost = call.target().map(this::cost).orElse(Range.ZERO);
        Optional<Operand> target = call.target().map(this::operand);
        List<String> overloads = tree.getReference(e.id())
                .map(r -> (List<String>) r.overloadIds())
                .orElse(List.of());
        Optional<Range> worst = Optional.empty();
        Optional<Range> result = Optional.empty();
        for (String overload : overloads) {
            CallCost one = callCost(call.function(), overload, target, args, argCosts);
            worst = Optional.of(worst.map(w -> w.union(one.cost())).orElse(one.cost()));
            result = one.resultSize().isPresent() && result.isPresent()
                    ? Optional.of(result.get().union(one.resultSize().get()))
                    : result.or(one::resultSize);
            sizes.followIndex(e, overload);
        }
        sizes.remember(e, result.or(() -> sizes.of(e)));
        return worst.map(targetCost::plus).orElse(Range.ZERO);
    }

    private CallCost callCost(
            String function, String overload, Optional<Operand> target, List<Operand> args, List<Range> argCosts) {
        return kubernetes
                .cost(function, overload, target, args)
                .map(own -> new CallCost(argCosts.stream().reduce(own.cost(), Range::plus), own.resultSize()))
                .orElseGet(() -> StandardCalls.cost(overload, target, args, argCosts));
    }

    private Operand operand(CelExpr e) {
        CelType type = tree.getType(e.id()).orElse(SimpleType.DYN);
        return new Operand(sizes.path(e), type, Optional.of(e), sizes.of(e));
    }

    private Range comprehension(CelExpr e) {
        CelExpr.CelComprehension loop = e.comprehension();
        Range before = cost(loop.iterRange()).plus(cost(loop.accuInit()));
        sizes.enterLoop(loop);
        Range step = cost(loop.loopCondition()).plus(cost(loop.loopStep()));
        sizes.leaveLoop(loop);
        Range after = cost(loop.result());
        sizes.leaveVariable(loop.accuVar());
        Range count = sizes.of(loop.iterRange()).orElse(Range.UNKNOWN);
        CelExpr.ExprKind.Kind result = loop.accuInit().getKind();
        if (result == CelExpr.ExprKind.Kind.CONSTANT) {
            sizes.remember(e, sizes.of(loop.accuInit()));
        } else if (result == CelExpr.ExprKind.Kind.LIST || result == CelExpr.ExprKind.Kind.MAP) {
            sizes.remember(e, Optional.of(count));
        }
        return before.plus(after).plus(count.times(step));
    }

    /** {@code cel.bind} and its like are loops over nothing, whose accumulator is the bound variable. */
    private static boolean isBind(CelExpr e) {
        CelExpr.CelComprehension loop = e.comprehension();
        return loop.iterRange().getKind() == CelExpr.ExprKind.Kind.LIST
                && loop.iterRange().list().elements().isEmpty()
                && loop.loopCondition().getKind() == CelExpr.ExprKind.Kind.CONSTANT
                && !SizeBook.isAccumulator(loop.accuVar());
    }

    private Range bind(CelExpr e) {
        CelExpr.CelComprehension loop = e.comprehension();
        Range before = cost(loop.iterRange()).plus(cost(loop.accuInit()));
        sizes.enterVariable(loop.accuVar(), sizes.path(loop.accuInit()), sizes.of(loop.accuInit()));
        Range result = cost(loop.result());
        sizes.leaveVariable(loop.accuVar());
        sizes.copy(e, loop.result());
        return before.plus(result);
    }
}
