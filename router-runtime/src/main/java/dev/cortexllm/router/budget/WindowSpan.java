package dev.cortexllm.router.budget;

import dev.cortexllm.config.Budget;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/**
 * One window of a budget's calendar.
 *
 * @param id tells it apart from every other of its budget
 * @param endsAtMillis when the next one begins, Unix milliseconds
 */
public record WindowSpan(String id, long endsAtMillis) {
    private static final int MINUTES = 60;

    /**
     * The window that a moment is in. A day is a calendar day of its time zone, 23 to 25 hours long; an hour is a real one that
     * begins when the local clock's minute is 0.
     *
     * @param window how long windows are; not {@link Budget.Window#REQUEST}
     * @param zone where days begin
     * @param millis the moment, Unix milliseconds
     * @return its window
     */
    public static WindowSpan at(Budget.Window window, ZoneId zone, long millis) {
        ZonedDateTime local = Instant.ofEpochMilli(millis).atZone(zone);
        return switch (window) {
            case REQUEST -> throw new IllegalArgumentException("a budget for one request has no window");
            case HOUR -> {
                ZonedDateTime begin = local.truncatedTo(ChronoUnit.SECONDS)
                        .minusSeconds(local.getSecond() + (long) local.getMinute() * MINUTES);
                String id = local.toLocalDate() + "T" + String.format("%02d", local.getHour()) + local.getOffset();
                yield new WindowSpan(id, begin.plusSeconds((long) MINUTES * MINUTES).toInstant().toEpochMilli());
            }
            case DAY ->
                new WindowSpan(
                        local.toLocalDate() + zone.getId(), millis(local.toLocalDate().plusDays(1).atStartOfDay(zone)));
            case MONTH ->
                new WindowSpan(
                        YearMonth.from(local) + zone.getId(),
                        millis(YearMonth.from(local).plusMonths(1).atDay(1).atStartOfDay(zone)));
        };
    }

    private static long millis(ZonedDateTime moment) {
        return moment.toInstant().toEpochMilli();
    }
}
