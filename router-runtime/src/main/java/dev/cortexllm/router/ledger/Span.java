package dev.cortexllm.router.ledger;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

/** How long a period of statistics is. Days and months begin at midnight UTC, wherever budgets begin theirs. */
enum Span {
    DAY,
    MONTH;

    private static final long MILLIS_PER_DAY = 86_400_000;

    /** The day, in UTC, of a moment in Unix milliseconds. */
    static LocalDate day(long epochMillis) {
        return LocalDate.ofEpochDay(Math.floorDiv(epochMillis, MILLIS_PER_DAY));
    }

    /** The period that a day is in, such as {@code 2026-11-27} or {@code 2026-11}. */
    String label(LocalDate day) {
        return this == DAY ? day.toString() : YearMonth.from(day).toString();
    }

    /** The last periods up to that of a day, the newest first. */
    List<String> last(int count, LocalDate day) {
        List<String> labels = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            labels.add(label(this == DAY ? day.minusDays(i) : day.minusMonths(i)));
        }
        return labels;
    }

    /** Its name in keys and answers. */
    String word() {
        return this == DAY ? "day" : "month";
    }
}
