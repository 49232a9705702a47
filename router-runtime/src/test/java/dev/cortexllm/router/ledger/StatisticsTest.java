package dev.cortexllm.router.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatisticsTest {
    private final Statistics statistics = new Statistics(() -> Entries.NOON, 30);

    @Test
    @SuppressWarnings("unchecked")
    void an_entry_is_told_with_all_that_it_says() {
        statistics.record(Entries.of(Entries.NOON, "run-1", List.of("a", "b"), 1_234_567_890L));
        Map<String, Object> report = statistics.report(query("model,workspace", "2", null));

        assertThat(report).containsEntry("scope", "router").containsEntry("timeZone", "UTC");
        assertThat(report.get("by")).isEqualTo(List.of("model", "workspace"));
        Map<String, Object> row = ((List<Map<String, Object>>) report.get("total")).get(0);
        assertThat(row)
                .containsEntry("model", "gpt-5.4")
                .containsEntry("workspace", "support")
                .containsEntry("calls", 1L)
                .containsEntry("successes", 1L)
                .containsEntry("failures", 0L)
                .containsEntry("unbilled", 0L)
                .containsEntry("usd", "0.00123456789")
                .containsEntry(
                        "tokens",
                        Map.of("input", 100L, "cached", 40L, "cacheWrite", 10L, "output", 20L, "reasoning", 5L));
        Map<String, Object> latency = (Map<String, Object>) row.get("latencyMillis");
        assertThat(latency)
                .containsEntry("sum", 1234L)
                .containsEntry("mean", 1234L)
                .containsEntry("max", 1234L);
        assertThat((Map<String, Object>) latency.get("upTo"))
                .containsEntry("1000", 0L)
                .containsEntry("2500", 1L);
        assertThat(((List<Map<String, Object>>) report.get("days")))
                .extracting(day -> day.get("day"), day -> ((List<?>) day.get("rows")).size())
                .containsExactly(tuple("2026-11-30", 1), tuple("2026-11-29", 0));
    }

    @Test
    void an_entry_as_redis_has_it_counts_too() {
        statistics.record(EntryJson.read("{\"attemptId\":\"a\",\"endedAtMillis\":" + Entries.NOON
                + ",\"policy\":\"p\",\"upstream\":\"u\",\"model\":\"m\",\"basis\":\"ESTIMATED\",\"result\":\"SWEPT\","
                + "\"usage\":{\"inputTokens\":5},\"picoUsd\":7,\"ofNewerRouters\":1}"));
        assertThat(total(statistics.report(query("model", null, null)), "m", "swept"))
                .isEqualTo(1L);
        assertThat(total(statistics.report(query("model", null, null)), "m", "usd"))
                .isEqualTo("0.000000000007");
    }

    @Test
    void an_attempt_that_costs_nothing_counts_too() {
        statistics.noted(Entries.note(Entries.of(Entries.NOON, null, List.of(), 5)));
        assertThat(total(statistics.report(query("provider", null, null)), "provider/team/openai", "calls"))
                .isEqualTo(1L);
        assertThat(total(statistics.report(query("provider", null, null)), "provider/team/openai", "failures"))
                .isEqualTo(1L);
        assertThat(total(statistics.report(query("provider", null, null)), "provider/team/openai", "unbilled"))
                .isEqualTo(1L);
        assertThat(total(statistics.report(query("provider", null, null)), "provider/team/openai", "usd"))
                .isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"model", "provider", "policy", "workspace", "key", "model,key"})
    void money_is_exact_under_every_aspect(String by) {
        Random random = new Random(7);
        BigDecimal sum = BigDecimal.ZERO;
        long calls = 0;
        for (int i = 0; i < 3_000; i++) {
            Entry entry = Entries.any(random, 30);
            statistics.record(entry);
            sum = sum.add(BigDecimal.valueOf(entry.picoUsd(), 12));
            calls++;
        }
        assertThat(money(statistics.report(query(by, null, null)), "total")).isEqualByComparingTo(sum);
        assertThat(calls(statistics.report(query(by, null, null)))).isEqualTo(calls);
    }

    /** What routers add up in Redis is what each of them would have counted, were it alone. */
    @ParameterizedTest
    @CsvSource({"model", "workspace", "execution", "tag", "'key,policy'"})
    void what_is_posted_comes_back_as_it_was_counted(String by) {
        Postings postings = new Postings(30);
        Map<String, Map<String, Long>> redis = new HashMap<>();
        Map<String, Long> expiring = new HashMap<>();
        Random random = new Random(8);
        for (int i = 0; i < 2_000; i++) {
            Entry entry = Entries.any(random, 30);
            List<Increment> increments;
            if (random.nextInt(4) > 0) {
                statistics.record(entry);
                increments = postings.of(entry);
            } else {
                statistics.noted(Entries.note(entry));
                increments = postings.of(Entries.note(entry));
            }
            increments.forEach(increment -> {
                assertThat(increment.by()).isPositive();
                long kept = increment.key().startsWith("stats:day:") ? 31 * 86_400 : 400 * 86_400;
                assertThat(increment.keptSeconds()).isIn(0L, kept);
                expiring.merge(increment.key(), increment.keptSeconds(), Math::max);
                redis.computeIfAbsent(increment.key(), key -> new HashMap<>())
                        .merge(increment.field(), increment.by(), Long::sum);
            });
        }
        for (StatisticsQuery query : List.of(query(by, null, null), query(by, null, "2"))) {
            List<Map<String, Long>> hashes = query.keys(Entries.NOON).stream()
                    .map(key -> redis.getOrDefault(key, Map.of()))
                    .toList();
            Map<String, Object> shared = Statistics.shared(query, hashes, Entries.NOON);
            assertThat(shared).containsEntry("scope", "gateway");
            assertThat(without(shared)).isEqualTo(without(statistics.report(query)));
        }
        assertThat(Postings.keys(Entries.NOON, 30)).containsAll(redis.keySet());
        assertThat(expiring.values()).allMatch(seconds -> seconds > 0);
    }

    @Test
    void names_that_clients_make_up_are_bounded_and_none_is_lost() {
        Postings postings = new Postings(30);
        Map<String, Map<String, Long>> redis = new HashMap<>();
        for (int i = 0; i < 5_000; i++) {
            Entry entry = Entries.of(Entries.NOON, "run-" + i, List.of("t" + i), 1_000);
            statistics.record(entry);
            postings.of(entry).forEach(increment -> redis.computeIfAbsent(increment.key(), key -> new HashMap<>())
                    .merge(increment.field(), increment.by(), Long::sum));
        }
        for (String by : List.of("execution", "tag")) {
            StatisticsQuery query = StatisticsQuery.of(by, "1", null, "10000", 30);
            Map<String, Object> own = statistics.report(query);
            assertThat(rows(own, "total")).hasSize(Period.MOST_NAMES + 1);
            assertThat(calls(own)).isEqualTo(5_000);
            assertThat(day(own, 0)).containsEntry("forgotten", 4_500L);
            assertThat(total(own, "(others)", "calls")).isEqualTo(4_500L);
            assertThat(total(own, by.equals("tag") ? "t4999" : "run-4999", "calls"))
                    .isEqualTo(1L);

            Map<String, Object> shared = Statistics.shared(
                    query, List.of(redis.get(query.keys(Entries.NOON).get(0))), Entries.NOON);
            assertThat(rows(shared, "total")).hasSize(Postings.MOST_NAMES + 1);
            assertThat(calls(shared)).isEqualTo(5_000);
        }
    }

    @Test
    void accounts_are_bounded_too() {
        Period period = new Period();
        Tally one = Tally.of(Entries.of(Entries.NOON, null, List.of(), 1));
        for (int i = 0; i < Period.MOST_ACCOUNTS + 50; i++) {
            period.add(new Account("m" + i, "u", "p", "", ""), null, List.of(), one);
        }
        assertThat(period.accounts()).hasSize(Period.MOST_ACCOUNTS + 1);
        assertThat(period.accounts().get(Account.OTHERS).calls()).isEqualTo(50);
    }

    @Test
    void old_days_go_and_the_months_stay() {
        for (int day = 0; day < 40; day++) {
            statistics.record(Entries.of(Entries.NOON - day * 86_400_000L, null, List.of(), 1));
        }
        assertThat(calls(statistics.report(query(null, null, null)))).isEqualTo(30);
        assertThat(calls(statistics.report(query(null, null, "2")))).isEqualTo(40);
        statistics.reset();
        assertThat(calls(statistics.report(query(null, null, null)))).isZero();
        assertThat(calls(statistics.report(query(null, null, "13")))).isZero();
    }

    @Test
    void rows_beyond_the_limit_are_one_and_the_dearest_come_first() {
        for (int i = 1; i <= 5; i++) {
            statistics.record(Entries.of(Entries.NOON, "run-" + i, List.of(), i * 1_000_000L));
        }
        List<Map<String, Object>> rows =
                rows(statistics.report(StatisticsQuery.of("execution", "1", null, "2", 30)), "total");
        assertThat(rows)
                .extracting(row -> row.get("execution"), row -> row.get("usd"))
                .containsExactly(tuple("run-5", "0.000005"), tuple("run-4", "0.000004"), tuple("(others)", "0.000006"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "colour      |    |    |    | not by 'colour'",
                "model,model |    |    |    | Name each aspect once",
                "model,tag   |    |    |    | execution and tag alone",
                "model       | 31 |    |    | Parameter days takes 1 to 30, not '31'",
                "model       | 0  |    |    | Parameter days takes 1 to 30, not '0'",
                "model       | x  |    |    | Parameter days takes 1 to 30, not 'x'",
                "model       |    | 14 |    | Parameter months takes 1 to 13, not '14'",
                "model       | 1  | 1  |    | days or months, not both",
                "model       |    |    | 0  | Parameter limit takes",
            })
    void a_query_without_sense_is_told_so(String by, String days, String months, String limit, String told) {
        assertThatThrownBy(() -> StatisticsQuery.of(by, days, months, limit, 30))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(told);
    }

    private static StatisticsQuery query(String by, String days, String months) {
        return StatisticsQuery.of(by, days, months, "10000", 30);
    }

    /** The slowest attempt is no sum, and names forgotten are one router's. */
    private static Map<String, Object> without(Map<String, Object> report) {
        Map<String, Object> left = new HashMap<>(report);
        left.remove("scope");
        Function<Map<String, Object>, Object> cut = row -> {
            Map<String, Object> copy = new HashMap<>(row);
            Map<Object, Object> latency = new HashMap<>((Map<?, ?>) row.get("latencyMillis"));
            latency.remove("max");
            copy.put("latencyMillis", latency);
            return copy;
        };
        left.put("total", rows(report, "total").stream().map(cut).toList());
        String list = report.containsKey("days") ? "days" : "months";
        List<Object> periods = new ArrayList<>();
        for (Map<String, Object> period : rows(report, list)) {
            periods.add(List.of(
                    period.get(list.substring(0, list.length() - 1)),
                    rows(period, "rows").stream().map(cut).toList()));
        }
        left.put(list, periods);
        return left;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> rows(Map<String, Object> report, String list) {
        return (List<Map<String, Object>>) report.get(list);
    }

    private static Map<String, Object> day(Map<String, Object> report, int index) {
        return rows(report, "days").get(index);
    }

    private static Object total(Map<String, Object> report, String name, String what) {
        return rows(report, "total").stream()
                .filter(row -> row.containsValue(name))
                .findFirst()
                .orElseThrow()
                .get(what);
    }

    private static BigDecimal money(Map<String, Object> report, String list) {
        return rows(report, list).stream()
                .map(row -> new BigDecimal((String) row.get("usd")))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static long calls(Map<String, Object> report) {
        return rows(report, "total").stream()
                .mapToLong(row -> (Long) row.get("calls"))
                .sum();
    }
}
