package dev.cortexllm.sandbox.models.engine;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The scheduler of a model server: so many generations run at once, the others wait in the order they came. A running
 * generation takes the time to first token, then emits a token every so often, and never slows down for a slow reader.
 *
 * <p>Everything happens on one thread, that of the timers. A generation that is late catches up: its tokens are due at
 * fixed moments, so that the speed is right on average however busy the machine is.
 */
public final class Engine {
    private static final long FROZEN = Long.MAX_VALUE;

    private final Timers timers;
    private final PrefixCache cache;
    private final EngineListener listener;
    private final long seed;
    private final EngineCounters counters;
    private final Set<Generation> waiting = new LinkedHashSet<>();
    private final Set<Generation> running = new LinkedHashSet<>();
    private EngineSettings settings;

    /** An idle engine. */
    public Engine(Timers timers, EngineSettings settings, PrefixCache cache, EngineListener listener, long seed) {
        this.timers = timers;
        this.settings = settings;
        this.cache = cache;
        this.listener = listener;
        this.seed = seed;
        this.counters = new EngineCounters(timers.nanoTime());
    }

    /**
     * Takes a request on. The sink hears nothing before this returns.
     *
     * @param slowness factor on all times of this generation; 1 is normal
     * @return the generation, or nothing when no slot is free and the queue is full
     */
    public Optional<Generation> submit(GenerationRequest request, GenerationSink sink, double slowness) {
        boolean full = settings.queueLimit() >= 0 && waiting.size() >= settings.queueLimit();
        if (!hasSlot() && full) {
            counters.rejected++;
            return Optional.empty();
        }
        AnswerPlan plan = AnswerPlanner.plan(request, seed, settings.completionTokens());
        int cached = Math.min(cache.lookUp(request.model(), request.prompt()), plan.promptTokens());
        var generation = new Generation(request, plan, cached, slowness, sink, timers.nanoTime());
        counters.promptTokens += plan.promptTokens();
        waiting.add(generation);
        fillSlots();
        return Optional.of(generation);
    }

    /** The client is gone: frees the slot or the place in the queue. Does nothing when the generation is over. */
    public void cancel(Generation generation) {
        end(generation, Generation.State.CANCELLED);
    }

    /** The server broke the answer off. Does nothing when the generation is over. */
    public void fail(Generation generation) {
        end(generation, Generation.State.FAILED);
    }

    /** The generation emits nothing more but keeps its slot, until it is cancelled. */
    public void freeze(Generation generation) {
        generation.timer.cancel();
        generation.nextAt = FROZEN;
    }

    /** Replaces the settings. Running generations keep their slot and take the new speed with their next token. */
    public void change(EngineSettings changed) {
        settings = changed;
        fillSlots();
    }

    /** Returns the settings in force. */
    public EngineSettings settings() {
        return settings;
    }

    /** Returns what was counted so far. */
    public EngineStats stats() {
        counters.advance(timers.nanoTime(), running.size());
        return counters.stats(running.size(), waiting.size());
    }

    /** Starts all counters, and the window of the busy time, anew. */
    public void resetStats() {
        counters.reset(timers.nanoTime());
    }

    /** Returns whether nothing runs or waits. */
    public boolean idle() {
        return running.isEmpty() && waiting.isEmpty();
    }

    /** Returns the generations that have a slot. */
    public List<Generation> running() {
        return new ArrayList<>(running);
    }

    private boolean hasSlot() {
        return settings.capacity() == 0 || running.size() < settings.capacity();
    }

    private void fillSlots() {
        while (!waiting.isEmpty() && hasSlot()) {
            Generation next = waiting.iterator().next();
            waiting.remove(next);
            start(next);
        }
    }

    private void start(Generation generation) {
        long now = timers.nanoTime();
        counters.advance(now, running.size());
        running.add(generation);
        generation.state = Generation.State.RUNNING;
        generation.startedAt = now;
        generation.nextAt = now + generation.firstTokenDelay(settings.timeToFirstToken());
        generation.timer = timers.at(generation.nextAt, () -> step(generation));
    }

    /** Emits what is due. The sink may freeze, cancel or fail the generation, so the condition is asked each time. */
    private void step(Generation generation) {
        while (isDue(generation)) {
            if (!generation.begun) {
                generation.begun = true;
                generation.sink.begin();
            } else if (generation.emitted < generation.plan().tokens().size()) {
                emit(generation);
            } else {
                finish(generation);
            }
        }
        if (isMoving(generation)) {
            generation.timer = timers.at(generation.nextAt, () -> step(generation));
        }
    }

    private boolean isMoving(Generation generation) {
        return generation.state == Generation.State.RUNNING && generation.nextAt != FROZEN;
    }

    private boolean isDue(Generation generation) {
        boolean complete = generation.begun
                && generation.emitted == generation.plan().tokens().size();
        return isMoving(generation) && (complete || generation.nextAt <= timers.nanoTime());
    }

    private void emit(Generation generation) {
        long now = timers.nanoTime();
        int index = generation.emitted++;
        counters.completionTokens++;
        if (index == 0) {
            generation.firstTokenAt = now;
            listener.firstToken(generation);
        } else {
            listener.nextToken(Generation.seconds(generation.lastTokenAt, now));
        }
        generation.lastTokenAt = now;
        generation.nextAt += generation.tokenDelay(settings.timePerToken());
        generation.sink.token(index, generation.plan().tokens().get(index));
    }

    private void finish(Generation generation) {
        generation.sink.finished();
        if (isMoving(generation)) {
            end(generation, Generation.State.SERVED);
        }
    }

    private void end(Generation generation, Generation.State how) {
        boolean queued = waiting.remove(generation);
        long now = timers.nanoTime();
        counters.advance(now, running.size());
        if (!queued && !running.remove(generation)) {
            return;
        }
        generation.timer.cancel();
        generation.state = how;
        generation.overAt = now;
        counters.count(how);
        listener.over(generation);
        fillSlots();
    }
}
