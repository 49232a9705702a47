package dev.cortexllm.router.attempt;

import io.vertx.core.Context;
import io.vertx.core.internal.ContextInternal;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one event loop writes, held until everything is read that came in with the same turn. A write wakes whoever reads it; where
 * each is done at once, between two reads, the kernel takes half as much time again for them. Nothing waits for longer than the turn.
 */
public final class Outbox {
    /** However many streams one turn reads from, not more of them than this have something held here. */
    private static final int MOST_HELD = 256;

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    private final ContextInternal loop;
    private List<Runnable> filling = new ArrayList<>();
    private List<Runnable> emptying = new ArrayList<>();
    private boolean busy;

    /**
     * @param loop of the event loop
     */
    public Outbox(Context loop) {
        this.loop = (ContextInternal) loop;
    }

    /**
     * Writes at the end of this turn, in the order in which that is asked for; before that where a great many others want to.
     *
     * @param write writes; finds out by itself whether that still makes sense
     */
    void add(Runnable write) {
        if (filling.size() >= MOST_HELD && !busy) {
            empty(null);
        }
        atEnd(write);
    }

    /**
     * Does something when the turn is over, or before, but never at once.
     *
     * @param what nothing that takes long
     */
    public void atEnd(Runnable what) {
        assert loop.inThread() : "not on the event loop";
        if (filling.isEmpty()) {
            loop.runOnContext(this::empty);
        }
        filling.add(what);
    }

    private void empty(Void nothing) {
        List<Runnable> now = filling;
        filling = emptying;
        busy = true;
        for (Runnable write : now) {
            try {
                write.run();
            } catch (RuntimeException | Error e) {
                // The others' writes must not be lost with it, nor the clocks stand still for ever.
                LOG.error("something could not be written by a defect of the router", e);
            }
        }
        now.clear();
        emptying = now;
        busy = false;
    }
}
