package dev.cortexllm.router.cli;

import dev.cortexllm.catalogue.Catalogue;
import dev.cortexllm.router.explain.Explanation;
import dev.cortexllm.router.explain.ExplanationJson;
import dev.cortexllm.router.explain.PlainText;
import dev.cortexllm.router.explain.WhatIf;
import dev.cortexllm.router.standalone.Definitions;
import dev.cortexllm.router.standalone.Question;
import dev.cortexllm.router.standalone.Workspace;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says offline what would become of a request, and why: {@code cortex explain}. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Says offline what would become of a request by the resources of some folders, and why.",
        footer =
                "Every target is taken to be ready and idle, with nothing spent, unless --state says otherwise. Exit code 1"
                        + " when the request would be refused, 2 when there is nothing to explain.")
final class ExplainCommand implements Callable<Integer> {
    private static final String STDIN = "-";
    private static final int NOTHING = 2;

    @Parameters(arity = "1..*", paramLabel = "DIR", description = "Folders or files with YAML or JSON documents.")
    private List<Path> paths;

    @Option(
            names = "--request",
            required = true,
            paramLabel = "FILE",
            description = "The request's body, as a client would send it; - reads it from standard input.")
    private String request;

    @Option(
            names = "--header",
            paramLabel = "'NAME: VALUE'",
            description = "A header of the request, such as 'x-cortex-task: CodeGeneration'; repeatable.")
    private List<String> headers = List.of();

    @Option(
            names = "--path",
            paramLabel = "PATH",
            description = "Where it is sent: /v1/chat/completions or /v1/messages; guessed from the body when absent.")
    private String path;

    @Option(names = "--workspace", paramLabel = "NAME", description = "Whose it is; nobody's when absent.")
    private String workspace;

    @Option(
            names = "--state",
            paramLabel = "FILE",
            description = "What is the case: YAML with targets, budgets, draw and at (docs/explain.md).")
    private Path state;

    @Option(names = "--gateway", description = "The LLMGateway that serves it, when there are several.")
    private String gateway;

    @Option(names = "--json", description = "Prints JSON instead of text.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        Workspace.Result result = new Workspace(
                        paths, gateway, Map.of(), Map.of(), Definitions.bundled(), Catalogue.bundled())
                .supposed();
        result.findings().stream().filter(f -> !f.warning()).forEach(err::println);
        if (result.compilation().isEmpty()
                || result.compilation().get().bundle().config().policies().isEmpty()) {
            err.println("cortex: there is no policy to explain by");
            return NOTHING;
        }
        try {
            Question question = new Question(
                    body(),
                    Question.headers(headers),
                    path,
                    workspace,
                    state == null ? WhatIf.USUAL : WhatIf.read(bytes(state)));
            Explanation explanation = new Question.Answerer(result).answer(question, System.currentTimeMillis());
            PrintWriter out = spec.commandLine().getOut();
            out.print(json ? ExplanationJson.of(explanation) : PlainText.of(explanation));
            out.flush();
            return explanation.refusal() == null ? 0 : 1;
        } catch (Question.Unanswerable | WhatIf.Unusable e) {
            err.println("cortex: " + e.getMessage());
        } catch (IOException e) {
            err.println("cortex: cannot read " + e.getMessage());
        }
        return NOTHING;
    }

    private byte[] body() throws IOException {
        return request.equals(STDIN) ? System.in.readAllBytes() : bytes(Path.of(request));
    }

    /** A folder is no file, which the JDK says without its name. */
    private static byte[] bytes(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException(file + ": it is a folder");
        }
        return Files.readAllBytes(file);
    }
}
