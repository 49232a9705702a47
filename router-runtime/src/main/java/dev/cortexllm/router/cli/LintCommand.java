package dev.cortexllm.router.cli;

import dev.cortexllm.catalogue.Catalogue;
import dev.cortexllm.router.standalone.Definitions;
import dev.cortexllm.router.standalone.Finding;
import dev.cortexllm.router.standalone.Workspace;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks resources offline: {@code cortex lint}. */
@Command(
        name = "lint",
        mixinStandardHelpOptions = true,
        description = "Checks resources offline with the CRDs' schema and CEL rules and with the compiler.",
        footer =
                "Prints one line per problem, file:line: path: sentence. Exit code 1 when there is one, warnings aside.")
public final class LintCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "DIR", description = "Folders or files with YAML or JSON documents.")
    private List<Path> paths;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<Finding> findings =
                new Workspace(paths, null, Map.of(), Map.of(), Definitions.bundled(), Catalogue.bundled()).lint();
        findings.forEach(out::println);
        long errors = findings.stream().filter(f -> !f.warning()).count();
        out.println(errors + (errors == 1 ? " problem, " : " problems, ") + (findings.size() - errors) + " warnings");
        return errors == 0 ? 0 : 1;
    }
}
