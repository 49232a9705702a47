package dev.cortexllm.router;

import dev.cortexllm.router.config.ConfigSource;
import dev.cortexllm.router.ledger.LedgerWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;

/**
 * How to start a router.
 *
 * @param listenAddress address for traffic
 * @param port port for traffic, 0 for a free one
 * @param adminAddress address for probes and metrics
 * @param adminPort port for probes and metrics, 0 for a free one
 * @param eventLoops number of event loops, at least 1
 * @param endpointLag how long a stopping router still takes new requests, because others learn late that it stops
 * @param scrapeInterval time between two looks at an engine's metrics
 * @param source makes the source of configurations
 * @param adminKey this process's own key for the admin port; null when it has none
 * @param adminKeyFile holds that key, read at every use; null: there is no such file
 * @param stateFolder where is kept what must outlive the process, such as spend that Redis could not be told; made when needed
 * @param ledger where ledger entries are written to files; null: nowhere
 */
public record RouterOptions(
        String listenAddress,
        int port,
        String adminAddress,
        int adminPort,
        int eventLoops,
        Duration endpointLag,
        Duration scrapeInterval,
        Function<RouterParts, ConfigSource> source,
        String adminKey,
        Path adminKeyFile,
        Path stateFolder,
        LedgerWriter.Place ledger) {
    /** Port for traffic unless said otherwise. */
    public static final int PORT = 8080;
    /** Port for probes and metrics unless said otherwise. */
    public static final int ADMIN_PORT = 9464;
    /** Time that Services take to forget a pod, with a margin. */
    public static final Duration ENDPOINT_LAG = Duration.ofSeconds(5);
    /** Short enough that a queue limit of half a second can be held. */
    public static final Duration SCRAPE_INTERVAL = Duration.ofMillis(500);

    /**
     * Options as most want them: the loopback address, free ports, one event loop per processor.
     *
     * @param source makes the source of configurations
     * @return options to change with the {@code with} methods
     */
    public static RouterOptions of(Function<RouterParts, ConfigSource> source) {
        return new RouterOptions(
                "127.0.0.1",
                0,
                "127.0.0.1",
                0,
                Runtime.getRuntime().availableProcessors(),
                ENDPOINT_LAG,
                SCRAPE_INTERVAL,
                source,
                null,
                null,
                Path.of(System.getProperty("java.io.tmpdir"), "cortex-llm"),
                null);
    }

    /**
     * Where traffic comes in.
     *
     * @param address address to bind
     * @param onPort port, 0 for a free one
     * @return changed options
     */
    public RouterOptions withListen(String address, int onPort) {
        return new RouterOptions(
                address,
                onPort,
                adminAddress,
                adminPort,
                eventLoops,
                endpointLag,
                scrapeInterval,
                source,
                adminKey,
                adminKeyFile,
                stateFolder,
                ledger);
    }

    /**
     * Where probes and metrics are.
     *
     * @param address address to bind
     * @param onPort port, 0 for a free one
     * @return changed options
     */
    public RouterOptions withAdmin(String address, int onPort) {
        return new RouterOptions(
                listenAddress,
                port,
                address,
                onPort,
                eventLoops,
                endpointLag,
                scrapeInterval,
                source,
                adminKey,
                adminKeyFile,
                stateFolder,
                ledger);
    }

    /**
     * How many event loops there are.
     *
     * @param loops at least 1
     * @return changed options
     */
    public RouterOptions withEventLoops(int loops) {
        return new RouterOptions(
                listenAddress,
                port,
                adminAddress,
                adminPort,
                loops,
                endpointLag,
                scrapeInterval,
                source,
                adminKey,
                adminKeyFile,
                stateFolder,
                ledger);
    }

    /**
     * How long a stopping router still takes new requests.
     *
     * @param lag zero or more
     * @return changed options
     */
    public RouterOptions withEndpointLag(Duration lag) {
        return new RouterOptions(
                listenAddress,
                port,
                adminAddress,
                adminPort,
                eventLoops,
                lag,
                scrapeInterval,
                source,
                adminKey,
                adminKeyFile,
                stateFolder,
                ledger);
    }

    /**
     * How often engines are asked for their load.
     *
     * @param interval more than zero
     * @return changed options
     */
    public RouterOptions withScrapeInterval(Duration interval) {
        return new RouterOptions(
                listenAddress,
                port,
                adminAddress,
                adminPort,
                eventLoops,
                endpointLag,
                interval,
                source,
                adminKey,
                adminKeyFile,
                stateFolder,
                ledger);
    }

    /**
     * What opens the admin port to other machines, beside the key of the configuration.
     *
     * @param key a key of at least 16 characters; null: none
     * @param keyFile a file that holds one, and wins; null: none
     * @return changed options
     */
    public RouterOptions withAdminKey(String key, Path keyFile) {
        return new RouterOptions(
                listenAddress,
                port,
                adminAddress,
                adminPort,
                eventLoops,
                endpointLag,
                scrapeInterval,
                source,
                key,
                keyFile,
                stateFolder,
                ledger);
    }

    /**
     * Where is kept what must outlive the process.
     *
     * @param folder a folder, made when needed; routers of one machine may share it
     * @return changed options
     */
    public RouterOptions withStateFolder(Path folder) {
        return new RouterOptions(
                listenAddress,
                port,
                adminAddress,
                adminPort,
                eventLoops,
                endpointLag,
                scrapeInterval,
                source,
                adminKey,
                adminKeyFile,
                folder,
                ledger);
    }

    /**
     * Where ledger entries are written to files.
     *
     * @param place where and how; null: nowhere
     * @return changed options
     */
    public RouterOptions withLedger(LedgerWriter.Place place) {
        return new RouterOptions(
                listenAddress,
                port,
                adminAddress,
                adminPort,
                eventLoops,
                endpointLag,
                scrapeInterval,
                source,
                adminKey,
                adminKeyFile,
                stateFolder,
                place);
    }

    /** Never prints the key. */
    @Override
    public String toString() {
        return "RouterOptions[" + listenAddress + ":" + port + ", admin " + adminAddress + ":" + adminPort + "]";
    }
}
