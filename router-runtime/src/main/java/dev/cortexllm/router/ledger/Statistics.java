package dev.cortexllm.router.ledger;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * What attempts came to by day and month since the router started, as far as it knows: bounded in what it keeps, whatever
 * clients call their executions. Safe for any thread; an attempt holds its lock for about a microsecond.
 */
public final class Statistics implements Ledger {
    /** Days kept unless said otherwise. */
    public static final int DAYS = 30;

    private final LongSupplier epochMillis;
    private final int days;
    private final TreeMap<String, Period> byDay = new TreeMap<>();
    private final TreeMap<String, Period> byMonth = new TreeMap<>();
    /** The day of the last attempt, as nearly every attempt is of the same one; null: look again. */
    private LocalDate lastDay;

    private Period dayOfLast;
    private Period monthOfLast;

    /**
     * @param epochMillis wall clock, Unix milliseconds
     * @param days how many days are kept, today among them
     */
    public Statistics(LongSupplier epochMillis, int days) {
        this.epochMillis = epochMillis;
        this.days = days;
    }

    /** How many days are kept. */
    public int days() {
        return days;
    }

    @Override
    public void record(Entry entry) {
        add(entry.endedAtMillis(), Account.of(entry), entry.executionId(), entry.tags(), Tally.of(entry));
    }

    @Override
    public void noted(AttemptNote note) {
        add(note.endedAtMillis(), Account.of(note), note.executionId(), note.tags(), Tally.of(note));
    }

    private synchronized void add(long millis, Account account, String executionId, List<String> tags, Tally tally) {
        LocalDate day = Span.day(millis);
        if (!day.equals(lastDay)) {
            dayOfLast = period(byDay, Span.DAY.label(day), days);
            monthOfLast = period(byMonth, Span.MONTH.label(day), Postings.MONTHS);
            lastDay = day;
        }
        dayOfLast.add(account, executionId, tags, tally);
        monthOfLast.add(account, executionId, tags, tally);
    }

    /** An entry that comes late counts where it belongs as long as that is kept; the oldest goes first. */
    private static Period period(TreeMap<String, Period> periods, String label, int most) {
        Period period = periods.get(label);
        if (period == null) {
            period = new Period();
            periods.put(label, period);
            while (periods.size() > most) {
                periods.pollFirstEntry();
            }
        }
        return period;
    }

    /**
     * Answers a query out of this router's memory.
     *
     * @param query what is asked
     * @return the answer, as JSON has it
     */
    public Map<String, Object> report(StatisticsQuery query) {
        TreeMap<String, Period> kept = query.months() ? byMonth : byDay;
        Map<String, Period> periods = new LinkedHashMap<>();
        query.labels(Span.day(epochMillis.getAsLong())).forEach(label -> periods.put(label, copy(kept, label)));
        return StatisticsReport.of(query, "router", periods);
    }

    /** Event loops that count meanwhile wait for one period's copy, never for a whole report. */
    private synchronized Period copy(TreeMap<String, Period> kept, String label) {
        Period period = kept.get(label);
        return period == null ? null : period.copy();
    }

    /**
     * Answers a query out of what routers have added up in Redis.
     *
     * @param query what is asked
     * @param hashes the hashes of {@link StatisticsQuery#keys}, in that order
     * @param nowMillis when those were asked for, Unix milliseconds
     * @return the answer, as JSON has it
     */
    public static Map<String, Object> shared(StatisticsQuery query, List<Map<String, Long>> hashes, long nowMillis) {
        List<String> labels = query.labels(Span.day(nowMillis));
        By by = query.free() == null ? By.MODEL : query.free();
        Map<String, Period> periods = new LinkedHashMap<>();
        for (int i = 0; i < labels.size(); i++) {
            Period period = new Period(Integer.MAX_VALUE);
            hashes.get(i).forEach((field, sum) -> period.take(by, field, sum));
            periods.put(labels.get(i), period);
        }
        return StatisticsReport.of(query, "gateway", periods);
    }

    /** Forgets everything. */
    public synchronized void reset() {
        byDay.clear();
        byMonth.clear();
        lastDay = null;
    }
}
