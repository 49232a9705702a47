package dev.cortexllm.compile;

import dev.cortexllm.api.Durations;
import dev.cortexllm.api.v1alpha1.Defaults;
import dev.cortexllm.api.v1alpha1.Timeouts;
import dev.cortexllm.config.TimeoutMillis;
import java.time.Duration;

/** Reads durations of a spec as milliseconds. */
final class Spans {
    /** Longer waits are mistakes, and would overflow timers that count nanoseconds. */
    private static final Duration LONGEST = Duration.ofHours(24);

    private Spans() {}

    /** A duration from 1 ms to 24 h; a finding and 1 when it is none. */
    static long positive(String text, String whenAbsent, String path, Findings findings) {
        return Math.max(1, read(text, whenAbsent, path, findings, 1));
    }

    /** A duration from 0 to 24 h; a finding and 0 when it is none. */
    static long orZero(String text, String whenAbsent, String path, Findings findings) {
        return read(text, whenAbsent, path, findings, 0);
    }

    /** A provider's or deployment's timeouts; {@code total} is what the whole attempt may take where they do not say. */
    static TimeoutMillis timeouts(Timeouts given, String total, Findings findings) {
        Timeouts t = given == null ? new Timeouts(null, null, null, null) : given;
        return new TimeoutMillis(
                positive(t.connect(), Defaults.CONNECT, "spec.timeouts.connect", findings),
                positive(t.firstByte(), Defaults.FIRST_BYTE, "spec.timeouts.firstByte", findings),
                positive(t.idle(), Defaults.IDLE, "spec.timeouts.idle", findings),
                positive(t.total(), total, "spec.timeouts.total", findings));
    }

    private static long read(String text, String whenAbsent, String path, Findings findings, long least) {
        try {
            Duration duration = Durations.parse(text == null ? whenAbsent : text);
            if (duration.compareTo(LONGEST) > 0) {
                findings.invalid(path, "'" + text + "' is longer than 24h");
            } else if (duration.toMillis() < least) {
                findings.invalid(path, "'" + text + "' must be longer than 0");
            } else {
                return duration.toMillis();
            }
        } catch (IllegalArgumentException e) {
            findings.invalid(path, e.getMessage());
        }
        return 0;
    }
}
