package dev.cortexllm.router;

import dev.cortexllm.router.route.Choice;
import dev.cortexllm.router.target.RouteTarget;
import dev.cortexllm.router.target.UpstreamState;

/**
 * What came of a request's wait for a cold deployment.
 *
 * @param nanos how long it waited
 * @param ready the deployment, when it is the request's turn there; else null
 * @param whyNothing a clause that says what was waited for in vain; null when it is the request's turn
 * @param over run when the request has ended
 */
record Waited(long nanos, UpstreamState ready, String whyNothing, Runnable over) {

    /**
     * The attempts to make: first where the request has waited for, however long the queue there is by now, because nobody waits
     * twice; unless that has failed meanwhile.
     *
     * @param choice what the policy chooses now
     * @param now monotonic nanoseconds
     */
    RouteTarget[] order(Choice choice, long now) {
        RouteTarget[] order = choice.order();
        int place = 0;
        while (place < order.length && order[place].state().upstream() != ready) {
            place++;
        }
        if (place == 0 || place == order.length || order[place].state().leftAlone(now)) {
            return order;
        }
        RouteTarget[] changed = order.clone();
        changed[0] = order[place];
        System.arraycopy(order, 0, changed, 1, place);
        return changed;
    }
}
