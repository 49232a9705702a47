package dev.cortexllm.router.link;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks DNS for many names, a few at a time and on threads of its own: a lookup that nobody answers takes seconds, and hundreds of
 * them must not keep the process's other blocking work waiting, such as reading the next configuration.
 */
final class HostLookups {
    private static final Logger LOG = LoggerFactory.getLogger(HostLookups.class);
    /** Threads, and so the most lookups at once. */
    static final int AT_ONCE = 4;

    private final Context context;
    private final WorkerExecutor workers;
    private final Resolver resolver;
    private final BooleanSupplier needless;
    private final Set<String> asked = new HashSet<>();
    private volatile boolean closed;
    private Map<String, Consumer<List<String>>> waiting = new LinkedHashMap<>();

    /**
     * @param vertx brings the threads, which end with it
     * @param context where answers are told, and where all state here belongs
     * @param resolver asks for one name
     * @param needless whether nobody wants the rest of the answers any more
     */
    HostLookups(Vertx vertx, Context context, Resolver resolver, BooleanSupplier needless) {
        this.context = context;
        this.workers = vertx.createSharedWorkerExecutor("cortex-dns", AT_ONCE);
        this.resolver = resolver;
        this.needless = needless;
    }

    /** Addresses of a name. */
    @FunctionalInterface
    interface Resolver {
        /** @throws UnknownHostException when there is no such name, or nobody answers */
        List<String> resolve(String host) throws UnknownHostException;
    }

    /**
     * Asks for names, in place of those that still wait; one that is being asked for is not asked for twice. A name that is not found
     * is not told.
     *
     * @param wanted by name, who is told the addresses
     */
    void ask(Map<String, Consumer<List<String>>> wanted) {
        context.runOnContext(nothing -> {
            waiting = new LinkedHashMap<>(wanted);
            waiting.keySet().removeAll(asked);
            askMore();
        });
    }

    /** Asks no more; lookups under way end without effect on what follows. */
    void close() {
        closed = true;
    }

    private void askMore() {
        if (closed || needless.getAsBoolean()) {
            waiting.clear();
        }
        while (asked.size() < AT_ONCE && !waiting.isEmpty()) {
            Map.Entry<String, Consumer<List<String>>> next =
                    waiting.entrySet().iterator().next();
            String host = next.getKey();
            Consumer<List<String>> told = next.getValue();
            waiting.remove(host);
            asked.add(host);
            workers.executeBlocking(() -> resolver.resolve(host), false).onComplete(answer -> {
                asked.remove(host);
                if (answer.succeeded()) {
                    told.accept(answer.result());
                } else {
                    LOG.debug(
                            "no addresses of {} in DNS: {}",
                            host,
                            answer.cause().toString());
                }
                askMore();
            });
        }
    }
}
