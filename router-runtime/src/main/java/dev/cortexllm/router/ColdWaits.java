package dev.cortexllm.router;

import dev.cortexllm.router.account.WaitMeters;
import dev.cortexllm.router.attempt.Workbench;
import dev.cortexllm.router.route.Choice;
import dev.cortexllm.router.route.Snapshot;
import dev.cortexllm.router.server.Exchange;
import dev.cortexllm.router.target.RouteTarget;
import io.vertx.core.Context;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The requests of one event loop that wait for cold deployments. Their order is that of all event loops together, in the room of each upstream. */
final class ColdWaits {
    /** Before connections are cut: time enough to tell the clients. */
    private static final long LONGEST_FAREWELL_MILLIS = 1_000;

    private final Dispatch dispatch;
    private final Workbench bench;
    private final WaitMeters meters;
    private final Context context;
    private final BiConsumer<Exchange, Throwable> defect;
    private final Set<ColdWait> running = new LinkedHashSet<>();
    private boolean closed;

    /**
     * @param dispatch goes on with those that have waited
     * @param bench of the event loop
     * @param meters where waits are counted
     * @param context of the event loop
     * @param defect told of a request that a defect of ours has ended
     */
    ColdWaits(
            Dispatch dispatch,
            Workbench bench,
            WaitMeters meters,
            Context context,
            BiConsumer<Exchange, Throwable> defect) {
        this.dispatch = dispatch;
        this.bench = bench;
        this.meters = meters;
        this.context = context;
        this.defect = defect;
    }

    /**
     * Has a request wait.
     *
     * @param asked the request
     * @param choice what its policy chose
     * @param cold the deployment to wait for
     */
    void begin(Asked asked, Choice choice, RouteTarget cold) {
        ColdWait wait = new ColdWait(this, asked, choice);
        running.add(wait);
        wait.guarded(() -> {
            wait.begin(cold);
            if (closed) {
                wait.stop();
            }
        });
    }

    /** Another configuration is served: what has changed for those that wait holds for them from now on. */
    void serve(Snapshot next) {
        each(wait -> wait.serve(next));
    }

    /** Ends every wait before connections are cut, in so many milliseconds. */
    void drain(long millis) {
        long farewell = Math.min(LONGEST_FAREWELL_MILLIS, millis / 10);
        bench.workers().later(Math.max(1, millis - farewell), () -> {
            closed = true;
            each(ColdWait::stop);
        });
    }

    private void each(Consumer<ColdWait> what) {
        for (ColdWait wait : List.copyOf(running)) {
            wait.guarded(() -> what.accept(wait));
        }
    }

    void forget(ColdWait wait) {
        running.remove(wait);
    }

    /** Does something on the event loop, whatever thread this is. */
    void soon(Runnable what) {
        context.runOnContext(nothing -> what.run());
    }

    Dispatch dispatch() {
        return dispatch;
    }

    Workbench bench() {
        return bench;
    }

    WaitMeters meters() {
        return meters;
    }

    /** A stream whose head is out already cannot be told more than that it is over. */
    void failed(Exchange exchange, RuntimeException e) {
        boolean begun = exchange.response().headWritten();
        defect.accept(exchange, e);
        if (begun) {
            exchange.response().reset();
        }
    }
}
