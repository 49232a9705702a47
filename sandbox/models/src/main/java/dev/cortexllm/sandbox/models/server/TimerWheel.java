package dev.cortexllm.sandbox.models.server;

import dev.cortexllm.sandbox.models.engine.Timers;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The event loop's time. All tasks of the same millisecond share one Vert.x timer, so that ten thousand streams cost at
 * most a thousand timers a second. Deadlines are rounded up to the millisecond. To be used on the event loop only.
 */
final class TimerWheel implements Timers {
    private final Vertx vertx;
    private final Context context;
    private final long origin = System.nanoTime();
    private final Map<Long, List<Task>> slots = new HashMap<>();

    TimerWheel(Vertx vertx, Context context) {
        this.vertx = vertx;
        this.context = context;
    }

    @Override
    public long nanoTime() {
        return System.nanoTime() - origin + 1;
    }

    @Override
    public Handle at(long deadlineNanos, Runnable work) {
        Task task = new Task(work);
        long now = nanoTime();
        if (deadlineNanos <= now) {
            context.runOnContext(soon -> task.run());
            return task;
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - 1) + 1;
        slots.computeIfAbsent(millis, slot -> arm(slot, now)).add(task);
        return task;
    }

    private List<Task> arm(long millis, long now) {
        long delay = TimeUnit.MILLISECONDS.toNanos(millis) - now;
        vertx.setTimer(Math.max(1, TimeUnit.NANOSECONDS.toMillis(delay - 1) + 1), fired -> slots.remove(millis)
                .forEach(Task::run));
        return new ArrayList<>();
    }

    private static final class Task implements Handle {
        private Runnable work;

        Task(Runnable work) {
            this.work = work;
        }

        void run() {
            Runnable once = work;
            work = null;
            if (once != null) {
                once.run();
            }
        }

        @Override
        public void cancel() {
            work = null;
        }
    }
}
