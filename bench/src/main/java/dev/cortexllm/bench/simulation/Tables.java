package dev.cortexllm.bench.simulation;

import dev.cortexllm.bench.table.Table;
import java.util.List;
import java.util.Map;

/** What the simulation found, for people. */
final class Tables {
    private Tables() {}

    /** One line per point: the criteria. */
    static String summary(List<Verdict> verdicts) {
        Table table = new Table(
                "req/s",
                "replicas",
                "load",
                "saturated",
                "hybrid p99 s",
                "USD/day",
                "local %",
                "of cloud USD",
                "of local p99",
                "closest",
                "by");
        for (Verdict verdict : verdicts) {
            Outcome hybrid = verdict.outcomes().get(Alternative.HYBRID);
            Alternative closest = verdict.closest();
            table.row(
                    Table.whole(verdict.point().rate()),
                    Table.whole(verdict.point().replicas()),
                    Table.ratio(verdict.load()),
                    verdict.saturated() ? "yes" : "no",
                    Table.seconds(hybrid.p99()),
                    Table.whole(hybrid.usd()),
                    Table.percent(hybrid.localShare()),
                    Table.ratio(verdict.ofCloudUsd()),
                    Table.ratio(verdict.ofLocalP99()),
                    closest.title(),
                    Table.ratio(verdict.closeness(closest)));
        }
        return table.toString();
    }

    /** One line per point and alternative. */
    static String details(List<Verdict> verdicts) {
        Table table = new Table(
                "req/s", "replicas", "alternative", "p50 s", "p99 s", "USD/day", "local %", "failures", "cached %");
        for (Verdict verdict : verdicts) {
            for (Map.Entry<Alternative, Outcome> one : verdict.outcomes().entrySet()) {
                Outcome outcome = one.getValue();
                table.row(
                        Table.whole(verdict.point().rate()),
                        Table.whole(verdict.point().replicas()),
                        one.getKey().title(),
                        Table.seconds(outcome.p50()),
                        Table.seconds(outcome.p99()),
                        Table.whole(outcome.usd()),
                        Table.percent(outcome.localShare()),
                        Table.whole(outcome.failures()),
                        Table.percent(outcome.cachedShare()));
            }
        }
        return table.toString();
    }
}
