package dev.cortexllm.router.cli;

import dev.cortexllm.load.LoadProgress;
import dev.cortexllm.router.load.LoadFailure;
import dev.cortexllm.router.load.Loader;
import dev.cortexllm.router.load.Progress;
import dev.cortexllm.router.load.ProgressServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Downloads a model into a volume: {@code cortex load}. */
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        description = "Downloads a model into a volume, for engines that start afterwards.",
        footer =
                "The token for the hub is in HF_TOKEN, the hub's address in HF_ENDPOINT. Exit code 1 when trying again may"
                        + " help, 3 when it does not.")
final class LoadCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SOURCE", description = "hf://organisation/repository or ollama://name:tag.")
    private String source;

    @Option(
            names = "--into",
            required = true,
            paramLabel = "DIR",
            description = "The volume: HF_HOME, or Ollama's store.")
    private Path into;

    @Option(names = "--key", required = true, description = "Name for what is loaded; the files are at loaded/KEY.")
    private String key;

    @Option(names = "--revision", description = "Branch, tag or commit (default: the default branch).")
    private String revision;

    @Option(names = "--file", description = "The only file wanted, with all parts of a split one.")
    private String file;

    @Option(names = "--name", description = "What Ollama serves the model under.")
    private String name;

    @Option(names = "--keep", split = ",", paramLabel = "KEY", description = "What else stays; the rest is deleted.")
    private Set<String> keep = Set.of();

    @Option(
            names = "--ollama",
            defaultValue = "${env:OLLAMA_HOST:-127.0.0.1:11434}",
            paramLabel = "HOST:PORT",
            description = "Where an Ollama listens (OLLAMA_HOST; default 127.0.0.1:11434).")
    private String ollama;

    @Option(
            names = "--connections",
            defaultValue = "8",
            description = "Files that are downloaded at a time (default: ${DEFAULT-VALUE}).")
    private int connections;

    @Option(
            names = "--listen",
            defaultValue = "${env:CORTEX_LISTEN_ADDRESS:-127.0.0.1}",
            description = "Address for /progress (CORTEX_LISTEN_ADDRESS; default 127.0.0.1).")
    private String listen;

    @Option(
            names = "--port",
            defaultValue = "" + LoadProgress.PORT,
            description = "Port for /progress, 0 for a free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(names = "--message", paramLabel = "FILE", description = "Where a failure is written to, as JSON.")
    private Path message;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        Progress progress = new Progress(System::nanoTime);
        try (ProgressServer server = new ProgressServer(new InetSocketAddress(listen, port), progress)) {
            loader().run(progress);
            LoadProgress end = progress.now();
            err.println("cortex: " + source + " is there, " + end.totalBytes() + " bytes");
            return 0;
        } catch (LoadFailure e) {
            err.println("cortex: " + e.end().reason() + ": " + e.getMessage());
            tell(e, err);
            return e.end().reason().exitCode();
        } catch (IOException e) {
            err.println("cortex: cannot listen on " + listen + ":" + port + ": " + e.getMessage());
            return 1;
        }
    }

    private Loader loader() {
        if (connections < 1) {
            throw new ParameterException(spec.commandLine(), "--connections takes 1 or more");
        }
        return new Loader(
                source,
                into,
                key,
                revision,
                file,
                name,
                keep,
                address(
                        "HF_ENDPOINT",
                        Optional.ofNullable(System.getenv("HF_ENDPOINT")).orElse("https://huggingface.co")),
                Optional.ofNullable(System.getenv("HF_TOKEN")),
                Loader.ollamaAt(ollama),
                connections,
                System.getenv());
    }

    private URI address(String where, String text) {
        if (!text.matches("https?://[^/?#\\s]+(/[^?#\\s]*)?")) {
            throw new ParameterException(spec.commandLine(), where + " is no http or https address");
        }
        return URI.create(text);
    }

    private void tell(LoadFailure failure, PrintWriter err) {
        if (message == null) {
            return;
        }
        try {
            Files.writeString(message, failure.end().text());
        } catch (IOException e) {
            err.println("cortex: cannot write " + message + ": " + e.getMessage());
        }
    }
}
