package dev.cortexllm.schema.cel.library;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.TypeParamType;
import dev.cel.common.values.CelByteString;
import dev.cel.runtime.CelFunctionBinding;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** {@code isSorted}, {@code sum}, {@code min}, {@code max}, {@code indexOf} and {@code lastIndexOf} of lists. */
final class ListFunctions {
    private static final List<CelType> COMPARABLE = List.of(
            SimpleType.INT,
            SimpleType.UINT,
            SimpleType.DOUBLE,
            SimpleType.BOOL,
            SimpleType.DURATION,
            SimpleType.TIMESTAMP,
            SimpleType.STRING,
            SimpleType.BYTES);
    private static final Map<CelType, Object> ZEROES = Map.of(
            SimpleType.INT,
            0L,
            SimpleType.UINT,
            UnsignedLong.ZERO,
            SimpleType.DOUBLE,
            0.0,
            SimpleType.DURATION,
            Duration.ZERO);

    private ListFunctions() {}

    static FunctionLibrary library() {
        FunctionLibrary library = new FunctionLibrary();
        for (CelType item : COMPARABLE) {
            List<CelType> list = List.of(ListType.create(item));
            String id = "list_" + item.name().replaceAll("\\W", "_");
            library.member("isSorted", SimpleType.BOOL, list, one(id + "_is_sorted_bool", ListFunctions::isSorted));
            library.member("min", item, list, one(id + "_min_" + item.name(), items -> extreme(items, "min", -1)));
            library.member("max", item, list, one(id + "_max_" + item.name(), items -> extreme(items, "max", 1)));
        }
        ZEROES.forEach((item, zero) -> library.member(
                "sum",
                item,
                List.of(ListType.create(item)),
                one("list_" + item.name() + "_sum_" + item.name(), items -> sum(items, zero))));
        TypeParamType any = TypeParamType.create("T");
        List<CelType> listAndItem = List.of(ListType.create(any), any);
        library.member("indexOf", SimpleType.INT, listAndItem, search("list_a_index_of_int", true));
        return library.member("lastIndexOf", SimpleType.INT, listAndItem, search("list_a_last_index_of_int", false));
    }

    private interface ListFunction {
        Object apply(List<?> items);
    }

    private static CelFunctionBinding one(String id, ListFunction function) {
        return CelFunctionBinding.from(id, List.class, function::apply);
    }

    private static CelFunctionBinding search(String id, boolean first) {
        return CelFunctionBinding.from(id, List.class, Object.class, (items, item) ->
                (long) (first ? items.indexOf(item) : items.lastIndexOf(item)));
    }

    private static boolean isSorted(List<?> items) {
        for (int i = 1; i < items.size(); i++) {
            if (compare(items.get(i - 1), items.get(i)) > 0) {
                return false;
            }
        }
        return true;
    }

    private static Object extreme(List<?> items, String name, int direction) {
        if (items.isEmpty()) {
            throw new IllegalArgumentException(name + " called on empty list");
        }
        Object best = items.get(0);
        for (Object item : items) {
            best = Integer.signum(compare(item, best)) == direction ? item : best;
        }
        return best;
    }

    private static Object sum(List<?> items, Object zero) {
        Object total = zero;
        for (Object item : items) {
            total = plus(total, item);
        }
        return total;
    }

    private static Object plus(Object total, Object item) {
        if (total instanceof Long left && item instanceof Long right) {
            return Math.addExact(left, right);
        }
        if (total instanceof UnsignedLong left && item instanceof UnsignedLong right) {
            return left.plus(right);
        }
        if (total instanceof Duration left && item instanceof Duration right) {
            return left.plus(right);
        }
        return (Double) total + (Double) item;
    }

    @SuppressWarnings("unchecked") // the checker admits only lists of one comparable type
    private static int compare(Object left, Object right) {
        return left instanceof CelByteString bytes
                ? CelByteString.unsignedLexicographicalComparator().compare(bytes, (CelByteString) right)
                : ((Comparable<Object>) left).compareTo(right);
    }
}
