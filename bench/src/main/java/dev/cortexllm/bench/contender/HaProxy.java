package dev.cortexllm.bench.contender;

import dev.cortexllm.bench.load.Target;
import dev.cortexllm.bench.program.Child;
import dev.cortexllm.bench.program.Files;
import dev.cortexllm.bench.program.Ports;
import dev.cortexllm.bench.program.Processor;
import dev.cortexllm.bench.program.Programs;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** HAProxy with one thread, as a plain reverse proxy. */
public final class HaProxy implements Contender {
    private static final String CONFIG = """
            global
              nbthread 1
              maxconn 9000
            defaults
              mode http
              timeout connect 5s
              timeout client 600s
              timeout server 600s
              http-reuse always
            frontend in
              bind 127.0.0.1:%2$d backlog 4096
              default_backend provider
            backend provider
              server one 127.0.0.1:%1$d maxconn 8192
            """;

    @Override
    public String name() {
        return "haproxy";
    }

    @Override
    public Optional<String> missing() {
        return Programs.find("haproxy").isPresent() ? Optional.empty() : Optional.of("HAProxy is not installed");
    }

    @Override
    public String version() {
        return Programs.version(List.of(program(), "-v")).orElse("?");
    }

    @Override
    public Running start(int[] upstreamPorts, Path folder) {
        int port = Ports.free();
        Path config = Files.write(folder.resolve("haproxy.cfg"), CONFIG.formatted(upstreamPorts[0], port));
        Child child = Child.start(
                        List.of(program(), "-db", "-f", config.toString()),
                        Processor.MEASURED,
                        folder.resolve("haproxy.log"))
                .awaitPort(port);
        return new Running(name(), child, body -> new Target(port, "/v1/chat/completions", Map.of(), body), "bench");
    }

    private static String program() {
        return Programs.find("haproxy").orElseThrow().toString();
    }
}
