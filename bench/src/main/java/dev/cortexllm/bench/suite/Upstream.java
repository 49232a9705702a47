package dev.cortexllm.bench.suite;

import dev.cortexllm.bench.contender.Jvm;
import dev.cortexllm.bench.program.Child;
import dev.cortexllm.bench.program.Ports;
import dev.cortexllm.bench.program.Processor;
import dev.cortexllm.bench.upstream.Fault;
import dev.cortexllm.bench.upstream.UpstreamMain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A running simulated provider.
 *
 * @param port its port
 * @param child its process
 * @param control sends it what it is told
 */
public record Upstream(int port, Child child, HttpClient control) {
    /**
     * Starts one; whoever starts it closes its process. It need not take requests yet.
     *
     * @param folder takes its output
     */
    public static Upstream start(Path folder) {
        int port = Ports.free();
        Child child = Child.start(
                Jvm.main(UpstreamMain.class, Jvm.PROVIDER, Integer.toString(port)),
                Processor.LOAD,
                folder.resolve("upstream-" + port + ".log"));
        return new Upstream(port, child, HttpClient.newHttpClient());
    }

    /** Waits until it takes requests. */
    public Upstream await() {
        child.awaitPort(port);
        return this;
    }

    /** From now on something is wrong with it, or nothing is. */
    public void set(Fault fault) {
        tell(fault.name().toLowerCase(Locale.ROOT));
    }

    /** It collects its garbage now, so that it need not while it is asked. */
    public void collect() {
        tell(UpstreamMain.COLLECT);
    }

    private void tell(String what) {
        try {
            control.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/control/" + what))
                            .POST(HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
