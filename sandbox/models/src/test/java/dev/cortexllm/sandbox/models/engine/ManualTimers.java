package dev.cortexllm.sandbox.models.engine;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that stands still until a test lets it pass. */
final class ManualTimers implements Timers {
    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::number));
    private long now = 1;
    private long numbers;

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public Handle at(long deadlineNanos, Runnable work) {
        Task task = new Task(Math.max(now, deadlineNanos), numbers++, work);
        tasks.add(task);
        return () -> tasks.remove(task);
    }

    /** Runs everything that is due in the next so many milliseconds. */
    void pass(long millis) {
        long until = now + Duration.ofMillis(millis).toNanos();
        while (!tasks.isEmpty() && tasks.peek().at() <= until) {
            Task next = tasks.remove();
            now = next.at();
            next.work().run();
        }
        now = until;
    }

    private record Task(long at, long number, Runnable work) {}
}
