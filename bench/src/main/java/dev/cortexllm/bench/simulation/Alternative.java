package dev.cortexllm.bench.simulation;

import dev.cortexllm.config.ConfigBundle;

/** Ways to place the calls of a day. */
enum Alternative {
    /** What is measured: local first, spilling over. */
    HYBRID("hybrid"),
    /** Replicas and cloud in turn. */
    ROUND_ROBIN("round robin"),
    /** Of replicas and cloud the one with the fewest requests. */
    LEAST_REQUEST("least request"),
    /** No replicas at all. */
    ALL_CLOUD("all cloud"),
    /** No cloud at all; replicas are picked as hybrid does. */
    ALL_LOCAL("all local");

    /** Routers of the gateway. */
    static final int ROUTERS = 2;

    private final String title;

    Alternative(String title) {
        this.title = title;
    }

    /** Its name in tables. */
    String title() {
        return title;
    }

    /** Whether replicas run, and are paid. */
    boolean hasReplicas() {
        return this != ALL_CLOUD;
    }

    /**
     * Makes what places the calls.
     *
     * @param world prices and speeds
     * @return its factory
     */
    Placing.Factory placing(World world) {
        int slots = world.speed().slots();
        return switch (this) {
            case HYBRID ->
                fleet -> production(
                        fleet,
                        SimulatedConfig.hybrid(fleet.replicas().size(), slots, world.cloud(), world.spillWaitMillis()),
                        slots);
            case ALL_LOCAL ->
                fleet ->
                        production(fleet, SimulatedConfig.local(fleet.replicas().size(), slots), slots);
            case ROUND_ROBIN -> fleet -> Unaware.roundRobin(fleet.replicas().size(), true, ROUTERS);
            case LEAST_REQUEST -> fleet -> Unaware.leastRequest(fleet.replicas().size(), true, ROUTERS);
            case ALL_CLOUD -> fleet -> Placing.cloud();
        };
    }

    private static Placing production(Fleet fleet, ConfigBundle bundle, int slots) {
        return ProductionRouter.gateway(fleet, bundle, slots, ROUTERS, true);
    }
}
