package dev.cortexllm.router.cli;

import dev.cortexllm.catalogue.Catalogue;
import dev.cortexllm.compile.Compilation;
import dev.cortexllm.router.RouterOptions;
import dev.cortexllm.router.standalone.Definitions;
import dev.cortexllm.router.standalone.FolderSource;
import dev.cortexllm.router.standalone.Workspace;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Serves resources without Kubernetes: {@code cortex run}. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Serves the resources of some folders, or of environment variables alone, without Kubernetes.")
final class RunCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..*",
            paramLabel = "DIR",
            description = "Folders or files with YAML or JSON documents; none: OPENAI_API_KEY and the like tell.")
    private List<Path> paths = List.of();

    @Option(names = "--gateway", description = "The LLMGateway to serve, when there are several.")
    private String gateway;

    @Option(
            names = "--endpoint",
            paramLabel = "NAME=URL",
            description = "Where the ModelDeployment of that name is served; repeatable.")
    private List<String> endpoints = List.of();

    @Mixin
    private ListenOptions listen;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        Workspace workspace = new Workspace(
                paths, gateway, endpointsByName(), System.getenv(), Definitions.bundled(), Catalogue.bundled());
        Workspace.Result first = workspace.compile(Optional.empty());
        first.findings().forEach(err::println);
        Optional<Compilation> compilation = first.compilation();
        if (compilation.isEmpty()
                || compilation.get().bundle().config().policies().isEmpty()) {
            err.println("cortex: there is nothing to serve");
            return 1;
        }
        FolderSource source = new FolderSource(workspace, first, err::println);
        // Nobody but the operator of this machine sends requests here: no Service has to forget the address first.
        RouterOptions options = listen.with(spec.commandLine(), parts -> source).withEndpointLag(Duration.ZERO);
        return ServingProcess.start(options, spec.commandLine()) ? ServeCommand.RUNNING : 1;
    }

    private Map<String, List<String>> endpointsByName() {
        Map<String, List<String>> byName = new HashMap<>();
        for (String endpoint : endpoints) {
            int equals = endpoint.indexOf('=');
            if (equals < 1 || equals == endpoint.length() - 1) {
                throw new ParameterException(spec.commandLine(), "--endpoint takes NAME=URL, not '" + endpoint + "'");
            }
            byName.computeIfAbsent(endpoint.substring(0, equals), name -> new ArrayList<>())
                    .add(endpoint.substring(equals + 1));
        }
        return byName;
    }
}
