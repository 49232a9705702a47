package dev.cortexllm.schema.cel.library;

import dev.cel.common.types.CelType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import java.util.List;
import java.util.function.Function;

/** {@code ip(text)}, {@code isIP(text)} and questions about an address. */
final class IpFunctions {
    static final CelType IP = OpaqueType.create("net.IP");

    private IpFunctions() {}

    static FunctionLibrary library() {
        FunctionLibrary library = new FunctionLibrary()
                .global(
                        "ip",
                        IP,
                        List.of(SimpleType.STRING),
                        CelFunctionBinding.from("string_to_ip", String.class, Ip::require))
                .global(
                        "isIP",
                        SimpleType.BOOL,
                        List.of(SimpleType.STRING),
                        CelFunctionBinding.from("is_ip_string", String.class, text -> Ip.parse(text)
                                .isPresent()))
                .global(
                        "ip.isCanonical",
                        SimpleType.BOOL,
                        List.of(SimpleType.STRING),
                        CelFunctionBinding.from("ip_is_canonical_string", String.class, text -> Ip.require(text)
                                .toString()
                                .equals(text)))
                .global(
                        "string",
                        SimpleType.STRING,
                        List.of(IP),
                        CelFunctionBinding.from("ip_to_string", Ip.class, Ip::toString));
        ask(library, "family", SimpleType.INT, Ip::family);
        ask(library, "isUnspecified", SimpleType.BOOL, ip -> ip.address().isAnyLocalAddress());
        ask(library, "isLoopback", SimpleType.BOOL, ip -> ip.address().isLoopbackAddress());
        ask(library, "isLinkLocalMulticast", SimpleType.BOOL, IpFunctions::isLinkLocalMulticast);
        ask(library, "isLinkLocalUnicast", SimpleType.BOOL, ip -> ip.address().isLinkLocalAddress());
        return ask(library, "isGlobalUnicast", SimpleType.BOOL, Ip::isGlobalUnicast);
    }

    private static FunctionLibrary ask(
            FunctionLibrary library, String name, CelType result, Function<Ip, Object> answer) {
        return library.member(
                name, result, List.of(IP), CelFunctionBinding.from("ip_" + name, Ip.class, answer::apply));
    }

    /** ff02::/16 and 224.0.0.0/24. */
    private static boolean isLinkLocalMulticast(Ip ip) {
        byte[] bytes = ip.address().getAddress();
        return ip.family() == 6
                ? ip.address().isMCLinkLocal()
                : (bytes[0] & 0xff) == 224 && bytes[1] == 0 && bytes[2] == 0;
    }
}
