package dev.cortexllm.router.link;

import dev.cortexllm.router.target.UpstreamEntry;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks DNS for a deployment's pods while the link is down and has never told them. */
public final class DnsFallback {
    private static final Logger LOG = LoggerFactory.getLogger(DnsFallback.class);
    private static final long INTERVAL_MILLIS = 5_000;

    private final Context context;
    private final EndpointBook book;
    private final BooleanSupplier linkUp;

    /**
     * @param context of the event loop that times it
     * @param book what is known and unknown
     * @param linkUp whether the link is up
     */
    public DnsFallback(Context context, EndpointBook book, BooleanSupplier linkUp) {
        this.context = context;
        this.book = book;
        this.linkUp = linkUp;
    }

    /**
     * Looks every few seconds, never on the event loop itself.
     *
     * @param vertx times it
     */
    public void start(Vertx vertx) {
        context.runOnContext(nothing -> vertx.setPeriodic(INTERVAL_MILLIS, INTERVAL_MILLIS, id -> look()));
    }

    /** Looks now. */
    public void look() {
        if (linkUp.getAsBoolean()) {
            return;
        }
        for (UpstreamEntry deployment : book.unknown()) {
            context.executeBlocking(() -> resolve(deployment.config().engine().headlessHost()), false)
                    .onSuccess(addresses -> book.resolved(deployment, addresses))
                    .onFailure(failure -> LOG.debug(
                            "no endpoints of {} in DNS: {}", deployment.config().id(), failure.toString()));
        }
    }

    private static List<String> resolve(String host) throws UnknownHostException {
        return Arrays.stream(InetAddress.getAllByName(host))
                .map(InetAddress::getHostAddress)
                .sorted()
                .toList();
    }
}
