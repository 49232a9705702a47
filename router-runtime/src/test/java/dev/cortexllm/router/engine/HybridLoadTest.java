package dev.cortexllm.router.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.router.engine.HybridLoadSimulation.Stretch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The demo's criterion, in virtual time: two routers, scrapes every half second, a limit of half a second. */
class HybridLoadTest {
    private static final int SEEDS = 25;

    @ParameterizedTest(name = "{0} slots, {1} s each, poisson {2}, {3} routers")
    @CsvSource({
        "4,0.2,false,2",
        "4,0.4,false,2",
        "8,0.25,false,2",
        "8,0.5,false,2",
        "8,0.4,true,2",
        "16,0.5,true,2",
        "32,1.0,true,2",
        "8,0.4,false,1",
        "16,0.5,true,4",
    })
    void twice_the_service_rate_keeps_local_busy_and_sends_half_away(
            int slots, double seconds, boolean poisson, int routers) {
        for (long seed = 0; seed < SEEDS; seed++) {
            HybridLoadSimulation simulation = new HybridLoadSimulation(slots, seconds, routers, seed);
            Stretch before = simulation.run(0.5, 5, poisson);
            Stretch overload = simulation.run(2, 10, poisson);
            simulation.run(0.5, 10, poisson);
            Stretch after = simulation.run(0.5, 10, poisson);

            assertThat(before.cloud()).as("seed %d, cloud at half load", seed).isZero();
            assertThat(overload.busy()).as("seed %d, local busy", seed).isGreaterThanOrEqualTo(0.95);
            assertThat(overload.cloudShare()).as("seed %d, cloud share", seed).isBetween(0.40, 0.60);
            assertThat(after.cloud())
                    .as("seed %d, cloud 10 s after the load fell", seed)
                    .isZero();
        }
    }
}
