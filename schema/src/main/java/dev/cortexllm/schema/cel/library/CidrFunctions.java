package dev.cortexllm.schema.cel.library;

import static dev.cortexllm.schema.cel.library.IpFunctions.IP;

import dev.cel.common.types.CelType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** {@code cidr(text)}, {@code isCIDR(text)} and what lies in a range. */
final class CidrFunctions {
    private static final CelType CIDR = OpaqueType.create("net.CIDR");

    private CidrFunctions() {}

    static FunctionLibrary library() {
        FunctionLibrary library = new FunctionLibrary();
        library.global(
                "cidr",
                CIDR,
                List.of(SimpleType.STRING),
                CelFunctionBinding.from("string_to_cidr", String.class, Cidr::require));
        library.global(
                "isCIDR",
                SimpleType.BOOL,
                List.of(SimpleType.STRING),
                CelFunctionBinding.from(
                        "is_cidr_string", String.class, text -> Cidr.parse(text).isPresent()));
        library.global(
                "string",
                SimpleType.STRING,
                List.of(CIDR),
                CelFunctionBinding.from("cidr_to_string", Cidr.class, Cidr::toString));
        ask(library, "cidr_ip", "ip", IP, Cidr::ip);
        ask(library, "cidr_prefix_length", "prefixLength", SimpleType.INT, cidr -> (long) cidr.prefix());
        ask(library, "cidr_masked", "masked", CIDR, Cidr::masked);
        contains(
                library,
                "containsIP",
                "cidr_contains_ip_string",
                SimpleType.STRING,
                String.class,
                (c, o) -> c.contains(Ip.require(o)));
        contains(library, "containsIP", "cidr_contains_ip_ip", IP, Ip.class, Cidr::contains);
        contains(
                library,
                "containsCIDR",
                "cidr_contains_cidr_string",
                SimpleType.STRING,
                String.class,
                (c, o) -> c.contains(Cidr.require(o)));
        contains(library, "containsCIDR", "cidr_contains_cidr", CIDR, Cidr.class, Cidr::contains);
        return library;
    }

    private static void ask(
            FunctionLibrary library, String id, String name, CelType result, Function<Cidr, Object> answer) {
        library.member(name, result, List.of(CIDR), CelFunctionBinding.from(id, Cidr.class, answer::apply));
    }

    private static <T> void contains(
            FunctionLibrary library,
            String name,
            String id,
            CelType other,
            Class<T> otherClass,
            BiFunction<Cidr, T, Boolean> answer) {
        library.member(
                name,
                SimpleType.BOOL,
                List.of(CIDR, other),
                CelFunctionBinding.from(id, Cidr.class, otherClass, answer::apply));
    }
}
