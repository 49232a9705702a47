package dev.cortexllm.bench.simulation;

import dev.cortexllm.bench.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How hybrid did at a point.
 *
 * @param point the point
 * @param load the day's mean rate as a multiple of what the replicas can finish
 * @param hourSeconds virtual seconds of an hour of the day
 * @param outcomes of every alternative
 */
record Verdict(Point point, double load, double hourSeconds, Map<Alternative, Outcome> outcomes) {
    /** An alternative beats hybrid when both its p99 and its cost are below this share of hybrid's. */
    static final double BEATEN = 0.95;
    /** Hybrid's cost is at most this share of the cloud's where local is saturated. */
    static final double OF_CLOUD_USD = 0.8;
    /** Hybrid's p99 is at most this share of the local one's where local is saturated. */
    static final double OF_LOCAL_P99 = 1.0 / 3;

    private static final double BACKLOG_SECONDS = 10;

    private Outcome hybrid() {
        return outcomes.get(Alternative.HYBRID);
    }

    /** Whether the busiest hour alone leaves a backlog of {@value #BACKLOG_SECONDS} s where nothing spills. */
    boolean saturated() {
        return (load * Burstiness.BUSIEST_HOUR - 1) * hourSeconds >= BACKLOG_SECONDS;
    }

    /** Hybrid's cost as a share of the cloud's. */
    double ofCloudUsd() {
        return hybrid().usd() / outcomes.get(Alternative.ALL_CLOUD).usd();
    }

    /** Hybrid's p99 as a share of the local one's. */
    double ofLocalP99() {
        return hybrid().p99() / outcomes.get(Alternative.ALL_LOCAL).p99();
    }

    /**
     * How close an alternative comes: the larger one of its p99 and its cost, each as a share of hybrid's. At least {@link
     * #BEATEN} unless it beats hybrid.
     */
    double closeness(Alternative other) {
        Outcome its = outcomes.get(other);
        return Math.max(its.p99() / hybrid().p99(), its.usd() / hybrid().usd());
    }

    /** The alternative that comes closest. */
    Alternative closest() {
        Alternative closest = Alternative.ALL_CLOUD;
        for (Alternative other : Alternative.values()) {
            if (other != Alternative.HYBRID && closeness(other) < closeness(closest)) {
                closest = other;
            }
        }
        return closest;
    }

    /** What does not hold, a sentence each. */
    List<String> breaches() {
        List<String> breaches = new ArrayList<>();
        String where = "at " + point.rate() + " requests per second on " + point.replicas() + " replicas ";
        for (Alternative other : Alternative.values()) {
            if (other != Alternative.HYBRID && closeness(other) < BEATEN) {
                breaches.add(where + other.title() + " beats hybrid on both p99 and cost");
            }
        }
        if (saturated() && !Grid.hopeless(point) && ofCloudUsd() > OF_CLOUD_USD) {
            breaches.add(where + "hybrid costs " + Table.ratio(ofCloudUsd()) + " of all cloud");
        }
        if (saturated() && ofLocalP99() > OF_LOCAL_P99) {
            breaches.add(where + "hybrid's p99 is " + Table.ratio(ofLocalP99()) + " of all local's");
        }
        return breaches;
    }
}
