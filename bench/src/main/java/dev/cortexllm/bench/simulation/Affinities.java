package dev.cortexllm.bench.simulation;

import dev.cortexllm.bench.table.Table;
import dev.cortexllm.config.ConfigBundle;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Prefix affinity against round robin, with an oracle beside it: replicas alone, no cloud. */
final class Affinities {
    private static final int[] REPLICAS = {4, 16};
    private static final int[] RATES_OF_CHAT = {4, 6, 9};
    private static final int[] RATES_OF_AGENTS = {2, 4, 6};

    private Affinities() {}

    /** How a replica is chosen. */
    enum Way {
        /** In turn. */
        ROUND_ROBIN("round robin"),
        /** Production, of calls that belong nowhere: the less loaded of two. */
        LEAST_LOAD("least load"),
        /** Production. */
        PREFIX_AFFINITY("prefix affinity"),
        /** By what nobody can know: where the first token would come first. */
        ORACLE("oracle");

        private final String title;

        Way(String title) {
            this.title = title;
        }

        private Placing.Factory placing(int slots) {
            return switch (this) {
                case ROUND_ROBIN -> fleet -> Unaware.roundRobin(fleet.replicas().size(), false, Alternative.ROUTERS);
                case LEAST_LOAD -> fleet -> production(fleet, slots, false);
                case PREFIX_AFFINITY -> fleet -> production(fleet, slots, true);
                case ORACLE -> Oracle::new;
            };
        }

        private static Placing production(Fleet fleet, int slots, boolean keyed) {
            ConfigBundle bundle = SimulatedConfig.local(fleet.replicas().size(), slots);
            return ProductionRouter.gateway(fleet, bundle, slots, Alternative.ROUTERS, keyed);
        }
    }

    /**
     * Plays a day with every way.
     *
     * @param world prices and speeds
     * @param kind what its calls are like
     * @param rate calls per second in the mean, per replica
     * @param replicas how many
     * @return what came of each
     */
    static Map<Way, Outcome> play(World world, Kind kind, int rate, int replicas) {
        List<Call> calls = Traffic.day(kind, rate * replicas, world.daySeconds(), world.seed());
        Map<Way, Outcome> outcomes = new EnumMap<>(Way.class);
        for (Way way : Way.values()) {
            outcomes.put(
                    way,
                    Day.play(world, calls, replicas, way.placing(world.speed().slots())));
        }
        return outcomes;
    }

    /** All of it, as a table. */
    static String table(World world) {
        Table table = new Table("traffic", "replicas", "req/s each", "way", "cached %", "p50 s", "p99 s", "failures");
        for (int replicas : REPLICAS) {
            rows(table, world, "chat", Kind.CHAT, replicas, RATES_OF_CHAT);
            rows(table, world, "agents", Kind.AGENTS, replicas, RATES_OF_AGENTS);
        }
        return table.toString();
    }

    private static void rows(Table table, World world, String name, Kind kind, int replicas, int[] rates) {
        for (int rate : rates) {
            play(world, kind, rate, replicas)
                    .forEach((way, outcome) -> table.row(
                            name,
                            Table.whole(replicas),
                            Table.whole(rate),
                            way.title,
                            Table.percent(outcome.cachedShare()),
                            Table.seconds(outcome.p50()),
                            Table.seconds(outcome.p99()),
                            Table.whole(outcome.failures())));
        }
    }
}
