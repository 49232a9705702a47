package dev.cortexllm.schema.cel.cost;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/** Keeps track of where expressions lead and how large their values can be, while an expression tree is walked. */
final class SizeBook {
    private static final Set<String> ACCUMULATORS = Set.of("__result__", "@result");
    private static final Set<CelKind> SCALARS =
            Set.of(CelKind.BOOL, CelKind.DOUBLE, CelKind.DURATION, CelKind.INT, CelKind.TIMESTAMP, CelKind.UINT);

    private record Variable(List<String> path, Optional<Range> size) {}

    private final CelAbstractSyntaxTree tree;
    private final Function<List<String>, OptionalLong> declared;
    private final Map<Long, List<String>> paths = new HashMap<>();
    private final Map<Long, Range> sizes = new HashMap<>();
    private final Map<String, Deque<Variable>> variables = new HashMap<>();

    SizeBook(CelAbstractSyntaxTree tree, Function<List<String>, OptionalLong> declared) {
        this.tree = tree;
        this.declared = declared;
    }

    static boolean isAccumulator(String variable) {
        return ACCUMULATORS.contains(variable);
    }

    /** The path of an expression, empty for computed values and accumulators. */
    List<String> path(CelExpr e) {
        List<String> path = rawPath(e);
        return path.isEmpty() || isAccumulator(path.get(0)) ? List.of() : path;
    }

    private List<String> rawPath(CelExpr e) {
        return variable(e).map(Variable::path).orElseGet(() -> paths.getOrDefault(e.id(), List.of()));
    }

    private Optional<Variable> variable(CelExpr e) {
        if (e.getKind() != CelExpr.ExprKind.Kind.IDENT) {
            return Optional.empty();
        }
        return Optional.ofNullable(variables.get(e.ident().name())).map(Deque::peek);
    }

    void followIdent(CelExpr e) {
        paths.put(
                e.id(), variable(e).map(Variable::path).orElse(List.of(e.ident().name())));
    }

    void followField(CelExpr e) {
        follow(e, e.select().operand(), e.select().field());
    }

    void followIndex(CelExpr e, String overload) {
        switch (overload) {
            case "index_list" -> follow(e, e.call().args().get(0), "@items");
            case "index_map" -> follow(e, e.call().args().get(0), "@values");
            default -> {
                // no other call leads on along a path, not even an optional selection
            }
        }
    }

    private void follow(CelExpr e, CelExpr from, String step) {
        paths.put(e.id(), below(rawPath(from), step));
    }

    void remember(CelExpr e, Optional<Range> size) {
        size.ifPresent(s -> sizes.put(e.id(), s));
    }

    void copy(CelExpr to, CelExpr from) {
        remember(to, of(from));
        paths.put(to.id(), rawPath(from));
    }

    /** The size of an expression's value, when something is known of it. */
    Optional<Range> of(CelExpr e) {
        return Optional.ofNullable(sizes.get(e.id()))
                .or(() -> literalSize(e))
                .or(() -> Operand.declaredSize(rawPath(e), declared))
                .or(() -> tree.getType(e.id()).filter(SizeBook::isScalar).map(t -> Range.fixed(1)))
                .or(() -> variable(e).flatMap(Variable::size));
    }

    private static Optional<Range> literalSize(CelExpr e) {
        return switch (e.getKind()) {
            case CONSTANT -> Optional.of(Range.fixed(constantSize(e.constant())));
            case LIST -> Optional.of(Range.fixed(e.list().elements().size()));
            case MAP -> Optional.of(Range.fixed(e.map().entries().size()));
            default -> Optional.empty();
        };
    }

    private static long constantSize(CelConstant constant) {
        return switch (constant.getKind()) {
            case STRING_VALUE ->
                constant.stringValue().codePointCount(0, constant.stringValue().length());
            case BYTES_VALUE -> constant.bytesValue().size();
            default -> 1;
        };
    }

    private static boolean isScalar(CelType type) {
        boolean optionalScalar = type.name().equals("optional_type")
                && isScalar(type.parameters().get(0));
        return optionalScalar || SCALARS.contains(type.kind());
    }

    void enterVariable(String name, List<String> path, Optional<Range> size) {
        variables.computeIfAbsent(name, n -> new ArrayDeque<>()).push(new Variable(path, size));
    }

    void leaveVariable(String name) {
        variables.get(name).pop();
    }

    void enterLoop(CelExpr.CelComprehension loop) {
        enterVariable(loop.accuVar(), rawPath(loop.accuInit()), of(loop.accuInit()));
        boolean list = tree.getType(loop.iterRange().id())
                .map(type -> type.kind() == CelKind.LIST)
                .orElse(false);
        List<String> range = rawPath(loop.iterRange());
        if (loop.iterVar2().isEmpty()) {
            enterVariable(loop.iterVar(), below(range, list ? "@items" : "@keys"), Optional.empty());
        } else {
            enterVariable(loop.iterVar(), below(range, list ? "@indices" : "@keys"), Optional.empty());
            enterVariable(loop.iterVar2(), below(range, list ? "@items" : "@values"), Optional.empty());
        }
    }

    void leaveLoop(CelExpr.CelComprehension loop) {
        leaveVariable(loop.iterVar());
        if (!loop.iterVar2().isEmpty()) {
            leaveVariable(loop.iterVar2());
        }
    }

    /** As on the server, a step from a computed value looks like a step from {@code self}. */
    private static List<String> below(List<String> path, String step) {
        List<String> longer = new ArrayList<>(path);
        longer.add(step);
        return longer;
    }
}
