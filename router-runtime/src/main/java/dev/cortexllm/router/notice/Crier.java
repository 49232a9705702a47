package dev.cortexllm.router.notice;

import dev.cortexllm.link.RouterReport;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells people of crossed thresholds, once per threshold, window and gateway: log, webhook, operator. Lives on an event loop of
 * its own, away from those of requests; what it cannot take is dropped with a line in the log.
 */
final class Crier {
    private static final Logger LOG = LoggerFactory.getLogger(Crier.class);
    private static final int MOST_WAITING = 1_000;
    private static final int MOST_REMEMBERED = 10_000;
    private static final int MOST_RECENT = 64;
    /** Reports come each second; one of them is through by then, or the operator is away. */
    private static final long RECENT_MILLIS = 60_000;
    /** A router may see late what happened in a window. */
    private static final long KEPT_MILLIS = 3_600_000;

    private final Context context;
    private final LongSupplier epochMillis;
    private final Webhooks webhooks;
    private final Consumer<Crossing> told;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Map<String, Long> seen = new HashMap<>();
    private final Deque<Recent> recent = new ArrayDeque<>();
    private volatile Once once = Once.ALONE;
    private volatile String gateway = "";

    private record Recent(RouterReport.BudgetNotice notice, long until) {}

    /**
     * @param vertx runs it
     * @param epochMillis wall clock
     * @param pauses between tries of a webhook
     * @param told called for each crossing that this router is the first to tell of
     */
    Crier(Vertx vertx, LongSupplier epochMillis, List<Duration> pauses, Consumer<Crossing> told) {
        this.context = vertx.getOrCreateContext();
        this.epochMillis = epochMillis;
        this.webhooks = new Webhooks(vertx, pauses);
        this.told = told;
    }

    void serves(String name, Once among) {
        gateway = name;
        once = among;
    }

    /** Takes a crossing from any thread; must not block. */
    void tell(Crossing crossing) {
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            LOG.warn("too much to tell: {}", crossing.sentence());
            return;
        }
        context.runOnContext(nothing -> {
            if (newHere(crossing)) {
                first(crossing);
            } else {
                waiting.decrementAndGet();
            }
        });
    }

    private boolean newHere(Crossing crossing) {
        long now = epochMillis.getAsLong();
        if (seen.size() >= MOST_REMEMBERED) {
            seen.values().removeIf(until -> until < now);
        }
        return seen.size() < MOST_REMEMBERED
                && seen.put(crossing.id(), crossing.window().endsAtMillis() + KEPT_MILLIS) == null;
    }

    /** Where nobody knows who is the first, it is better told twice than never. */
    private void first(Crossing crossing) {
        long millis = Math.max(1, crossing.window().endsAtMillis() - epochMillis.getAsLong()) + KEPT_MILLIS;
        once.first(crossing.id(), millis)
                .otherwise(true)
                .onComplete(first -> context.runOnContext(nothing -> {
                    if (first.result()) {
                        publish(crossing);
                    } else {
                        waiting.decrementAndGet();
                    }
                }));
    }

    private void publish(Crossing crossing) {
        LOG.warn("{}", crossing.sentence());
        told.accept(crossing);
        synchronized (recent) {
            if (recent.size() == MOST_RECENT) {
                recent.removeFirst();
            }
            recent.addLast(new Recent(
                    new RouterReport.BudgetNotice(
                            crossing.id(),
                            crossing.budget().key(),
                            crossing.threshold().action(),
                            crossing.sentence()),
                    epochMillis.getAsLong() + RECENT_MILLIS));
        }
        String url = crossing.threshold().webhook();
        if (url == null) {
            waiting.decrementAndGet();
        } else {
            webhooks.post(url, crossing.json(gateway)).onComplete(done -> waiting.decrementAndGet());
        }
    }

    /** What was told within the last minute, for the operator. */
    List<RouterReport.BudgetNotice> recent() {
        synchronized (recent) {
            long now = epochMillis.getAsLong();
            recent.removeIf(one -> one.until() < now);
            return recent.stream().map(Recent::notice).toList();
        }
    }
}
