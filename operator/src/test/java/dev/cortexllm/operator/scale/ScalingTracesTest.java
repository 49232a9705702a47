package dev.cortexllm.operator.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for the decision whatever the load does. */
class ScalingTracesTest {
    private static final int TICKS = 3_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void it_is_enough_at_once_within_the_bounds_and_not_nervous(long seed) {
        Random random = new Random(seed);
        Bounds bounds = bounds(random);
        Instant now = Instant.parse("2026-11-27T10:00:00Z");
        Instant needed = now;
        Optional<Instant> asked = Optional.empty();
        Memory memory = null;
        int replicas = random.nextInt(bounds.max() + 1);
        double load = 0;
        for (int i = 0; i < TICKS; i++) {
            now = now.plusSeconds(1);
            load = next(random, load, bounds);
            int inFlight = (int) (load * random.nextDouble());
            int waiting = replicas == 0 ? (int) load : 0;
            if (load >= 1) {
                asked = Optional.of(now);
            }
            boolean known = random.nextInt(20) > 0;
            boolean complete = random.nextInt(20) > 0;
            Optional<Load> seen =
                    known ? Optional.of(new Load(Map.of("a", load - waiting), inFlight, waiting)) : Optional.empty();
            ScaleDecision decision =
                    ScaleDecision.of(memory, new Look(now, replicas, replicas, seen, complete, asked), bounds);
            memory = decision.memory();
            int next = decision.replicas();
            int need = known ? (int) Math.ceil(Math.max(load, inFlight) / bounds.target()) : 0;

            assertThat(next).isBetween(bounds.min(), bounds.max());
            assertThat(next).as("never below what is in flight").isGreaterThanOrEqualTo(Math.min(need, bounds.max()));
            if (next < replicas && replicas <= bounds.max()) {
                assertThat(known && complete)
                        .as("nothing goes while anything is unknown")
                        .isTrue();
                assertThat(Duration.between(needed, now))
                        .as("no flapping: %d to %d", replicas, next)
                        .isGreaterThanOrEqualTo(bounds.down());
            }
            if (next > replicas) {
                assertThat(next).as("no more than needed").isEqualTo(bounds.clamp(Math.max(need, 1)));
            }
            if (need >= next || next > replicas) {
                needed = now;
            }
            replicas = next;
        }
        assertThat(rest(bounds, memory, replicas, now, asked)).isEqualTo(bounds.min());
    }

    /** Nobody asks any more: where it comes to rest, and stays. */
    private static int rest(Bounds bounds, Memory memory, int replicas, Instant from, Optional<Instant> asked) {
        int there = replicas;
        Memory kept = memory;
        Instant end = from.plus(bounds.down()).plus(bounds.idle()).plusSeconds(5);
        for (Instant now = from; now.isBefore(end); now = now.plusSeconds(1)) {
            Optional<Load> nothing = Optional.of(new Load(Map.of("a", 0.0), 0, 0));
            ScaleDecision decision = ScaleDecision.of(kept, new Look(now, there, there, nothing, true, asked), bounds);
            kept = decision.memory();
            there = decision.replicas();
        }
        return there;
    }

    private static Bounds bounds(Random random) {
        int min = random.nextInt(3);
        return new Bounds(
                min,
                Math.max(1, min) + random.nextInt(20),
                1 + random.nextInt(40),
                Duration.ofSeconds(random.nextInt(120)),
                Duration.ofSeconds(random.nextInt(240)),
                Duration.ofSeconds(random.nextInt(600)));
    }

    /** A walk with steps, bursts and pauses. */
    private static double next(Random random, double load, Bounds bounds) {
        return switch (random.nextInt(40)) {
            case 0 -> 0;
            case 1 -> random.nextInt(bounds.max() * bounds.target() * 2);
            default -> Math.max(0, Math.floor(load + random.nextInt(7) - 3.3));
        };
    }
}
