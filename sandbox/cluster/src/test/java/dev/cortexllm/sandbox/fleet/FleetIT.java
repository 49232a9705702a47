package dev.cortexllm.sandbox.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.api.v1alpha1.ModelDeployment;
import dev.cortexllm.sandbox.demo.process.Child;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Five hundred model deployments of all golden kinds, from nothing. {@code -Dfleet.seed=N} kills at the same points again,
 * {@code -Dfleet.size=N} takes another number.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FleetIT {
    private static final int SIZE = Integer.getInteger("fleet.size", 500);
    private static final int KILLED_SIZE = Integer.getInteger("fleet.killed.size", Math.min(SIZE, 120));
    private static final int KILLS = 4;

    private static final long MIB = 1 << 20;
    /** Of the 512 MiB that the heap may have: the rest is for what a reconcile needs while it runs. */
    private static final long MOST_LIVE_MIB = 256;

    private static final int RESYNC_SECONDS = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final long SEED = Long.getLong("fleet.seed", System.nanoTime());
    private static final Duration LOOK = Duration.ofMillis(250);

    private static World world;
    private static String calm;
    private static Child operator;

    @BeforeAll
    static void open() throws Exception {
        world = World.open();
        calm = world.namespace("calm");
    }

    @AfterAll
    static void close() throws Exception {
        world.close();
    }

    @Test
    @Order(1)
    void all_are_reconciled_from_nothing_within_the_heap() throws Exception {
        Models.create(world.client(), calm, Models.some(SIZE));
        long began = System.nanoTime();
        operator = world.operator(calm, RESYNC_SECONDS + "s");
        operator.awaitUp(PATIENCE);
        double up = seconds(began);
        await().atMost(PATIENCE).pollInterval(LOOK).until(() -> told(calm) == SIZE);
        double told = seconds(began);
        State state = new State(world.client(), calm);
        quiet(state);
        long live = World.liveBytes(operator) / MIB;
        say("%d model deployments, %d children: operator up after %.1f s, all statuses after %.1f s, %d MiB live"
                .formatted(SIZE, state.children(), up, told, live));

        assertThat(operator.alive()).as("the operator is alive").isTrue();
        assertThat(live)
                .as("MiB of the operator's heap after a full collection")
                .isLessThan(MOST_LIVE_MIB);
    }

    @Test
    @Order(2)
    void nothing_is_written_over_three_resync_periods() {
        State state = new State(world.client(), calm);
        Map<String, String> before = state.versions();
        pass(Duration.ofSeconds(3 * RESYNC_SECONDS + 1));
        Map<String, String> after = state.versions();
        Set<Map.Entry<String, String>> written = new TreeSet<>(Map.Entry.comparingByKey());
        written.addAll(after.entrySet());
        written.removeIf(before.entrySet()::contains);
        assertThat(written).as("what was written").isEmpty();
        assertThat(after).as("what is gone").hasSameSizeAs(before);
        say("silent over 3 resync periods: %d objects".formatted(before.size()));
    }

    @Test
    @Order(3)
    void an_operator_killed_on_the_way_ends_at_the_same_state() throws Exception {
        say("-Dfleet.seed=" + SEED);
        operator.kill();
        List<ModelDeployment> models = Models.some(KILLED_SIZE);
        Set<String> names =
                models.stream().map(model -> model.getMetadata().getName()).collect(Collectors.toSet());
        String killed = world.namespace("killed");
        State state = new State(world.client(), killed);
        Map<String, JsonNode> undisturbed = new State(world.client(), calm).content(names);
        Random random = new Random(SEED);
        say("at least %d writes".formatted(leastWrites(undisturbed)));
        int[] points = random.ints(KILLS, 0, leastWrites(undisturbed)).sorted().toArray();
        try (Events events = new Events(world.client(), killed)) {
            Models.create(world.client(), killed, models);
            for (int point : points) {
                Child doomed = world.operator(killed, "5m");
                events.await(point, PATIENCE);
                doomed.kill();
                say("killed after %d writes, meant after %d".formatted(events.count(), point));
            }
        }
        Child last = world.operator(killed, RESYNC_SECONDS + "s");
        last.awaitUp(PATIENCE);
        await().atMost(PATIENCE).pollInterval(LOOK).until(() -> told(killed) == KILLED_SIZE);
        // Some of it is worth telling only when it has been so for a while, such as that no router tells a load.
        await().atMost(PATIENCE).pollInterval(LOOK).untilAsserted(() -> assertThat(
                        Difference.between(undisturbed, state.content(names)))
                .as("what is not as in the undisturbed run")
                .isEmpty());
        quiet(state);
        Map<String, JsonNode> disturbed = state.content(names);
        assertThat(Difference.between(undisturbed, disturbed))
                .as("what is not as in the undisturbed run, or does not stay so")
                .isEmpty();
        say("%d objects are as in the undisturbed run".formatted(disturbed.size()));
    }

    /** What {@link Events} counts of the same models at the least. Not each has a Deployment; a status is written once or more. */
    private static int leastWrites(Map<String, JsonNode> undisturbed) {
        return (int) undisturbed.keySet().stream()
                .filter(name -> name.startsWith("Service ")
                        || name.startsWith("Deployment ")
                        || name.startsWith("ModelDeployment "))
                .count();
    }

    /** How many have a status of their present generation. */
    private static int told(String namespace) {
        return (int) world.client().resources(ModelDeployment.class).inNamespace(namespace).list().getItems().stream()
                .filter(model -> model.getStatus() != null
                        && model.getMetadata()
                                .getGeneration()
                                .equals(model.getStatus().observedGeneration()))
                .count();
    }

    /** Waits until all that follows from what was written is written, too. */
    private static void quiet(State state) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(RESYNC_SECONDS))
                .until(state::versions, new Still<>());
    }

    private static void pass(Duration time) {
        long from = System.nanoTime();
        await().pollDelay(time).atMost(time.plus(PATIENCE)).until(() -> System.nanoTime() - from >= time.toNanos());
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / (double) TimeUnit.SECONDS.toNanos(1);
    }

    private static void say(String what) {
        System.out.println("[fleet] " + what);
    }
}
