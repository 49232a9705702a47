package dev.cortexllm.bench.contender;

import dev.cortexllm.bench.load.Target;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Nothing in between: what load and provider can do on their own. */
public final class Direct implements Contender {
    @Override
    public String name() {
        return "direct";
    }

    @Override
    public Optional<String> missing() {
        return Optional.empty();
    }

    @Override
    public String version() {
        return "-";
    }

    @Override
    public Running start(int[] upstreamPorts, Path folder) {
        return new Running(
                name(), null, body -> new Target(upstreamPorts[0], "/v1/chat/completions", Map.of(), body), "bench");
    }
}
