package dev.cortexllm.schema.cel.library;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import java.util.List;
import java.util.Optional;

/** {@code format.dns1123Label().validate(text)} and {@code format.named(name)}. */
final class NamedFormatFunctions {
    private static final CelType FORMAT = OpaqueType.create("kubernetes.NamedFormat");

    private NamedFormatFunctions() {}

    static FunctionLibrary library() {
        FunctionLibrary library = new FunctionLibrary()
                .global(
                        "format.named",
                        OptionalType.create(FORMAT),
                        List.of(SimpleType.STRING),
                        CelFunctionBinding.from(
                                "format-named", String.class, name -> Optional.ofNullable(NamedFormat.ALL.get(name))))
                .member(
                        "validate",
                        OptionalType.create(ListType.create(SimpleType.STRING)),
                        List.of(FORMAT, SimpleType.STRING),
                        CelFunctionBinding.from(
                                "format-validate", NamedFormat.class, String.class, NamedFormat::validate));
        NamedFormat.ALL.forEach((name, format) -> library.global(
                "format." + name,
                FORMAT,
                List.of(),
                CelFunctionBinding.from("format-" + name, List.of(), args -> format)));
        return library;
    }
}
