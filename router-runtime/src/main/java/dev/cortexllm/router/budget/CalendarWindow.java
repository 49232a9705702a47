package dev.cortexllm.router.budget;

import dev.cortexllm.config.Budget.Window;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;

/**
 * The time for which a budget lasts, in a time zone's calendar. Windows of one kind and zone follow one another without gap or
 * overlap, whatever the zone's clock does:
 *
 * <ul>
 *   <li>A day lasts from one local midnight to the next, 23 or 25 hours where the clock is changed. Where it is put forward at
 *       midnight the day begins with what the clock shows then; where midnight comes twice, with the first.
 *   <li>A month lasts from the beginning of its first day to that of the next month's first.
 *   <li>An hour begins when the local clock shows a full hour and when the clock is changed. The hour that comes twice in
 *       autumn is two windows; half an hour's change, as on Lord Howe Island, makes one of half an hour.
 * </ul>
 *
 * @param id what tells it apart from every other: ISO text of its beginning, for an hour with the offset, and the zone in
 *     brackets, such as {@code 2026-11-27[Europe/Berlin]}, {@code 2026-11[UTC]}, {@code 2026-10-25T02+02:00[Europe/Berlin]}
 * @param beginsAtMillis its first millisecond, Unix time
 * @param endsAtMillis the first one that is not in it, Unix time
 */
public record CalendarWindow(String id, long beginsAtMillis, long endsAtMillis) {

    /**
     * The window that a moment is in.
     *
     * @param kind how long windows are; not {@link Window#REQUEST}, which has none
     * @param zone whose calendar counts
     * @param millis the moment, Unix time in milliseconds
     * @return the window
     */
    public static CalendarWindow at(Window kind, ZoneId zone, long millis) {
        return switch (kind) {
            case HOUR -> hour(zone, Instant.ofEpochMilli(millis));
            case DAY -> day(zone, Instant.ofEpochMilli(millis));
            case MONTH -> month(zone, Instant.ofEpochMilli(millis));
            case REQUEST -> throw new IllegalArgumentException("a request is no window of time");
        };
    }

    /**
     * Whether a moment is in it.
     *
     * @param millis the moment, Unix time in milliseconds
     * @return whether it is
     */
    public boolean contains(long millis) {
        return millis >= beginsAtMillis && millis < endsAtMillis;
    }

    private static CalendarWindow hour(ZoneId zone, Instant now) {
        ZonedDateTime local = now.atZone(zone);
        ZoneOffset offset = local.getOffset();
        // By the offset of now, although the clock may have been changed since the full hour.
        LocalDateTime full = local.toLocalDateTime().truncatedTo(ChronoUnit.HOURS);
        Instant begins = full.toInstant(offset);
        Instant ends = begins.plus(1, ChronoUnit.HOURS);
        ZoneOffsetTransition before = zone.getRules().previousTransition(now.plusNanos(1));
        if (before != null && before.getInstant().isAfter(begins)) {
            begins = before.getInstant();
        }
        ZoneOffsetTransition after = zone.getRules().nextTransition(now);
        if (after != null && after.getInstant().isBefore(ends)) {
            ends = after.getInstant();
        }
        String text = full.toLocalDate() + "T" + (full.getHour() < 10 ? "0" : "") + full.getHour() + offset;
        return of(text, zone, begins, ends);
    }

    private static CalendarWindow day(ZoneId zone, Instant now) {
        LocalDate date = now.atZone(zone).toLocalDate();
        // A clock that is put back over midnight shows yesterday's date once more, and a day can be left out
        // altogether.
        while (now.isBefore(begin(date, zone))) {
            date = date.minusDays(1);
        }
        while (!now.isBefore(begin(date.plusDays(1), zone))) {
            date = date.plusDays(1);
        }
        return of(date.toString(), zone, begin(date, zone), begin(date.plusDays(1), zone));
    }

    private static CalendarWindow month(ZoneId zone, Instant now) {
        YearMonth month = YearMonth.from(now.atZone(zone));
        while (now.isBefore(begin(month.atDay(1), zone))) {
            month = month.minusMonths(1);
        }
        while (!now.isBefore(begin(month.plusMonths(1).atDay(1), zone))) {
            month = month.plusMonths(1);
        }
        Instant ends = begin(month.plusMonths(1).atDay(1), zone);
        return of(month.toString(), zone, begin(month.atDay(1), zone), ends);
    }

    private static Instant begin(LocalDate date, ZoneId zone) {
        return date.atStartOfDay(zone).toInstant();
    }

    private static CalendarWindow of(String text, ZoneId zone, Instant begins, Instant ends) {
        return new CalendarWindow(text + "[" + zone.getId() + "]", begins.toEpochMilli(), ends.toEpochMilli());
    }
}
