package dev.cortexllm.schema.cel.library;

import dev.cel.common.types.CelType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** {@code quantity(text)}, {@code isQuantity(text)} and arithmetic with quantities. */
final class QuantityFunctions {
    private static final CelType QUANTITY = OpaqueType.create("kubernetes.Quantity");

    private QuantityFunctions() {}

    static FunctionLibrary library() {
        FunctionLibrary library = new FunctionLibrary()
                .global(
                        "quantity",
                        QUANTITY,
                        List.of(SimpleType.STRING),
                        CelFunctionBinding.from("string_to_quantity", String.class, QuantityFunctions::require))
                .global(
                        "isQuantity",
                        SimpleType.BOOL,
                        List.of(SimpleType.STRING),
                        CelFunctionBinding.from("is_quantity_string", String.class, text -> Quantity.parse(text)
                                .isPresent()));
        one(library, "sign", SimpleType.INT, q -> (long) q.amount().signum());
        one(library, "isInteger", SimpleType.BOOL, Quantity::isInteger);
        one(library, "asInteger", SimpleType.INT, QuantityFunctions::asInteger);
        one(library, "asApproximateFloat", SimpleType.DOUBLE, q -> q.amount().doubleValue());
        two(library, "isGreaterThan", SimpleType.BOOL, (a, b) -> a.amount().compareTo(b.amount()) > 0);
        two(library, "isLessThan", SimpleType.BOOL, (a, b) -> a.amount().compareTo(b.amount()) < 0);
        two(library, "compareTo", SimpleType.INT, (a, b) -> (long) a.amount().compareTo(b.amount()));
        two(library, "add", QUANTITY, (a, b) -> Quantity.of(a.amount().add(b.amount())));
        two(library, "sub", QUANTITY, (a, b) -> Quantity.of(a.amount().subtract(b.amount())));
        withInt(library, "add", (a, b) -> Quantity.of(a.amount().add(BigDecimal.valueOf(b))));
        return withInt(library, "sub", (a, b) -> Quantity.of(a.amount().subtract(BigDecimal.valueOf(b))));
    }

    private static void one(FunctionLibrary library, String name, CelType result, Function<Quantity, Object> function) {
        library.member(
                name,
                result,
                List.of(QUANTITY),
                CelFunctionBinding.from("quantity_" + name, Quantity.class, function::apply));
    }

    private static void two(
            FunctionLibrary library, String name, CelType result, BiFunction<Quantity, Quantity, Object> function) {
        library.member(
                name,
                result,
                List.of(QUANTITY, QUANTITY),
                CelFunctionBinding.from("quantity_" + name, Quantity.class, Quantity.class, function::apply));
    }

    private static FunctionLibrary withInt(
            FunctionLibrary library, String name, BiFunction<Quantity, Long, Object> function) {
        return library.member(
                name,
                QUANTITY,
                List.of(QUANTITY, SimpleType.INT),
                CelFunctionBinding.from("quantity_" + name + "_int", Quantity.class, Long.class, function::apply));
    }

    private static Quantity require(String text) {
        return Quantity.parse(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"));
    }

    private static long asInteger(Quantity quantity) {
        if (!quantity.isInteger()) {
            throw new IllegalArgumentException("cannot convert value to integer");
        }
        return quantity.amount().longValueExact();
    }
}
