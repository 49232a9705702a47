package dev.cortexllm.bench.contender;

import dev.cortexllm.bench.load.Target;
import dev.cortexllm.bench.program.Child;
import dev.cortexllm.bench.program.Ports;
import dev.cortexllm.bench.program.Processor;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@link BareProxyMain} as a contender: the floor of everything that runs on Vert.x. */
public final class BareProxy implements Contender {
    private final boolean scan;
    private final List<String> options;

    /**
     * @param scan whether it goes through the JSON of each body
     */
    public BareProxy(boolean scan) {
        this(scan, Jvm.ROUTER);
    }

    /**
     * In another JVM.
     *
     * @param scan whether it goes through the JSON of each body
     * @param options options of the JVM
     */
    public BareProxy(boolean scan, List<String> options) {
        this.scan = scan;
        this.options = options;
    }

    @Override
    public String name() {
        return scan ? "vertx-scan" : "vertx";
    }

    @Override
    public Optional<String> missing() {
        return Optional.empty();
    }

    @Override
    public String version() {
        return "Vert.x " + version(Vertx.class) + ", Java " + Runtime.version();
    }

    private static String version(Class<?> of) {
        return Optional.ofNullable(of.getPackage().getImplementationVersion()).orElse("5");
    }

    @Override
    public Duration warmUp() {
        return Jvm.WARM_UP;
    }

    @Override
    public Running start(int[] upstreamPorts, Path folder) {
        int port = Ports.free();
        Child child = Child.start(
                        Jvm.main(
                                BareProxyMain.class,
                                options,
                                Integer.toString(port),
                                Integer.toString(upstreamPorts[0]),
                                scan ? "scan" : "plain"),
                        Processor.MEASURED,
                        folder.resolve(name() + ".log"))
                .awaitPort(port);
        return new Running(name(), child, body -> new Target(port, "/v1/chat/completions", Map.of(), body), "bench");
    }
}
