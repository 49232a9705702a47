package dev.cortexllm.bench.simulation;

import dev.cortexllm.router.engine.EngineSample;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.PriorityQueue;

/**
 * One engine that batches continuously. Between two changes of its batch every step takes equally long, so time passes from
 * change to change and not from token to token: {@code steps} counts the decoding steps since the beginning, and an answer
 * of n tokens is done n - 1 steps after its first token.
 */
final class Replica {
    private static final double NANOS = 1e9;
    private static final double NEARLY = 1e-6;

    private final Timeline time;
    private final EngineSpeed speed;
    private final PrefixCache cache;
    private final Deque<Work> waiting = new ArrayDeque<>();
    private final Deque<Work> prompts = new ArrayDeque<>();
    private final PriorityQueue<Work> answers =
            new PriorityQueue<>((a, b) -> Double.compare(a.doneAtStep, b.doneAtStep));
    private double steps;
    private long seenAt;
    private int queued;
    private long change;
    private double finished;
    private double serviceSeconds;
    private long promptTokens;
    private long cachedTokens;

    Replica(Timeline time, EngineSpeed speed) {
        this.time = time;
        this.speed = speed;
        this.cache = new PrefixCache(speed.cacheTokens());
    }

    /** Who wants to know what becomes of a call. */
    interface Caller {
        /** The first token is there. */
        void begins();

        /** The answer is complete. */
        void ends();
    }

    /** A call in the replica. */
    static final class Work {
        private final Call call;
        private final Caller caller;
        private boolean inQueue;
        private boolean left;
        private double promptLeft;
        private double admittedAt;
        private double doneAtStep;

        private Work(Call call, Caller caller) {
            this.call = call;
            this.caller = caller;
        }
    }

    /** Takes a call. Whether it waits for a slot tells {@link #waits}. */
    Work take(Call call, Caller caller) {
        pass();
        Work work = new Work(call, caller);
        work.inQueue = true;
        waiting.add(work);
        queued++;
        plan();
        return work;
    }

    /** Whether a call waits for a slot. */
    boolean waits(Work work) {
        return work.inQueue;
    }

    /** The client of a call that waits for a slot has left. */
    void leave(Work work) {
        if (work.inQueue) {
            work.inQueue = false;
            work.left = true;
            queued--;
        }
    }

    /** What its metrics say. */
    EngineSample sample() {
        return new EngineSample(prompts.size() + answers.size(), queued, finished, serviceSeconds);
    }

    /** Tokens of all prompts that it has worked on. */
    long promptTokens() {
        return promptTokens;
    }

    /** Those of them that were in its cache. */
    long cachedTokens() {
        return cachedTokens;
    }

    /**
     * Seconds until a call would get its first token here, as only somebody can tell who sees the queue, the cache and the
     * mean length of an answer.
     */
    double foresees(Call call) {
        pass();
        double promptWork = call.promptTokens() - cache.cached(call);
        for (Work work : prompts) {
            promptWork += work.promptLeft;
        }
        int busy = prompts.size() + answers.size();
        double ahead = Math.max(0, queued + busy + 1 - speed.slots());
        double perSlot = finished == 0 ? 0 : serviceSeconds / finished / speed.slots();
        return ahead * perSlot + promptWork / promptRate();
    }

    private void pass() {
        double passed = (time.now() - seenAt) / NANOS;
        seenAt = time.now();
        if (passed <= 0) {
            return;
        }
        double done = passed / step();
        if (!prompts.isEmpty()) {
            prompts.peek().promptLeft -= done * speed.chunkTokens();
        }
        steps += done;
    }

    /** Seconds of one step, as the batch is now. */
    private double step() {
        return speed.stepSeconds()
                + speed.perAnswerSeconds() * answers.size()
                + (prompts.isEmpty() ? 0 : speed.perPromptTokenSeconds() * speed.chunkTokens());
    }

    private double promptRate() {
        return speed.chunkTokens()
                / (speed.stepSeconds()
                        + speed.perAnswerSeconds() * answers.size()
                        + speed.perPromptTokenSeconds() * speed.chunkTokens());
    }

    /** Fills free slots, and wakes up at the next change. */
    private void plan() {
        while (prompts.size() + answers.size() < speed.slots() && !waiting.isEmpty()) {
            Work work = waiting.poll();
            if (!work.left) {
                admit(work);
            }
        }
        long mine = ++change;
        double next = Double.MAX_VALUE;
        if (!prompts.isEmpty()) {
            next = Math.max(0, prompts.peek().promptLeft) / speed.chunkTokens() * step();
        }
        if (!answers.isEmpty()) {
            next = Math.min(next, Math.max(0, answers.peek().doneAtStep - steps) * step());
        }
        if (next < Double.MAX_VALUE) {
            time.at(time.now() + (long) Math.ceil(next * NANOS), () -> wake(mine));
        }
    }

    private void admit(Work work) {
        work.inQueue = false;
        queued--;
        int known = cache.cached(work.call);
        promptTokens += work.call.promptTokens();
        cachedTokens += known;
        work.promptLeft = work.call.promptTokens() - known;
        work.admittedAt = time.seconds();
        prompts.add(work);
    }

    private void wake(long planned) {
        if (planned != change) {
            return;
        }
        pass();
        while (!prompts.isEmpty() && prompts.peek().promptLeft <= NEARLY) {
            Work work = prompts.poll();
            cache.keep(work.call, 0);
            work.doneAtStep = steps + work.call.outputTokens() - 1;
            answers.add(work);
            work.caller.begins();
        }
        while (!answers.isEmpty() && answers.peek().doneAtStep - steps <= NEARLY) {
            Work work = answers.poll();
            cache.keep(work.call, work.call.outputTokens());
            finished++;
            serviceSeconds += time.seconds() - work.admittedAt;
            work.caller.ends();
        }
        plan();
    }
}
