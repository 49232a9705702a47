package dev.cortexllm.router;

import dev.cortexllm.router.route.Choice;
import java.util.function.Consumer;

/**
 * Counts requests that are meant for a deployment without a ready endpoint, as long as they last: the operator starts
 * deployments by this number. Whoever reports it is told at once when the first comes.
 */
final class Demand {
    private final Consumer<String> firstUnmet;

    /**
     * @param firstUnmet told the id of an upstream on the event loop of the request; must not block
     */
    Demand(Consumer<String> firstUnmet) {
        this.firstUnmet = firstUnmet;
    }

    void noted(Choice choice) {
        choice.cold(upstream -> {
            if (upstream.missed() == 1) {
                firstUnmet.accept(upstream.id());
            }
        });
    }

    void settled(Choice choice) {
        choice.cold(upstream -> upstream.unmet().decrementAndGet());
    }
}
