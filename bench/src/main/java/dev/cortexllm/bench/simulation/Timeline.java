package dev.cortexllm.bench.simulation;

import java.util.PriorityQueue;

/** Virtual time. What is due at the same moment happens in the order in which it was asked for. */
final class Timeline {
    private static final double NANOS = 1e9;

    private record Event(long at, long order, Runnable what) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
        }
    }

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long now;
    private long order;

    /** Nanoseconds since the beginning. */
    long now() {
        return now;
    }

    /** Seconds since the beginning. */
    double seconds() {
        return now / NANOS;
    }

    /** Nanoseconds of seconds. */
    static long nanos(double seconds) {
        return Math.round(seconds * NANOS);
    }

    /**
     * Lets something happen.
     *
     * @param nanos when; not before now
     * @param what what
     */
    void at(long nanos, Runnable what) {
        events.add(new Event(Math.max(now, nanos), order++, what));
    }

    /**
     * Lets something happen.
     *
     * @param seconds how long from now
     * @param what what
     */
    void after(double seconds, Runnable what) {
        at(now + nanos(seconds), what);
    }

    /**
     * Plays everything up to an end.
     *
     * @param seconds the end, since the beginning
     */
    void playUntil(double seconds) {
        long end = nanos(seconds);
        while (!events.isEmpty() && events.peek().at() <= end) {
            Event event = events.poll();
            now = event.at();
            event.what().run();
        }
        now = end;
    }
}
