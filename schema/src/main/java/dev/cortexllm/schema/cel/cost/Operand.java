package dev.cortexllm.schema.cel.cost;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * What is known of an expression whose cost is estimated ({@code AstNode} of cel-go).
 *
 * @param path the variable, fields, {@code @items}, {@code @values} and {@code @keys} that lead to it; empty when it is computed
 * @param type its checked type
 * @param expression the expression; empty for the items of a list
 * @param computedSize its size as far as the expression says
 */
record Operand(List<String> path, CelType type, Optional<CelExpr> expression, Optional<Range> computedSize) {

    /** The size: as computed, or as declared in the schema, or without bound. */
    Range size(Function<List<String>, OptionalLong> declared) {
        return computedSize.or(() -> declaredSize(path, declared)).orElse(Range.UNKNOWN);
    }

    static Optional<Range> declaredSize(List<String> path, Function<List<String>, OptionalLong> declared) {
        if (path.isEmpty()) {
            return Optional.empty();
        }
        OptionalLong max = declared.apply(path.subList(1, path.size()));
        return max.isPresent() ? Optional.of(new Range(0, max.getAsLong())) : Optional.empty();
    }

    /** The items of this list; empty when it is none. */
    Optional<Operand> items() {
        if (type.kind() != CelKind.LIST) {
            return Optional.empty();
        }
        List<String> itemsPath = new ArrayList<>();
        if (!path.isEmpty()) {
            itemsPath.addAll(path);
            itemsPath.add("@items");
        }
        return Optional.of(new Operand(itemsPath, ((ListType) type).elemType(), Optional.empty(), Optional.empty()));
    }
}
