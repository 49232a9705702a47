package dev.cortexllm.router;

import dev.cortexllm.router.attempt.AttemptResult;
import dev.cortexllm.router.attempt.ClientCall;
import dev.cortexllm.router.attempt.Workbench;
import dev.cortexllm.router.outcome.CortexHeaders;
import dev.cortexllm.router.outcome.Outcome;
import dev.cortexllm.router.route.Choice;
import dev.cortexllm.router.route.Chooser;
import dev.cortexllm.router.route.Draws;
import dev.cortexllm.router.route.LiveView;
import dev.cortexllm.router.route.RequestFacts;
import dev.cortexllm.router.target.RouteTarget;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last stages of a request, each of them once or more: its policy chooses, and what was chosen answers it or it is refused.
 * A choice counts as demand for what it found cold until one of {@link #answer}, {@link #refuse} and {@link #drop} has ended it.
 * One per event loop.
 */
final class Dispatch {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);

    private final Workbench bench;
    private final Endings endings;
    private final Draws draws;
    private final Demand demand;

    Dispatch(Workbench bench, Endings endings, Draws draws, Demand demand) {
        this.bench = bench;
        this.endings = endings;
        this.draws = draws;
        this.demand = demand;
    }

    /**
     * Has the policy choose, and says so in the answer's head.
     *
     * @param asked the request
     * @param now monotonic nanoseconds
     */
    Choice choose(Asked asked, long now) {
        RequestFacts facts = asked.facts();
        Choice choice = Chooser.choose(asked.route(), facts, new LiveView(now), draws);
        if (asked.route().needs() != 0) {
            LOG.debug(
                    "request {} is {} {} {}, about {} tokens: rule {}",
                    asked.exchange().id(),
                    facts.task(),
                    facts.complexity(),
                    facts.latency(),
                    facts.promptTokens(),
                    choice.rule().name());
        }
        demand.noted(choice);
        HttpServerResponse response = asked.exchange().response();
        if (!response.headWritten()) {
            response.putHeader(CortexHeaders.REQUEST_ID, asked.exchange().id());
            response.putHeader(CortexHeaders.POLICY, asked.route().name());
            response.putHeader(CortexHeaders.RULE, choice.rule().name());
        }
        return choice;
    }

    /** The cold deployment that the request is to wait for; null when it goes on at once. */
    static RouteTarget awaited(Asked asked, Choice choice) {
        return asked.answering().waits() ? choice.awaited(asked.facts().wishes()) : null;
    }

    /**
     * Has the request answered.
     *
     * @param waited what came of its wait; null when it has not waited
     */
    void answer(Asked asked, Choice choice, Waited waited) {
        choice.route().decided(choice);
        ClientCall call = CallPlanning.plan(bench, asked, choice, waited);
        if (waited == null) {
            asked.answering().run(bench, call, result -> attempted(asked, call, choice, result));
            return;
        }
        tellWaited(asked, waited.nanos());
        asked.answering().run(bench, call, result -> {
            attempted(asked, call, choice, result);
            waited.over().run();
        });
    }

    private void attempted(Asked asked, ClientCall call, Choice choice, AttemptResult result) {
        demand.settled(choice);
        endings.attempted(asked.exchange(), call, choice, result);
    }

    /**
     * Ends a request that has waited.
     *
     * @param waitedNanos for how long
     * @param why what its client is told
     */
    void refuse(Asked asked, Choice choice, long waitedNanos, Outcome why) {
        tellWaited(asked, waitedNanos);
        Waited waited = new Waited(waitedNanos, null, null, null);
        ClientCall call = CallPlanning.plan(bench, asked, choice, waited);
        attempted(asked, call, choice, new AttemptResult(null, 0, null, why, 0, 0, 0));
    }

    private static void tellWaited(Asked asked, long nanos) {
        HttpServerResponse response = asked.exchange().response();
        long millis = TimeUnit.NANOSECONDS.toMillis(nanos);
        if (millis > 0 && !response.headWritten()) {
            response.putHeader(CortexHeaders.WAITED_MS, Long.toString(millis));
        }
    }

    /** Another choice stands in place of this one. */
    void drop(Choice choice) {
        demand.settled(choice);
    }
}
