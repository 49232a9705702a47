package dev.cortexllm.router.ledger;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What attempts add to the statistics that routers share in Redis: hashes of sums, for each day and each month one by account,
 * one by execution and one by tag. A router tells only the first names of executions, and the first tags, of each apart: the
 * names are the clients', and Redis has no room for all that they may think of. Safe for any thread.
 */
public final class Postings {
    /** Months that are kept. */
    static final int MONTHS = 13;
    /** Most names that one router adds to one hash. */
    static final int MOST_NAMES = 1_000;

    private static final long SECONDS_PER_DAY = 86_400;
    private static final long MONTH_SECONDS = 400 * SECONDS_PER_DAY;
    private static final int HASHES = 8;

    private final long daySeconds;
    private final Map<String, Set<String>> names = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Set<String>> eldest) {
            return size() > HASHES;
        }
    };

    /**
     * @param days how many days are kept, today among them
     */
    public Postings(int days) {
        this.daySeconds = (days + 1) * SECONDS_PER_DAY;
    }

    /**
     * What an entry adds.
     *
     * @param entry the entry
     * @return the increments, none of them 0
     */
    public List<Increment> of(Entry entry) {
        return of(entry.endedAtMillis(), Account.of(entry), entry.executionId(), entry.tags(), Tally.of(entry));
    }

    /**
     * What an attempt without an entry adds.
     *
     * @param note the attempt
     * @return the increments, none of them 0
     */
    public List<Increment> of(AttemptNote note) {
        return of(note.endedAtMillis(), Account.of(note), note.executionId(), note.tags(), Tally.of(note));
    }

    private List<Increment> of(long millis, Account account, String executionId, List<String> tags, Tally tally) {
        List<Increment> all = new ArrayList<>();
        LocalDate day = Span.day(millis);
        String joined = account.joined();
        for (Span span : Span.values()) {
            String label = span.label(day);
            long kept = span == Span.DAY ? daySeconds : MONTH_SECONDS;
            add(all, key(span, label, null), joined, tally, kept);
            if (executionId != null) {
                String key = key(span, label, By.EXECUTION);
                add(all, key, known(key, executionId), tally, kept);
            }
            for (String tag : tags) {
                String key = key(span, label, By.TAG);
                add(all, key, known(key, tag), tally, kept);
            }
        }
        return all;
    }

    private static void add(List<Increment> all, String key, String name, Tally tally, long kept) {
        long left = kept;
        for (int i = 0; i < Measure.count(); i++) {
            Measure measure = Measure.at(i);
            long by = tally.get(measure);
            if (by != 0) {
                all.add(new Increment(key, name + Account.SEPARATOR + measure.code(), by, left));
                // Once for each hash is enough.
                left = 0;
            }
        }
    }

    private String known(String key, String name) {
        synchronized (names) {
            Set<String> known = names.computeIfAbsent(key, first -> new HashSet<>());
            boolean apart = known.contains(name) || known.size() < MOST_NAMES && known.add(name);
            return apart ? name : Period.OTHERS;
        }
    }

    /**
     * Key of a hash behind the gateway's tag.
     *
     * @param span day or month
     * @param label which
     * @param by EXECUTION, TAG, or anything else for accounts
     */
    static String key(Span span, String label, By by) {
        String key = "stats:" + span.word() + ":" + label;
        return by != null && by.free() ? key + ":" + by.word() : key;
    }

    /**
     * Every key that there may be.
     *
     * @param nowMillis Unix milliseconds
     * @param days how many days are kept
     * @return keys behind the gateway's tag
     */
    public static List<String> keys(long nowMillis, int days) {
        LocalDate tomorrow = Span.day(nowMillis).plusDays(1);
        List<String> keys = new ArrayList<>();
        for (Span span : Span.values()) {
            // A router whose clock is ahead, and the day that is only just gone.
            for (String label : span.last(span == Span.DAY ? days + 2 : MONTHS + 2, tomorrow)) {
                keys.add(key(span, label, null));
                keys.add(key(span, label, By.EXECUTION));
                keys.add(key(span, label, By.TAG));
            }
        }
        return keys.stream().distinct().toList();
    }
}
