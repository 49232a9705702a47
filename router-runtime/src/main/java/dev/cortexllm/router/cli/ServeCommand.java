package dev.cortexllm.router.cli;

import dev.cortexllm.router.GatewaySource;
import dev.cortexllm.router.RouterOptions;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a gateway pod runs. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Serves what the operator has configured, from the mounted folder and over the link.")
final class ServeCommand implements Callable<Integer> {
    /** Not an exit code: the router runs on until a signal ends it. */
    static final int RUNNING = -1;

    @Option(
            names = "--config-dir",
            defaultValue = "${env:CORTEX_CONFIG_DIR:-/etc/cortex/config}",
            description = "Folder of the mounted configuration (CORTEX_CONFIG_DIR; default /etc/cortex/config).")
    private Path configDir;

    @Option(
            names = "--token-file",
            defaultValue = "${env:CORTEX_TOKEN_FILE:-/var/run/secrets/cortexllm.dev/link/token}",
            description = "File of the token for the link to the operator (CORTEX_TOKEN_FILE).")
    private Path tokenFile;

    @Mixin
    private ListenOptions listen;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        RouterOptions options = listen.with(
                spec.commandLine(), parts -> new GatewaySource(parts, configDir, tokenFile, listen.stateDir()));
        return ServingProcess.start(options, spec.commandLine()) ? RUNNING : 1;
    }
}
