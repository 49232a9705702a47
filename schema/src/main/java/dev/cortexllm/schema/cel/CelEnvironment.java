package dev.cortexllm.schema.cel;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import dev.cel.common.CelOptions;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.OptionalType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.compiler.CelCompilerLibrary;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelOptionalLibrary;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelRuntimeLibrary;
import dev.cortexllm.schema.cel.library.KubernetesLibraries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The dialect of CEL that rules are written in: what {@code apiserver/pkg/cel/environment/base.go} loads for Kubernetes 1.36,
 * as far as the Java runtime has it. Not there: the authorizer and semver.
 */
final class CelEnvironment {
    static final String SELF = "self";
    static final String OLD_SELF = "oldSelf";

    /**
     * Stands in for the server's run-time cost limit of 1,000,000 ({@code PerCallLimit}), which counts steps of an evaluation;
     * an iteration has at least four.
     */
    private static final int MAX_ITERATIONS = 250_000;

    @SuppressWarnings(
            "deprecation") // the validator that replaces homogeneous literals exempts calls the server does not exempt
    private static final CelOptions OPTIONS = CelOptions.current()
            .enableHeterogeneousNumericComparisons(true)
            .enableHomogeneousLiterals(true)
            .enableTimestampEpoch(true)
            .evaluateCanonicalTypesToNativeValues(true)
            .comprehensionMaxIterations(MAX_ITERATIONS)
            .build();

    private static final List<CelCompilerLibrary> LIBRARIES = libraries();

    private static List<CelCompilerLibrary> libraries() {
        List<CelCompilerLibrary> libraries = new ArrayList<>(KubernetesLibraries.all());
        libraries.add(CelOptionalLibrary.INSTANCE);
        libraries.add(CelExtensions.strings());
        libraries.add(CelExtensions.sets(OPTIONS));
        libraries.add(CelExtensions.lists());
        libraries.add(CelExtensions.comprehensions());
        return List.copyOf(libraries);
    }

    private CelEnvironment() {}

    /** A compiler whose {@code self} and {@code oldSelf} have the type {@code self}. */
    static CelCompiler compiler(DeclaredType self, Map<String, CelType> structs, boolean optionalOldSelf) {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addLibraries(LIBRARIES)
                .setTypeProvider(new StructTypes(structs))
                .addVar(SELF, self.cel());
        return builder.addVar(OLD_SELF, optionalOldSelf ? OptionalType.create(self.cel()) : self.cel())
                .build();
    }

    /** The evaluator of all rules. */
    static CelRuntime runtime() {
        return CelRuntimeFactory.standardCelRuntimeBuilder()
                .setOptions(OPTIONS)
                .addLibraries(LIBRARIES.stream()
                        .filter(CelRuntimeLibrary.class::isInstance)
                        .map(CelRuntimeLibrary.class::cast)
                        .toList())
                .build();
    }

    private record StructTypes(Map<String, CelType> structs) implements CelTypeProvider {
        @Override
        public ImmutableCollection<CelType> types() {
            return ImmutableList.copyOf(structs.values());
        }

        @Override
        public Optional<CelType> findType(String name) {
            return Optional.ofNullable(structs.get(name));
        }
    }
}
