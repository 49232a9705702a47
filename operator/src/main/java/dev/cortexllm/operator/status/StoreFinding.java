package dev.cortexllm.operator.status;

import java.util.List;
import java.util.Optional;

/** {@code StoreAvailable}: whether a gateway's routers reach the Redis that they count in together. */
final class StoreFinding {
    private StoreFinding() {}

    /** Empty when there is no Redis, so that there is nothing to reach. */
    static Optional<Finding> of(GatewayFacts facts) {
        if (!facts.redis()) {
            return Optional.empty();
        }
        List<RouterFact> heard = facts.routers().stream()
                .filter(router -> router.store() != null)
                .toList();
        if (heard.isEmpty()) {
            return Optional.of(Finding.unknown(
                    Finding.STORE_AVAILABLE, "NoReport", "no router has reported whether it reaches Redis"));
        }
        List<String> without = heard.stream()
                .filter(router -> !router.store())
                .map(RouterFact::pod)
                .toList();
        if (without.isEmpty()) {
            return Optional.of(Finding.of(
                    Finding.STORE_AVAILABLE, true, "Connected", heard.size() + " routers count together in Redis"));
        }
        return Optional.of(Finding.of(
                Finding.STORE_AVAILABLE,
                false,
                "Unreachable",
                "routers that do not reach Redis count for themselves, and budgets that are Closed refuse: "
                        + String.join(", ", without)));
    }
}
