package dev.cortexllm.bench.suite;

import dev.cortexllm.bench.load.Answer;
import dev.cortexllm.bench.load.Ending;
import java.util.Comparator;
import java.util.List;

/**
 * When answers are again as they were before a fault: whole, and as fast. As fast is at most twice what 99 of 100 took before, and
 * never asked to be less than {@value #LEAST_MILLIS} ms, as a shared machine has pauses of that length by itself.
 */
final class Recovery {
    private static final long SECOND = 1_000_000_000L;
    private static final double MILLIS = 1e6;
    private static final int LEAST_MILLIS = 10;
    /** Of a second's answers at least this share has to be as before. */
    private static final double SHARE = 0.99;

    private Recovery() {}

    /**
     * How long it took.
     *
     * @param answers to all requests, some of them due before the fault
     * @param fault when it happened, nanoseconds of the monotonic clock
     * @return milliseconds from the fault to the first request from which on, for a second, 99 of 100 are answered as before; NaN: that
     *     was not seen
     */
    static double millis(List<Answer> answers, long fault) {
        List<Answer> inOrder =
                answers.stream().sorted(Comparator.comparingLong(Answer::due)).toList();
        long limit = limit(inOrder, fault);
        List<Answer> after =
                inOrder.stream().filter(answer -> answer.due() >= fault).toList();
        for (Answer from : after) {
            if (after.get(after.size() - 1).due() < from.due() + SECOND) {
                break;
            }
            if (asBefore(from, limit) && well(after, from.due(), limit)) {
                return (from.due() - fault) / MILLIS;
            }
        }
        return Double.NaN;
    }

    private static boolean well(List<Answer> answers, long from, long limit) {
        List<Answer> second = answers.stream()
                .filter(answer -> answer.due() >= from && answer.due() < from + SECOND)
                .toList();
        return second.stream().filter(answer -> asBefore(answer, limit)).count() >= SHARE * second.size();
    }

    private static long limit(List<Answer> answers, long fault) {
        long[] before = answers.stream()
                .filter(answer -> answer.due() + answer.nanos() < fault)
                .mapToLong(Answer::nanos)
                .sorted()
                .toArray();
        if (before.length == 0) {
            throw new IllegalArgumentException("nothing was answered before the fault");
        }
        return Math.max((long) (LEAST_MILLIS * MILLIS), 2 * before[(int) Math.ceil(SHARE * before.length) - 1]);
    }

    private static boolean asBefore(Answer answer, long limit) {
        return answer.ending() == Ending.WHOLE && answer.nanos() <= limit;
    }
}
