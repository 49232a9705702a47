package dev.cortexllm.router.ledger;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Statistics as people and programs read them (docs/accounting.md). Pure. */
final class StatisticsReport {
    private static final Comparator<Map.Entry<List<String>, Tally>> DEAREST = Comparator.comparing(
                    (Map.Entry<List<String>, Tally> row) -> row.getValue().usd())
            .thenComparing(row -> row.getValue().calls())
            .reversed()
            .thenComparing(row -> String.join(",", row.getKey()));

    private final StatisticsQuery query;

    private StatisticsReport(StatisticsQuery query) {
        this.query = query;
    }

    /**
     * Puts it together.
     *
     * @param query what is asked
     * @param scope whose attempts they are: {@code router} or {@code gateway}
     * @param periods periods by label, the newest first; a period without attempts may be null
     * @return the answer, as JSON has it
     */
    static Map<String, Object> of(StatisticsQuery query, String scope, Map<String, Period> periods) {
        StatisticsReport report = new StatisticsReport(query);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("scope", scope);
        answer.put("timeZone", "UTC");
        answer.put("by", query.by().stream().map(By::word).toList());
        List<Object> told = new ArrayList<>();
        Map<List<String>, Tally> total = new LinkedHashMap<>();
        periods.forEach((label, period) -> {
            Map<List<String>, Tally> grouped = period == null ? Map.of() : report.grouped(period);
            grouped.forEach((name, tally) ->
                    total.computeIfAbsent(name, key -> new Tally()).add(tally));
            Map<String, Object> one = new LinkedHashMap<>();
            one.put(query.span().word(), label);
            one.put("rows", report.rows(grouped));
            if (query.free() != null
                    && period != null
                    && period.names(query.free()).gone() > 0) {
                one.put("forgotten", period.names(query.free()).gone());
            }
            told.add(one);
        });
        answer.put("total", report.rows(total));
        answer.put(query.span().word() + "s", told);
        return answer;
    }

    private Map<List<String>, Tally> grouped(Period period) {
        Map<List<String>, Tally> groups = new LinkedHashMap<>();
        By free = query.free();
        if (free == null) {
            period.accounts().forEach((account, tally) -> groups.computeIfAbsent(
                            query.by().stream().map(account::by).toList(), key -> new Tally())
                    .add(tally));
            return groups;
        }
        period.names(free).byName().forEach((name, tally) -> groups.put(List.of(name), tally));
        Tally others = period.names(free).others();
        if (others != null) {
            groups.computeIfAbsent(List.of(Period.OTHERS), key -> new Tally()).add(others);
        }
        return groups;
    }

    private List<Object> rows(Map<List<String>, Tally> groups) {
        List<Object> rows = new ArrayList<>();
        Tally rest = null;
        for (Map.Entry<List<String>, Tally> group :
                groups.entrySet().stream().sorted(DEAREST).toList()) {
            if (rows.size() < query.limit()) {
                rows.add(row(group.getKey(), group.getValue()));
            } else {
                rest = rest == null ? new Tally() : rest;
                rest.add(group.getValue());
            }
        }
        if (rest != null) {
            rows.add(row(query.by().stream().map(by -> Period.OTHERS).toList(), rest));
        }
        return rows;
    }

    private Map<String, Object> row(List<String> names, Tally tally) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            row.put(query.by().get(i).word(), names.get(i));
        }
        row.put("calls", tally.calls());
        row.put("successes", tally.get(Measure.ANSWERED));
        row.put("failures", tally.get(Measure.FAILED));
        row.put("cancelled", tally.get(Measure.CANCELLED));
        row.put("swept", tally.get(Measure.SWEPT));
        row.put("unbilled", tally.get(Measure.UNBILLED));
        row.put("estimated", tally.get(Measure.ESTIMATED));
        row.put("latencyMillis", latency(tally));
        row.put("tokens", tokens(tally));
        row.put(
                "usd",
                tally.usd().signum() == 0
                        ? "0"
                        : tally.usd().stripTrailingZeros().toPlainString());
        return row;
    }

    private static Map<String, Object> latency(Tally tally) {
        Map<String, Object> latency = new LinkedHashMap<>();
        latency.put("sum", tally.get(Measure.LATENCY_MILLIS));
        latency.put("mean", tally.calls() == 0 ? 0 : tally.get(Measure.LATENCY_MILLIS) / tally.calls());
        if (tally.slowestMillis() != Tally.UNKNOWN) {
            latency.put("max", tally.slowestMillis());
        }
        Map<String, Object> upTo = new LinkedHashMap<>();
        for (int i = 0; i < Latencies.BOUNDS.length; i++) {
            upTo.put(Long.toString(Latencies.BOUNDS[i]), tally.get(Latencies.bucket(i)));
        }
        upTo.put("more", tally.get(Measure.SLOWER));
        latency.put("upTo", upTo);
        return latency;
    }

    private static Map<String, Object> tokens(Tally tally) {
        Map<String, Object> tokens = new LinkedHashMap<>();
        tokens.put("input", tally.get(Measure.INPUT));
        tokens.put("cached", tally.get(Measure.CACHED));
        tokens.put("cacheWrite", tally.get(Measure.CACHE_WRITE));
        tokens.put("output", tally.get(Measure.OUTPUT));
        tokens.put("reasoning", tally.get(Measure.REASONING));
        return tokens;
    }
}
