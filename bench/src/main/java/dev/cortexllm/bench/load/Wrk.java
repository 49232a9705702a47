package dev.cortexllm.bench.load;

import dev.cortexllm.bench.program.Files;
import dev.cortexllm.bench.program.Processor;
import dev.cortexllm.bench.program.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** As many requests as go, by wrk: it takes less of its processor than a client on a JVM. */
public final class Wrk {
    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
    private static final Pattern REFUSED = Pattern.compile("Non-2xx or 3xx responses: ([0-9]+)");
    private static final Pattern ERRORS =
            Pattern.compile("Socket errors: connect ([0-9]+), read ([0-9]+), write ([0-9]+), timeout ([0-9]+)");

    private final Path folder;

    /**
     * What it saw.
     *
     * @param perSecond answered requests per second
     * @param failed requests that were refused, or not answered
     */
    public record Peak(double perSecond, long failed) {}

    /**
     * @param folder for its scripts
     */
    public Wrk(Path folder) {
        this.folder = folder;
    }

    /** Its version; empty: it is not on this machine. */
    public static Optional<String> version() {
        return Programs.find("wrk").flatMap(wrk -> Programs.version(List.of(wrk.toString(), "-v")));
    }

    /**
     * Asks at full speed; by {@link FullSpeed} where there is no wrk.
     *
     * @param target for what
     * @param connections over so many connections
     * @param duration how long
     */
    public Peak run(Target target, int connections, Duration duration) {
        Optional<Path> wrk = Programs.find("wrk");
        if (wrk.isEmpty()) {
            Outcome outcome = FullSpeed.run(target, connections, Duration.ofMillis(300), duration);
            return new Peak(outcome.perSecond(), outcome.failed());
        }
        Path script = Files.write(folder.resolve("post.lua"), script(target));
        return read(output(List.of(
                wrk.get().toString(),
                "-t1",
                "-c" + connections,
                "-d" + Math.max(1, duration.toSeconds()) + "s",
                "-s",
                script.toString(),
                "http://127.0.0.1:" + target.port() + target.path())));
    }

    static Peak read(String output) {
        Matcher rate = RATE.matcher(output);
        if (!rate.find()) {
            throw new IllegalStateException("wrk says no rate: " + output);
        }
        long failed = 0;
        Matcher refused = REFUSED.matcher(output);
        failed += refused.find() ? Long.parseLong(refused.group(1)) : 0;
        Matcher errors = ERRORS.matcher(output);
        if (errors.find()) {
            for (int i = 1; i <= errors.groupCount(); i++) {
                failed += Long.parseLong(errors.group(i));
            }
        }
        return new Peak(Double.parseDouble(rate.group(1)), failed);
    }

    private static String script(Target target) {
        StringBuilder lua =
                new StringBuilder("wrk.method = \"POST\"\nwrk.headers[\"content-type\"] = \"application/json\"\n");
        target.headers().forEach((name, value) -> lua.append("wrk.headers[\"" + name + "\"] = \"" + value + "\"\n"));
        return lua.append("wrk.body = [==[" + target.body() + "]==]\n").toString();
    }

    private static String output(List<String> command) {
        try {
            Process process = new ProcessBuilder(Processor.LOAD.pinned(command))
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            if (status != 0) {
                throw new IllegalStateException("wrk ended with status " + status + ": " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
