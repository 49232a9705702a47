package dev.cortexllm.bench.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.bench.simulation.Affinities.Way;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AffinitiesTest {
    @Test
    void prefix_affinity_stands_between_round_robin_and_the_oracle() {
        Map<Way, Outcome> ways = Affinities.play(World.usual(360, 1), Kind.AGENTS, 4, 4);
        Outcome turns = ways.get(Way.ROUND_ROBIN);
        Outcome production = ways.get(Way.PREFIX_AFFINITY);
        Outcome oracle = ways.get(Way.ORACLE);

        assertThat(production.cachedShare()).isGreaterThan(turns.cachedShare() + 0.1);
        assertThat(oracle.cachedShare()).isGreaterThan(production.cachedShare());
        assertThat(production.p99()).isLessThan(0.8 * turns.p99());
        assertThat(oracle.p99()).isLessThan(production.p99());
    }

    @Test
    void without_keys_production_keeps_no_more_in_the_caches_than_round_robin() {
        Map<Way, Outcome> ways = Affinities.play(World.usual(120, 2), Kind.CHAT, 6, 4);

        assertThat(ways.get(Way.LEAST_LOAD).cachedShare())
                .isLessThan(ways.get(Way.ROUND_ROBIN).cachedShare() + 0.03);
    }
}
