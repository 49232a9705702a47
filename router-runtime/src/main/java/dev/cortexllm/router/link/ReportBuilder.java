package dev.cortexllm.router.link;

import dev.cortexllm.link.RouterReport;
import dev.cortexllm.router.account.Meters;
import dev.cortexllm.router.admin.ServingStatus;
import dev.cortexllm.router.notice.BudgetBoard;
import dev.cortexllm.router.target.EndpointState;
import dev.cortexllm.router.target.EngineLoad;
import dev.cortexllm.router.target.TargetStates;
import dev.cortexllm.router.target.UpstreamState;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** Puts a report together of what the process knows at the moment. */
public final class ReportBuilder {
    private static final String DEPLOYMENT = "deployment/";

    private final String incarnation;
    private final ServingStatus status;
    private final EndpointBook book;
    private final TargetStates states;
    private final Meters meters;
    private final BudgetBoard board;
    private final LongSupplier clock;
    private volatile boolean store;

    /**
     * @param incarnation random id of the process
     * @param status what it serves
     * @param book which endpoints it uses
     * @param states what is in flight
     * @param meters what was served
     * @param board what is spent, and who should know
     * @param clock monotonic nanoseconds
     */
    public ReportBuilder(
            String incarnation,
            ServingStatus status,
            EndpointBook book,
            TargetStates states,
            Meters meters,
            BudgetBoard board,
            LongSupplier clock) {
        this.incarnation = incarnation;
        this.status = status;
        this.book = book;
        this.states = states;
        this.meters = meters;
        this.board = board;
        this.clock = clock;
    }

    /**
     * Another configuration is served.
     *
     * @param counting whether it has a Redis that all routers of the gateway count in
     */
    public void serving(boolean counting) {
        store = counting;
    }

    /** The report of this moment. */
    public RouterReport report() {
        return new RouterReport(
                incarnation,
                status.servedHash(),
                status.problem(),
                book.revision(),
                demand(),
                usage(),
                store ? Boolean.valueOf(meters.store().count() > 0) : null,
                board.spends(),
                board.notices());
    }

    private Map<String, RouterReport.Demand> demand() {
        Map<String, RouterReport.Demand> demand = new TreeMap<>();
        for (UpstreamState upstream : states.upstreams()) {
            if (upstream.id().startsWith(DEPLOYMENT)) {
                demand.put(
                        upstream.id(),
                        new RouterReport.Demand(
                                upstream.inFlight(), upstream.unmet().get(), upstream.asked(), pods(upstream)));
            }
        }
        return demand;
    }

    private Map<String, RouterReport.PodLoad> pods(UpstreamState upstream) {
        long now = clock.getAsLong();
        Map<String, RouterReport.PodLoad> pods = new TreeMap<>();
        for (EndpointState endpoint : upstream.endpoints()) {
            EngineLoad said = endpoint.loadLately(now);
            pods.put(
                    endpoint.name(),
                    new RouterReport.PodLoad(
                            endpoint.inFlight(),
                            said == null ? null : Double.valueOf(said.running() + said.waiting())));
        }
        return pods;
    }

    private List<RouterReport.PolicyUsage> usage() {
        return new TreeMap<>(meters.tallies())
                .entrySet().stream()
                        .map(entry -> new RouterReport.PolicyUsage(
                                entry.getKey(),
                                entry.getValue().requests(),
                                entry.getValue().local(),
                                entry.getValue().microUsd()))
                        .toList();
    }
}
