package dev.cortexllm.router.cli;

import dev.cortexllm.api.Durations;
import dev.cortexllm.router.RouterOptions;
import dev.cortexllm.router.RouterParts;
import dev.cortexllm.router.config.ConfigSource;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** Options of every command that starts a router. */
final class ListenOptions {
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

    RouterOptions with(Function<RouterParts, ConfigSource> source) {
        RouterOptions options = RouterOptions.of(source)
                .withListen(listen, port)
                .withAdmin(adminAddress, adminPort)
                .withEndpointLag(Durations.parse(endpointLag));
        return eventLoops > 0 ? options.withEventLoops(eventLoops) : options;
    }
}
