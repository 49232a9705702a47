package dev.cortexllm.bench.contender;

import dev.cortexllm.bench.load.Target;
import dev.cortexllm.bench.program.Child;
import dev.cortexllm.bench.program.Files;
import dev.cortexllm.bench.program.Ports;
import dev.cortexllm.bench.program.Processor;
import dev.cortexllm.bench.program.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Portkey's open source gateway from npm. Its web framework's server is held at the version of Portkey's own lock file: with later ones
 * every streamed answer fails.
 */
public final class Portkey implements Contender {
    private static final String VERSION = "1.15.2";
    private static final String PACKAGE = """
            {"name": "portkey-bench", "private": true,
             "dependencies": {"@portkey-ai/gateway": "%s"},
             "overrides": {"@hono/node-server": "1.13.5"}}
            """;
    /** It listens on every address otherwise, and has no option. */
    private static final String LOOPBACK = """
            const {Server} = require('net');
            const listen = Server.prototype.listen;
            Server.prototype.listen = function (where, ...rest) {
              if (typeof where === 'number') return listen.call(this, {port: where, host: '127.0.0.1'}, ...rest.filter(a => typeof a === 'function'));
              if (where && where.port !== undefined && !where.host) return listen.call(this, {...where, host: '127.0.0.1'}, ...rest);
              return listen.call(this, where, ...rest);
            };
            """;

    private final Path cache;

    /**
     * @param cache folder that keeps what npm brings
     */
    public Portkey(Path cache) {
        this.cache = cache.resolve("portkey-" + VERSION);
    }

    @Override
    public String name() {
        return "portkey";
    }

    @Override
    public Optional<String> missing() {
        if (Programs.find("node").isEmpty() || Programs.find("npm").isEmpty()) {
            return Optional.of("Node.js and npm are not installed");
        }
        return program().toFile().exists() || install()
                ? Optional.empty()
                : Optional.of("npm could not bring it; see " + cache.resolve("npm.log"));
    }

    @Override
    public String version() {
        return "@portkey-ai/gateway " + VERSION + ", Node "
                + Programs.version(List.of(node(), "--version")).orElse("?");
    }

    @Override
    public Duration warmUp() {
        return Duration.ofSeconds(6);
    }

    @Override
    public Running start(int[] upstreamPorts, Path folder) {
        int port = Ports.free();
        Path loopback = Files.write(folder.resolve("loopback.cjs"), LOOPBACK);
        Child child = Child.start(
                        List.of(
                                "env",
                                "NODE_ENV=production",
                                node(),
                                "-r",
                                loopback.toString(),
                                program().toString(),
                                "--port=" + port,
                                "--headless"),
                        Processor.MEASURED,
                        folder.resolve("portkey.log"))
                .awaitPort(port);
        Map<String, String> headers = Map.of(
                "authorization", "Bearer sk-bench",
                "x-portkey-provider", "openai",
                "x-portkey-custom-host", "http://127.0.0.1:" + upstreamPorts[0] + "/v1");
        return new Running(name(), child, body -> new Target(port, "/v1/chat/completions", headers, body), "bench");
    }

    private boolean install() {
        Files.write(cache.resolve("package.json"), PACKAGE.formatted(VERSION));
        List<String> command = List.of(
                Programs.find("npm").orElseThrow().toString(),
                "install",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund");
        try {
            return new ProcessBuilder(command)
                            .directory(cache.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(cache.resolve("npm.log").toFile())
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Path program() {
        return cache.resolve(Path.of("node_modules", "@portkey-ai", "gateway", "build", "start-server.js"));
    }

    private static String node() {
        return Programs.find("node").orElseThrow().toString();
    }
}
