package dev.cortexllm.router.load;

import dev.cortexllm.load.LoadReason;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Tries again what the network has broken. The pause doubles from half a second to half a minute, up to half of it by chance,
 * unless the server names one; attempts that got something done do not count.
 *
 * @param most attempts in a row that get nothing done before it is given up; at least 1
 * @param pause waits
 * @param chance a number from 0 to 1
 */
record Retries(int most, Pause pause, DoubleSupplier chance) {
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    /** More than that nobody waits for, whatever a server asks. */
    private static final Duration LONGEST_ASKED = Duration.ofMinutes(5);

    private static final int DOUBLINGS = 10;

    /** Waits. */
    interface Pause {
        void of(Duration time) throws InterruptedException;
    }

    /** Something that may fail. */
    interface Attempt<T> {
        T run() throws IOException, LoadFailure;
    }

    /**
     * Runs until it succeeds.
     *
     * @param what for the message
     * @param done how much has been done; growth between two attempts starts the count anew
     * @param attempt what is tried
     * @return its result
     * @throws LoadFailure of the attempt itself, or when it is given up
     */
    <T> T run(String what, LongSupplier done, Attempt<T> attempt) throws LoadFailure, InterruptedException {
        int failed = 0;
        while (true) {
            long before = done.getAsLong();
            try {
                return attempt.run();
            } catch (Mismatch e) {
                // It has downloaded all of it and got nowhere.
                failed++;
                giveUp(what, e, LoadReason.HashMismatch, failed);
                pause.of(wait(e, failed));
            } catch (IOException e) {
                failed = done.getAsLong() > before ? 1 : failed + 1;
                Disk.full(e);
                giveUp(what, e, LoadReason.DownloadFailed, failed);
                pause.of(wait(e, failed));
            }
        }
    }

    private void giveUp(String what, IOException e, LoadReason reason, int failed) throws LoadFailure {
        if (failed >= most) {
            throw new LoadFailure(
                    reason, what + " failed " + failed + " times in a row, the last time because " + said(e));
        }
    }

    Duration wait(IOException failure, int failed) {
        Optional<Duration> asked = failure instanceof TryLater later ? later.after() : Optional.empty();
        if (asked.isPresent()) {
            return asked.get().compareTo(LONGEST_ASKED) < 0 ? asked.get() : LONGEST_ASKED;
        }
        Duration doubled = FIRST.multipliedBy(1L << Math.min(failed - 1, DOUBLINGS));
        Duration most = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        return most.minusMillis((long) (most.toMillis() / 2.0 * chance.getAsDouble()));
    }

    private static String said(IOException e) {
        String name = e.getClass().getSimpleName();
        return switch (name) {
            case "UnknownHostException" -> "host " + e.getMessage() + " is unknown to DNS";
            case "SocketTimeoutException" -> "nothing came for a long time";
            default -> e.getMessage() == null ? name : e.getMessage();
        };
    }
}
