package dev.cortexllm.router.target;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.cortexllm.router.account.Meters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PickingTest {
    private static final List<EndpointState> NONE = List.of();
    private static final Balance BY_PREFIX = new Balance(List.of(), 4096, 125, 16);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final TargetStates states = new TargetStates();
    private final TargetState target = states.target("d", "m");
    private final UpstreamState upstream = states.upstream("d");
    private final SplittableRandom random = new SplittableRandom(3);

    @BeforeEach
    void balance() {
        upstream.balance(BY_PREFIX, new Meters(registry).picks("d"));
    }

    private static UpstreamState.Announced at(int pod, boolean ready) {
        return new UpstreamState.Announced("pod-" + pod, new Address("10.0.0." + pod, 8000, false, "/v1"), ready);
    }

    private List<EndpointState> announce(int from, int to) {
        states.announce(
                "d", IntStream.range(from, to).mapToObj(i -> at(i, true)).toList());
        return upstream.endpoints();
    }

    private EndpointState pick(long key) {
        return target.pick(balance -> key, NONE, 0, random::nextLong);
    }

    private EndpointState pickAny() {
        return target.pick(null, NONE, 0, random::nextLong);
    }

    private double picks(String by) {
        Counter counter =
                registry.find("cortex.llm.endpoint.picks").tag("by", by).counter();
        return counter == null ? 0 : counter.count();
    }

    private void lease(EndpointState endpoint, int times) {
        for (int i = 0; i < times; i++) {
            Lease.take(target, endpoint);
        }
    }

    private static void cool(EndpointState endpoint) {
        for (int i = 0; i < 3; i++) {
            endpoint.coolDown().failed(0, 0);
        }
        assertThat(endpoint.coolDown().cooling(0)).isTrue();
    }

    @Test
    void a_key_keeps_to_its_endpoint_whatever_is_drawn_and_in_whatever_order_they_are_told() {
        announce(0, 5);
        Map<Long, String> owners = new HashMap<>();
        for (long key = 1; key <= 200; key++) {
            owners.put(key, pick(key).name());
        }
        assertThat(new HashSet<>(owners.values())).hasSize(5);

        TargetStates elsewhere = new TargetStates();
        elsewhere.upstream("d").balance(BY_PREFIX, null);
        elsewhere.announce(
                "d", IntStream.of(3, 1, 4, 0, 2).mapToObj(i -> at(i, true)).toList());
        owners.forEach((key, name) -> assertThat(elsewhere
                        .target("d", "m")
                        .pick(balance -> key, NONE, 77, () -> 0)
                        .name())
                .isEqualTo(name));
        assertThat(picks("affinity")).isEqualTo(200);
    }

    @Test
    void one_more_takes_keys_only_for_itself_and_state_survives() {
        announce(0, 4);
        Map<Long, String> before = new HashMap<>();
        for (long key = 1; key <= 4000; key++) {
            before.put(key, pick(key).name());
        }
        announce(0, 5);
        int moved = 0;
        for (long key = 1; key <= 4000; key++) {
            String now = pick(key).name();
            if (!now.equals(before.get(key))) {
                assertThat(now).isEqualTo("pod-4");
                moved++;
            }
        }
        assertThat(moved).as("of 4000 keys a fifth").isBetween(680, 920);

        announce(0, 4);
        before.forEach((key, name) -> assertThat(pick(key).name()).isEqualTo(name));
    }

    /** Pods come, go, and are ready or not: a key leaves an endpoint that is still ready only for one that was not before. */
    @Test
    void no_key_moves_without_need_whatever_comes_and_goes() {
        Map<Long, EndpointState> before = new HashMap<>();
        Set<EndpointState> readyBefore = new HashSet<>();
        for (int step = 0; step < 60; step++) {
            List<UpstreamState.Announced> told = new ArrayList<>();
            for (int pod = 0; pod < 12; pod++) {
                if (random.nextInt(4) > 0) {
                    told.add(random.nextInt(told.size() + 1), at(pod, random.nextInt(4) > 0));
                }
            }
            told.add(at(12, true));
            told.add(at(13, true));
            states.announce("d", told);
            for (long key = 1; key <= 300; key++) {
                EndpointState owner = pick(key);
                EndpointState former = before.put(key, owner);
                assertThat(owner.ready()).isTrue();
                if (former != null && former != owner && upstream.endpoints().contains(former) && former.ready()) {
                    assertThat(readyBefore).as("step " + step).doesNotContain(owner);
                }
            }
            readyBefore.clear();
            upstream.endpoints().stream().filter(EndpointState::ready).forEach(readyBefore::add);
        }
    }

    @Test
    void choosing_while_endpoints_change_finds_one_that_was_there() throws Exception {
        announce(0, 3);
        AtomicBoolean over = new AtomicBoolean();
        List<CompletableFuture<Integer>> threads = IntStream.range(0, 2)
                .mapToObj(thread -> CompletableFuture.supplyAsync(() -> {
                    SplittableRandom own = new SplittableRandom(thread);
                    int missed = 0;
                    while (!over.get()) {
                        long key = own.nextInt(3);
                        EndpointState one = target.pick(balance -> key, NONE, 0, own::nextLong);
                        missed += one == null ? 1 : 0;
                        if (one != null) {
                            Lease.take(target, one).giveBack(Lease.Result.ANSWERED, 0, 0);
                        }
                    }
                    return missed;
                }))
                .toList();
        for (int i = 0; i < 20_000; i++) {
            announce(i % 4, i % 4 + 2 + i % 3);
        }
        over.set(true);
        for (CompletableFuture<Integer> thread : threads) {
            assertThat(thread.get(20, TimeUnit.SECONDS)).isZero();
        }
    }

    @Test
    void two_models_of_one_engine_do_not_meet_by_their_prompts() {
        announce(0, 8);
        TargetState lora = states.target("d", "lora");
        long same = IntStream.range(1, 801)
                .filter(key -> pick(key) == lora.pick(balance -> key, NONE, 0, random::nextLong))
                .count();
        assertThat(same).as("an eighth by chance").isBetween(60L, 145L);
    }

    @Test
    void nobody_gets_more_of_what_belongs_to_it_than_its_share() {
        List<EndpointState> all = announce(0, 4);
        for (int i = 0; i < 400; i++) {
            lease(pick(42), 1);
            int most = all.stream().mapToInt(EndpointState::inFlight).max().orElseThrow();
            double bound = Math.max(8, Math.ceil(1.25 * (i + 1) / 4));
            assertThat((double) most).as("after " + (i + 1)).isLessThanOrEqualTo(bound);
        }
        assertThat(picks("affinity") + picks("moved")).isEqualTo(400);
        assertThat(picks("affinity")).isBetween(100.0, 126.0);
    }

    @Test
    void bounds_hold_in_any_state() {
        for (int run = 0; run < 3_000; run++) {
            TargetStates any = new TargetStates();
            int count = 1 + random.nextInt(9);
            int percent = 100 + random.nextInt(100);
            int concurrency = 1 + random.nextInt(40);
            any.upstream("d").balance(new Balance(List.of(), 64, percent, concurrency), null);
            any.announce(
                    "d",
                    IntStream.range(0, count)
                            .mapToObj(i -> at(i, random.nextInt(5) > 0))
                            .toList());
            TargetState one = any.target("d", "m");
            List<EndpointState> endpoints = one.upstream().endpoints();
            List<EndpointState> tried = new ArrayList<>();
            for (EndpointState endpoint : endpoints) {
                for (int i = random.nextInt(20); i > 0; i--) {
                    Lease.take(one, endpoint);
                }
                if (random.nextInt(4) == 0) {
                    cool(endpoint);
                }
                if (random.nextInt(4) == 0) {
                    tried.add(endpoint);
                }
                if (random.nextInt(2) == 0) {
                    endpoint.load(new EngineLoad(9, 9, 1, 0, 0, random.nextInt(20)));
                }
            }
            long key = random.nextInt(2) == 0 ? Affinity.NONE : random.nextLong();
            EndpointState picked = one.pick(balance -> key, tried, 0, random::nextLong);
            List<EndpointState> open = endpoints.stream()
                    .filter(e -> e.ready() && !tried.contains(e))
                    .toList();
            List<EndpointState> well =
                    open.stream().filter(e -> !e.coolDown().cooling(0)).toList();
            List<EndpointState> fit = well.isEmpty() ? open : well;
            if (fit.isEmpty()) {
                assertThat(picked).isNull();
            } else {
                assertThat(fit).as("run " + run).contains(picked);
                double total = fit.stream().mapToDouble(e -> e.load(0)).sum();
                double worst = fit.stream().mapToDouble(e -> e.load(0)).max().orElseThrow();
                if (key == Affinity.NONE && fit.size() > 2) {
                    long heaviest = fit.stream().filter(e -> e.load(0) == worst).count();
                    assertThat(heaviest > 1 || picked.load(0) < worst)
                            .as("the heaviest of all is never the lighter of two")
                            .isTrue();
                } else if (key != Affinity.NONE && fit.size() > 1) {
                    assertThat(picked.load(0) + 1)
                            .isLessThanOrEqualTo(Math.max(
                                    Math.min(16, (concurrency + 1) / 2),
                                    Math.ceil(percent * (total + 1) / (100.0 * fit.size()))));
                }
            }
        }
    }

    @Test
    void a_little_load_moves_nothing() {
        upstream.balance(new Balance(List.of(), 64, 125, 256), null);
        announce(0, 4);
        EndpointState home = pick(42);
        lease(home, 15);
        assertThat(pick(42)).isSameAs(home);
        lease(home, 1);
        assertThat(pick(42)).isNotSameAs(home);
    }

    @Test
    void what_an_engine_tells_of_others_counts_while_it_is_fresh() {
        List<EndpointState> all = announce(0, 2);
        all.get(0).load(new EngineLoad(20, 5, 1, 0, 0, 25));
        long fresh = TimeUnit.SECONDS.toNanos(5);
        for (int i = 0; i < 50; i++) {
            assertThat(target.pick(null, NONE, fresh, random::nextLong)).isSameAs(all.get(1));
            long key = 1 + i;
            assertThat(target.pick(balance -> key, NONE, fresh, random::nextLong))
                    .isSameAs(all.get(1));
        }
        Set<EndpointState> stale = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            stale.add(target.pick(null, NONE, fresh + 1, random::nextLong));
        }
        assertThat(stale).hasSize(2);
    }

    @Test
    void an_engine_without_the_model_in_memory_is_asked_when_the_others_are_busy() {
        List<EndpointState> all = announce(0, 2);
        all.get(0).loaded(Set.of("other"));
        all.get(1).loaded(Set.of("m"));
        lease(all.get(1), 15);
        assertThat(pickAny()).isSameAs(all.get(1));
        lease(all.get(1), 2);
        assertThat(pickAny()).isSameAs(all.get(0));
    }

    @Test
    void a_home_that_cannot_be_asked_is_told_apart_from_one_that_is_crowded() {
        announce(0, 3);
        EndpointState home = pick(42);
        EndpointState second = target.pick(balance -> 42, List.of(home), 0, random::nextLong);
        assertThat(second).isNotNull().isNotSameAs(home);
        assertThat(picks("unavailable")).isEqualTo(1);

        cool(home);
        assertThat(pick(42)).isSameAs(second);
        assertThat(picks("unavailable")).isEqualTo(2);

        home.coolDown().reset();
        lease(home, 10);
        assertThat(pick(42)).isSameAs(second);
        assertThat(picks("moved")).isEqualTo(1);
    }

    @Test
    void all_that_are_left_alone_are_asked_when_no_other_is_left_and_the_full_never() {
        List<EndpointState> all = announce(0, 2);
        upstream.guard(new Guard(upstream.guard().ejection(), Guard.ALL, 2));
        all.forEach(PickingTest::cool);
        assertThat(pickAny()).isIn(all);
        assertThat(pick(42)).isIn(all);
        all.forEach(endpoint -> lease(endpoint, 2));
        assertThat(pickAny()).isNull();
        assertThat(pick(42)).isNull();
    }

    /** Two drawn, the less loaded taken: no drawn pair goes to the more loaded, and every one is drawn alike. */
    @Test
    void two_are_drawn_evenly() {
        List<EndpointState> all = announce(0, 5);
        Map<EndpointState, Integer> got = new HashMap<>();
        for (int i = 0; i < 50_000; i++) {
            got.merge(pickAny(), 1, Integer::sum);
        }
        all.forEach(endpoint -> assertThat(got.get(endpoint)).isBetween(9_500, 10_500));

        got.clear();
        for (int i = 0; i < 5; i++) {
            lease(all.get(i), i);
        }
        for (int i = 0; i < 50_000; i++) {
            got.merge(pickAny(), 1, Integer::sum);
        }
        // Of ten pairs, endpoint i is the lighter of 4 - i.
        for (int i = 0; i < 5; i++) {
            assertThat(got.getOrDefault(all.get(i), 0)).isBetween((4 - i) * 4_700, (4 - i) * 5_300);
        }
    }

    @Test
    void where_there_is_no_choice_no_key_is_computed_and_nothing_is_drawn() {
        announce(0, 1);
        Affinity never = balance -> {
            throw new AssertionError("asked for a key");
        };
        assertThat(target.pick(never, NONE, 0, () -> {
                    throw new AssertionError("drawn");
                }))
                .isNotNull();
        List<EndpointState> all = announce(0, 2);
        assertThat(target.pick(never, List.of(all.get(0)), 0, () -> 0)).isSameAs(all.get(1));
        upstream.balance(Balance.USUAL, null);
        assertThat(target.pick(never, NONE, 0, () -> 0)).isIn(all);
    }

    @Test
    void choosing_allocates_nothing() {
        announce(0, 8);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Affinity affinity = balance -> 42;
        LongSupplier draws = random::nextLong;
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            for (int i = 0; i < 20_000; i++) {
                target.pick(i % 2 == 0 ? affinity : null, NONE, 0, draws);
            }
            least = Math.min(
                    least,
                    threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before);
        }
        assertThat(least).as("bytes of 20,000 choices").isLessThan(20_000);
    }
}
