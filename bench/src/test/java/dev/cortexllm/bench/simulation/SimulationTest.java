package dev.cortexllm.bench.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cortexllm.config.ConfigBundle;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The thirty points, with a day of six minutes and without the two rates that take longest: those are in the bench. */
class SimulationTest {
    private static final World WORLD = World.usual(360, 1);
    private static final int FASTEST = 316;

    @Test
    void hybrid_does_what_it_promises() {
        List<Point> points =
                Grid.points().stream().filter(point -> point.rate() <= FASTEST).toList();
        List<Verdict> verdicts = Simulate.verdicts(WORLD, points);
        System.out.println("[simulation]\n" + Tables.summary(verdicts));

        assertThat(Simulate.breaches(verdicts)).isEmpty();
        assertThat(verdicts).filteredOn(Verdict::saturated).hasSizeBetween(8, 20);
        assertThat(verdicts.stream()
                        .map(verdict ->
                                verdict.outcomes().get(Alternative.HYBRID).failures()))
                .containsOnly(0L);
    }

    @Test
    void the_grid_has_thirty_points_from_10_to_1000_requests_per_second_on_1_to_32_replicas() {
        assertThat(Grid.points()).hasSize(30).doesNotHaveDuplicates();
        assertThat(Grid.points()).extracting(Point::rate).contains(10, 1000);
        assertThat(Grid.points()).extracting(Point::replicas).contains(1, 32);
    }

    @Test
    void the_same_seed_gives_the_same_numbers() {
        Point point = new Point(56, 4);
        Map<Alternative, Outcome> first = point.play(WORLD);

        assertThat(point.play(WORLD)).isEqualTo(first);
        assertThat(point.play(World.usual(360, 2))).isNotEqualTo(first);
    }

    @Test
    void a_chooser_that_never_spills_breaks_the_promise() {
        World world = WORLD.spillingFrom(600_000);

        assertThat(Simulate.breaches(Simulate.verdicts(world, List.of(new Point(56, 2)))))
                .anyMatch(sentence -> sentence.contains("hybrid's p99 is 1.00 of all local's"));
    }

    @Test
    void a_chooser_that_spills_at_once_keeps_less_local() {
        Point point = new Point(56, 2);
        double patient = point.play(WORLD).get(Alternative.HYBRID).localShare();
        double hasty =
                point.play(WORLD.spillingFrom(50)).get(Alternative.HYBRID).localShare();

        assertThat(hasty).isLessThan(patient);
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 256})
    void a_policy_that_is_wrong_about_the_slots_decides_nearly_the_same(int believed) {
        Point point = new Point(56, 4);
        List<Call> calls = point.calls(WORLD);
        Outcome right = hybrid(calls, WORLD.speed().slots());
        Outcome wrong = hybrid(calls, believed);

        assertThat(wrong.localShare()).isCloseTo(right.localShare(), within(0.02));
        assertThat(wrong.p99()).isLessThan(1.5 * right.p99());
    }

    private static Outcome hybrid(List<Call> calls, int slots) {
        ConfigBundle bundle = SimulatedConfig.hybrid(4, slots, WORLD.cloud(), WORLD.spillWaitMillis());
        return Day.play(WORLD, calls, 4, fleet -> ProductionRouter.gateway(fleet, bundle, slots, 2, true));
    }
}
