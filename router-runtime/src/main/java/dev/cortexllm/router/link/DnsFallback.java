package dev.cortexllm.router.link;

import dev.cortexllm.router.target.UpstreamEntry;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Asks DNS for a deployment's pods while the link is down and has never told them. */
public final class DnsFallback {
    private static final long INTERVAL_MILLIS = 5_000;

    private final Vertx vertx;
    private final Context context;
    private final EndpointBook book;
    private final BooleanSupplier linkUp;
    private final HostLookups lookups;

    /**
     * @param vertx times it, and brings the threads that ask
     * @param context of the event loop that times it
     * @param book what is known and unknown
     * @param linkUp whether the link is up
     */
    public DnsFallback(Vertx vertx, Context context, EndpointBook book, BooleanSupplier linkUp) {
        this.vertx = vertx;
        this.context = context;
        this.book = book;
        this.linkUp = linkUp;
        this.lookups = new HostLookups(vertx, context, DnsFallback::resolve, linkUp);
    }

    /** Looks every few seconds, never on the event loop itself. */
    public void start() {
        context.runOnContext(nothing -> vertx.setPeriodic(INTERVAL_MILLIS, INTERVAL_MILLIS, id -> look()));
    }

    /** Looks now. */
    public void look() {
        if (linkUp.getAsBoolean()) {
            return;
        }
        Map<String, Consumer<List<String>>> wanted = new LinkedHashMap<>();
        for (UpstreamEntry deployment : book.unknown()) {
            wanted.put(deployment.config().engine().headlessHost(), addresses -> book.resolved(deployment, addresses));
        }
        lookups.ask(wanted);
    }

    /** Looks no more. */
    public void stop() {
        lookups.close();
    }

    private static List<String> resolve(String host) throws UnknownHostException {
        return Arrays.stream(InetAddress.getAllByName(host))
                .map(InetAddress::getHostAddress)
                .sorted()
                .toList();
    }
}
