package dev.cortexllm.schema.cel.library;

import dev.cel.checker.CelCheckerBuilder;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.compiler.CelCompilerLibrary;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntimeBuilder;
import dev.cel.runtime.CelRuntimeLibrary;
import java.util.ArrayList;
import java.util.List;

/** A set of CEL functions: each is declared for the checker and bound for the evaluator in one step. */
final class FunctionLibrary implements CelCompilerLibrary, CelRuntimeLibrary {
    private final List<CelFunctionDecl> declarations = new ArrayList<>();
    private final List<CelFunctionBinding> bindings = new ArrayList<>();

    /** Adds {@code target.name(args…)}; the first type is the target's. */
    FunctionLibrary member(String name, CelType result, List<CelType> types, CelFunctionBinding binding) {
        declarations.add(CelFunctionDecl.newFunctionDeclaration(
                name, CelOverloadDecl.newMemberOverload(binding.getOverloadId(), result, types)));
        bindings.add(binding);
        return this;
    }

    /** Adds {@code name(args…)}. */
    FunctionLibrary global(String name, CelType result, List<CelType> types, CelFunctionBinding binding) {
        declarations.add(CelFunctionDecl.newFunctionDeclaration(
                name, CelOverloadDecl.newGlobalOverload(binding.getOverloadId(), result, types)));
        bindings.add(binding);
        return this;
    }

    @Override
    public void setCheckerOptions(CelCheckerBuilder checker) {
        checker.addFunctionDeclarations(declarations);
    }

    @Override
    public void setRuntimeOptions(CelRuntimeBuilder runtime) {
        runtime.addFunctionBindings(bindings);
    }
}
