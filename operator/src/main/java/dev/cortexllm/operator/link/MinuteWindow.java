package dev.cortexllm.operator.link;

import java.time.Instant;

/** A sum over the last sixty seconds, in buckets of one second. */
final class MinuteWindow {
    private static final int SECONDS = 60;

    private final long[] amounts = new long[SECONDS];
    private final long[] seconds = new long[SECONDS];

    void add(Instant at, long amount) {
        int bucket = (int) Math.floorMod(at.getEpochSecond(), (long) SECONDS);
        if (seconds[bucket] != at.getEpochSecond()) {
            seconds[bucket] = at.getEpochSecond();
            amounts[bucket] = 0;
        }
        amounts[bucket] += amount;
    }

    long sum(Instant now) {
        long sum = 0;
        for (int bucket = 0; bucket < SECONDS; bucket++) {
            if (seconds[bucket] > now.getEpochSecond() - SECONDS && seconds[bucket] <= now.getEpochSecond()) {
                sum += amounts[bucket];
            }
        }
        return sum;
    }
}
