package dev.cortexllm.schema.cel.library;

import dev.cel.compiler.CelCompilerLibrary;
import java.util.List;

/** The functions that Kubernetes adds to CEL, of {@code apiserver/pkg/cel/library}. */
public final class KubernetesLibraries {
    private KubernetesLibraries() {}

    /** All of them; each is a {@link dev.cel.runtime.CelRuntimeLibrary} as well. */
    public static List<CelCompilerLibrary> all() {
        return List.of(
                ListFunctions.library(),
                RegexFunctions.library(),
                FormatFunction.library(),
                NamedFormatFunctions.library(),
                UrlFunctions.library(),
                QuantityFunctions.library(),
                IpFunctions.library(),
                CidrFunctions.library());
    }
}
