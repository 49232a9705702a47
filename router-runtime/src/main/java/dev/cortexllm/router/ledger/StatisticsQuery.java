package dev.cortexllm.router.ledger;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * What somebody wants to know of statistics.
 *
 * @param by aspects to tell apart, in this order; empty: none. EXECUTION and TAG stand alone
 * @param months whether by month and not by day
 * @param count how many of them, the present one among them
 * @param limit most rows of each
 */
public record StatisticsQuery(List<By> by, boolean months, int count, int limit) {
    /** Rows unless said otherwise. */
    static final int ROWS = 100;

    private static final int MOST_ROWS = 10_000;

    /**
     * Reads a query's parameters, each of them null when it is absent.
     *
     * @param by names of aspects, separated by commas
     * @param days how many days; at most as many as are kept, and all when nothing is said
     * @param months how many months
     * @param limit most rows of each
     * @param kept how many days are kept
     * @return the query
     * @throws IllegalArgumentException with a sentence when they make no sense
     */
    public static StatisticsQuery of(String by, String days, String months, String limit, int kept) {
        if (days != null && months != null) {
            throw new IllegalArgumentException("Give days or months, not both.");
        }
        int count = months == null
                ? number("days", days == null ? Integer.toString(kept) : days, kept)
                : number("months", months, Postings.MONTHS);
        return new StatisticsQuery(
                aspects(by), months != null, count, limit == null ? ROWS : number("limit", limit, MOST_ROWS));
    }

    private static List<By> aspects(String by) {
        List<By> aspects = new ArrayList<>();
        if (by != null && !by.isEmpty()) {
            for (String word : by.split(",", -1)) {
                aspects.add(By.of(word)
                        .orElseThrow(
                                () -> new IllegalArgumentException("Statistics are told by model, provider, policy,"
                                        + " workspace, key, execution or tag, not by '" + shown(word) + "'.")));
            }
        }
        if (aspects.stream().distinct().count() < aspects.size()
                || aspects.size() > 1 && aspects.stream().anyMatch(By::free)) {
            throw new IllegalArgumentException("Name each aspect once, and execution and tag alone.");
        }
        return List.copyOf(aspects);
    }

    private static int number(String name, String text, int most) {
        if (text.matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= most) {
                return number;
            }
        }
        throw new IllegalArgumentException(
                "Parameter " + name + " takes 1 to " + most + ", not '" + shown(text) + "'.");
    }

    private static String shown(String text) {
        String plain = text.replaceAll("[^!-~]", "?");
        return plain.length() > 40 ? plain.substring(0, 40) + "..." : plain;
    }

    Span span() {
        return months ? Span.MONTH : Span.DAY;
    }

    /** The aspect whose hash in Redis, or whose names, are looked at; null: accounts. */
    By free() {
        return by.size() == 1 && by.get(0).free() ? by.get(0) : null;
    }

    /**
     * The periods asked for.
     *
     * @param today the day it is
     * @return their labels, the newest first
     */
    List<String> labels(LocalDate today) {
        return span().last(count, today);
    }

    /**
     * Keys of the hashes in Redis that answer it.
     *
     * @param nowMillis Unix milliseconds
     * @return keys behind the gateway's tag, one for each period, the newest first
     */
    public List<String> keys(long nowMillis) {
        return labels(Span.day(nowMillis)).stream()
                .map(label -> Postings.key(span(), label, free()))
                .toList();
    }
}
