package dev.cortexllm.router.ledger;

import dev.cortexllm.router.account.Usage;
import dev.cortexllm.router.ledger.Entry.Basis;
import dev.cortexllm.router.ledger.Entry.Result;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Entries for tests. */
final class Entries {
    /** Noon of the last day of a month. */
    static final long NOON = Instant.parse("2026-11-30T12:00:00Z").toEpochMilli();

    private Entries() {}

    static Entry of(long millis, String executionId, List<String> tags, long picoUsd) {
        return new Entry(
                "a-1",
                "req_1",
                millis,
                "team/chat",
                "default",
                "provider/team/openai",
                "gpt-5.4",
                "support",
                "app",
                executionId,
                tags,
                Basis.EXACT,
                Result.ANSWERED,
                new Usage(100, 40, 10, 20, 5, 4),
                picoUsd,
                1234);
    }

    /** Any of the last days before and including that of {@link #NOON}. */
    static Entry any(Random random, int days) {
        List<String> tags = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            tags.add("tag" + i);
        }
        long input = random.nextInt(10_000);
        boolean anonymous = random.nextInt(3) == 0;
        return new Entry(
                "a-" + random.nextInt(1_000_000),
                "req_" + random.nextInt(1_000_000),
                NOON - random.nextInt(days) * 86_400_000L - random.nextInt(43_200_000),
                "team/p" + random.nextInt(2),
                "default",
                "provider/team/u" + random.nextInt(2),
                "m" + random.nextInt(3),
                anonymous ? null : "w" + random.nextInt(2),
                anonymous ? null : "k" + random.nextInt(3),
                random.nextBoolean() ? null : "run-" + random.nextInt(5),
                tags,
                Basis.values()[random.nextInt(2)],
                Result.values()[random.nextInt(4)],
                random.nextInt(5) == 0 ? null : new Usage(input, input / 2, input / 4, random.nextInt(500), 0),
                Math.abs(random.nextLong()) >> random.nextInt(40),
                random.nextInt(100_000));
    }

    static AttemptNote note(Entry like) {
        return new AttemptNote(
                like.endedAtMillis(),
                like.policy(),
                like.upstream(),
                like.model(),
                like.workspace(),
                like.key(),
                like.executionId(),
                like.tags(),
                Result.FAILED,
                like.latencyMillis());
    }
}
