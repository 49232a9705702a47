package dev.cortexllm.router.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cortexllm.config.Resilience;
import dev.cortexllm.router.resilience.CoolDown;
import dev.cortexllm.router.target.UpstreamState.Announced;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TargetStateTest {
    private static final long SECOND = 1_000_000_000L;
    private final TargetStates states = new TargetStates();
    private final SplittableRandom draws = new SplittableRandom(1);

    private static Announced at(int port, boolean ready) {
        return new Announced("pod-" + port, new Address("10.0.0.1", port, false, "/v1"), ready);
    }

    @Test
    void least_in_flight_is_picked_among_ready_ones() {
        states.announce("d", List.of(at(1, true), at(2, true), at(3, false)));
        TargetState target = states.target("d", "m");
        EndpointState first = target.pick(null, List.of(), 0, draws::nextLong);
        Lease lease = Lease.take(target, first);

        for (int i = 0; i < 4; i++) {
            assertThat(target.pick(null, List.of(), 0, draws::nextLong)).isNotSameAs(first);
        }
        assertThat(target.pick(null, target.upstream().endpoints(), 0, draws::nextLong))
                .isNull();

        lease.giveBack(Lease.Result.ANSWERED, 0, 0);
        lease.giveBack(Lease.Result.ANSWERED, 0, 0);
        assertThat(first.inFlight()).isZero();
        assertThat(target.upstream().inFlight()).isZero();
    }

    @Test
    void state_survives_a_new_list_and_goes_with_its_pod() {
        states.announce("d", List.of(at(1, true)));
        EndpointState before = states.upstream("d").endpoints().get(0);

        states.announce("d", List.of(at(1, false), at(2, true)));
        assertThat(states.upstream("d").endpoints().get(0)).isSameAs(before);
        assertThat(before.ready()).isFalse();

        states.announce("d", List.of(at(2, true)));
        states.announce("d", List.of(at(1, true)));
        assertThat(states.upstream("d").endpoints().get(0)).isNotSameAs(before);
    }

    @Test
    void what_is_no_longer_named_is_forgotten_once_idle() {
        states.announce("d", List.of(at(1, true)));
        TargetState target = states.target("d", "m");
        UpstreamState upstream = target.upstream();
        Lease lease = Lease.take(target, upstream.endpoints().get(0));

        states.retain(Set.of(), Set.of(), Set.of());
        assertThat(states.upstream("d")).isSameAs(upstream);

        lease.giveBack(Lease.Result.CANCELLED, 0, 0);
        states.retain(Set.of(), Set.of(), Set.of());
        assertThat(states.upstream("d")).isNotSameAs(upstream);
    }

    @Test
    void third_failure_in_a_row_starts_a_cool_down_that_doubles() {
        CoolDown cool = new CoolDown();
        cool.failed(0, 0);
        cool.failed(0, 0);
        assertThat(cool.cooling(0)).isFalse();

        cool.failed(0, 0);
        assertThat(cool.cooling(SECOND - 1)).isTrue();
        assertThat(cool.cooling(SECOND)).isFalse();

        cool.failed(SECOND, 0);
        assertThat(cool.cooling(3 * SECOND - 1)).isTrue();
        assertThat(cool.cooling(3 * SECOND)).isFalse();

        for (int i = 3; i < 100; i += 10) {
            cool.failed(i * SECOND, 0);
        }
        assertThat(cool.cooling(93 * SECOND + 8 * SECOND)).isTrue();
        assertThat(cool.cooling(93 * SECOND + 10 * SECOND)).isFalse();

        cool.failed(200 * SECOND, 0);
        cool.succeeded();
        assertThat(cool.cooling(200 * SECOND)).isFalse();
    }

    @Test
    void a_target_that_asks_to_be_left_alone_is() {
        CoolDown cool = new CoolDown();
        cool.failed(5 * SECOND, 4 * SECOND);

        assertThat(cool.cooling(9 * SECOND - 1)).isTrue();
        assertThat(cool.cooling(9 * SECOND)).isFalse();
    }

    @Test
    void a_fresh_endpoint_forgives() {
        states.announce("d", List.of(at(1, true)));
        TargetState target = states.target("d", "m");
        for (int i = 0; i < 3; i++) {
            target.coolDown().failed(0, 0);
        }
        states.announce("d", List.of(at(1, false)));
        assertThat(target.coolDown().cooling(1)).isTrue();

        states.announce("d", List.of(at(1, true)));
        assertThat(target.coolDown().cooling(1)).isFalse();
    }

    @Test
    void wait_counts_the_queue_and_what_was_sent_since() {
        states.announce("d", List.of(at(1, true), at(2, true)));
        List<EndpointState> endpoints = states.upstream("d").endpoints();
        endpoints.get(0).load(new EngineLoad(8, 6, 10, 0, 0));
        endpoints.get(1).load(new EngineLoad(7, 0, 10, 0, 0));
        assertThat(QueueWait.seconds(endpoints, 8, 0)).isCloseTo(0.3, within(1e-9));

        TargetState target = states.target("d", "m");
        for (int i = 0; i < 3; i++) {
            Lease.take(target, endpoints.get(1));
        }
        assertThat(QueueWait.seconds(endpoints, 8, 0)).isCloseTo(0.4, within(1e-9));
        assertThat(QueueWait.seconds(endpoints, 8, SECOND / 5)).isCloseTo(0.2, within(1e-9));
    }

    @Test
    void without_metrics_our_own_requests_are_what_is_known() {
        states.announce("d", List.of(at(1, true)));
        List<EndpointState> endpoints = states.upstream("d").endpoints();
        TargetState target = states.target("d", "m");
        for (int i = 0; i < 6; i++) {
            Lease.take(target, endpoints.get(0));
        }
        assertThat(QueueWait.seconds(endpoints, 4, 0)).isCloseTo(0.5, within(1e-9));
        assertThat(QueueWait.seconds(List.of(), 4, 0)).isZero();
    }

    @Test
    void a_place_that_is_not_there_takes_no_probe() {
        states.announce("d", List.of(at(1, true)));
        TargetState target = states.target("d", "m");
        EndpointState endpoint = target.pick(null, List.of(), 0, draws::nextLong);
        target.upstream().guard(new Guard(CoolDown.Rule.USUAL, 100, 1));
        long[] now = {0};
        target.protect(new Resilience.Breaker(50, 100, 1_000, 2, 2, 1_000, 1), () -> now[0]);
        for (int i = 0; i < 2; i++) {
            Lease.tryTake(target, endpoint, now[0]).giveBack(Lease.Result.FAILED, now[0], 0);
        }
        assertThat(target.leftAlone(now[0])).isTrue();
        assertThat(Lease.tryTake(target, endpoint, now[0])).isNull();
        assertThat(endpoint.inFlight()).isZero();

        now[0] = 2 * SECOND;
        Lease taken = Lease.take(target, endpoint);
        assertThat(Lease.tryTake(target, endpoint, now[0])).as("no place").isNull();
        taken.giveBack(Lease.Result.CANCELLED, now[0], 0);

        Lease probe = Lease.tryTake(target, endpoint, now[0]);
        assertThat(probe).isNotNull();
        probe.giveBack(Lease.Result.ANSWERED, now[0], 0);
        assertThat(target.breaker().state()).isZero();
        assertThat(target.upstream().inFlight()).isZero();
    }

    @Test
    void a_call_is_slow_by_its_first_content() {
        states.announce("d", List.of(at(1, true)));
        TargetState target = states.target("d", "m");
        EndpointState endpoint = target.pick(null, List.of(), 0, draws::nextLong);
        target.protect(new Resilience.Breaker(50, 100, 1_000, 2, 2, 1_000, 1), () -> 0L);
        for (int i = 0; i < 2; i++) {
            Lease lease = Lease.tryTake(target, endpoint, 0);
            lease.content(SECOND / 2);
            lease.content(50 * SECOND);
            lease.giveBack(Lease.Result.ANSWERED, 100 * SECOND, 0);
        }
        assertThat(target.breaker().state()).isZero();

        for (int i = 0; i < 2; i++) {
            Lease lease = Lease.tryTake(target, endpoint, 0);
            lease.content(2 * SECOND);
            lease.giveBack(Lease.Result.ANSWERED, 3 * SECOND, 0);
        }
        assertThat(target.breaker().state()).isEqualTo(2);
    }
}
