package dev.cortexllm.router.cli;

import dev.cortexllm.api.Durations;
import dev.cortexllm.router.RouterOptions;
import dev.cortexllm.router.RouterParts;
import dev.cortexllm.router.config.ConfigSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Options of every command that starts a router. */
final class ListenOptions {
    private static final int LARGEST_PORT = 65_535;

    @Option(
            names = "--listen",
            defaultValue = "${env:CORTEX_LISTEN_ADDRESS:-127.0.0.1}",
            description = "Address for traffic (CORTEX_LISTEN_ADDRESS; default 127.0.0.1).")
    private String listen;

    @Option(
            names = "--port",
            defaultValue = "${env:CORTEX_PORT:-8080}",
            description = "Port for traffic, 0 for a free one (CORTEX_PORT; default 8080).")
    private int port;

    @Option(
            names = "--admin-address",
            defaultValue = "${env:CORTEX_ADMIN_ADDRESS:-127.0.0.1}",
            description = "Address for probes and metrics (CORTEX_ADMIN_ADDRESS; default 127.0.0.1).")
    private String adminAddress;

    @Option(
            names = "--admin-port",
            defaultValue = "${env:CORTEX_ADMIN_PORT:-9464}",
            description = "Port for probes and metrics, 0 for a free one (CORTEX_ADMIN_PORT; default 9464).")
    private int adminPort;

    @Option(
            names = "--event-loops",
            defaultValue = "${env:CORTEX_EVENT_LOOPS:-0}",
            description = "Event loops (CORTEX_EVENT_LOOPS; default: one per processor).")
    private int eventLoops;

    @Option(
            names = "--endpoint-lag",
            defaultValue = "${env:CORTEX_ENDPOINT_LAG:-5s}",
            description = "How long to take new requests after SIGTERM (CORTEX_ENDPOINT_LAG; default 5s).")
    private String endpointLag;

    @Option(
            names = "--admin-key-file",
            paramLabel = "FILE",
            defaultValue = "${env:CORTEX_ADMIN_KEY_FILE}",
            description = "File with the key that opens the admin port to other machines (CORTEX_ADMIN_KEY_FILE, or the"
                    + " key itself in CORTEX_ADMIN_KEY).")
    private Path adminKeyFile;

    @Option(
            names = "--state-dir",
            defaultValue = "${env:CORTEX_STATE_DIR}",
            description = "Folder for what must outlive the process: the last endpoints, and what was spent while Redis"
                    + " could not be told (CORTEX_STATE_DIR; default: cortex-llm in the folder for temporary files, and"
                    + " no endpoints).")
    private Path stateDir;

    @Mixin
    private LedgerOptions ledger = new LedgerOptions();

    /** The options of a router; what cannot be one is told with the usage, as picocli tells of the rest. */
    RouterOptions with(CommandLine commandLine, Function<RouterParts, ConfigSource> source) {
        RouterOptions options = RouterOptions.of(source)
                .withListen(listen, port(commandLine, "--port", port))
                .withAdmin(adminAddress, port(commandLine, "--admin-port", adminPort))
                .withAdminKey(System.getenv("CORTEX_ADMIN_KEY"), adminKeyFile)
                .withEndpointLag(lag(commandLine));
        options = stateDir == null ? options : options.withStateFolder(stateDir);
        options = options.withLedger(ledger.place(commandLine));
        return eventLoops > 0 ? options.withEventLoops(eventLoops) : options;
    }

    /** Where is kept what must outlive the process; null when nobody says. */
    Path stateDir() {
        return stateDir;
    }

    private static int port(CommandLine commandLine, String option, int port) {
        if (port < 0 || port > LARGEST_PORT) {
            throw new ParameterException(commandLine, option + " takes 0 to " + LARGEST_PORT + ", not " + port);
        }
        return port;
    }

    private Duration lag(CommandLine commandLine) {
        try {
            return Durations.parse(endpointLag);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(commandLine, "--endpoint-lag: " + e.getMessage(), e);
        }
    }
}
