package dev.cortexllm.bench.contender;

import dev.cortexllm.bench.load.Target;
import dev.cortexllm.bench.program.Child;
import dev.cortexllm.bench.program.Files;
import dev.cortexllm.bench.program.Ports;
import dev.cortexllm.bench.program.Processor;
import dev.cortexllm.router.cli.CortexCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The router with one event loop and everything on that a team has on: a client's key, rate limits, budgets, cost and metrics. What it
 * serves stands in files beside this class.
 */
public final class CortexRouter implements Contender {
    private static final String KEY = "bench-client-key-0123456789";

    private final String name;
    private final String model;
    private final Optional<Integer> redis;
    private final List<String> options;

    private CortexRouter(String name, String model, Optional<Integer> redis) {
        this(name, model, redis, Jvm.ROUTER);
    }

    private CortexRouter(String name, String model, Optional<Integer> redis, List<String> options) {
        this.name = name;
        this.model = model;
        this.redis = redis;
        this.options = options;
    }

    /** Asked in OpenAI's format for a model of a provider that speaks it: bytes pass through. */
    public static CortexRouter passThrough() {
        return new CortexRouter("cortex", "pass", Optional.empty());
    }

    /** Asked in OpenAI's format for a model of a provider that speaks Anthropic's. */
    public static CortexRouter translating() {
        return new CortexRouter("cortex-translate", "translate", Optional.empty());
    }

    /** Asked for a model that the second provider has too. */
    public static CortexRouter failingOver() {
        return new CortexRouter("cortex-failover", "failover", Optional.empty());
    }

    /**
     * As {@link #passThrough()}, limits and budgets counted in Redis.
     *
     * @param port port of the Redis
     */
    public static CortexRouter withRedis(int port) {
        return new CortexRouter("cortex-redis", "pass", Optional.of(port));
    }

    /**
     * The same in another JVM.
     *
     * @param options options of the JVM
     */
    public CortexRouter with(List<String> options) {
        return new CortexRouter(name, model, redis, options);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<String> missing() {
        return Optional.empty();
    }

    @Override
    public String version() {
        return "this repository, Java " + Runtime.version();
    }

    @Override
    public Duration warmUp() {
        return redis.isPresent() ? Jvm.WARM_ENOUGH : Jvm.WARM_UP;
    }

    @Override
    public Running start(int[] upstreamPorts, Path folder) {
        Running running = start(upstreamPorts, folder, options);
        // It listens before it has read its files: until then it refuses.
        running.child().awaitLine("serving configuration");
        return running;
    }

    /**
     * Starts it with options of one's own.
     *
     * @param upstreamPorts where the simulated providers are
     * @param folder for its files
     * @param options options of the JVM
     */
    public Running start(int[] upstreamPorts, Path folder, List<String> options) {
        int port = Ports.free();
        int second = upstreamPorts[upstreamPorts.length - 1];
        Files.write(
                folder.resolve("config/resources.yaml"),
                Resources.read("router.yaml")
                        .replace("@KEY@", KEY)
                        .replace("@FIRST@", Integer.toString(upstreamPorts[0]))
                        .replace("@SECOND@", Integer.toString(second))
                        .replace(
                                "@REDIS@",
                                redis.map(at -> "redis: {url: \"redis://127.0.0.1:" + at + "\"}")
                                        .orElse("")));
        Child child = Child.start(
                        Jvm.main(
                                CortexCommand.class,
                                options,
                                "run",
                                folder.resolve("config").toString(),
                                "--port",
                                Integer.toString(port),
                                "--admin-port",
                                "0",
                                "--event-loops",
                                "1",
                                "--state-dir",
                                folder.resolve("state").toString()),
                        Processor.MEASURED,
                        folder.resolve("router.log"))
                .awaitPort(port);
        Map<String, String> headers = Map.of("authorization", "Bearer " + KEY);
        return new Running(name, child, body -> new Target(port, "/v1/chat/completions", headers, body), model);
    }
}
