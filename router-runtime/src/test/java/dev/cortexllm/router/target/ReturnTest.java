package dev.cortexllm.router.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReturnTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int CONCURRENCY = 60;

    private final TargetStates states = new TargetStates();
    private final UpstreamState upstream = states.upstream("deployment/ns/u");
    private final TargetState target = states.target("deployment/ns/u", "m");

    private void announce(boolean ready) {
        states.announce(
                "deployment/ns/u", List.of(new UpstreamState.Announced("p", Address.of("http://127.0.0.1:1"), ready)));
    }

    @Test
    void one_that_was_always_there_gets_everything() {
        announce(true);

        assertThat(upstream.returning(CONCURRENCY, 0)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0,1", "1,6", "3,18", "5,30", "9,54"})
    void one_that_comes_back_gets_its_share_little_by_little(long seconds, int most) {
        announce(false);
        announce(true);
        assertThat(upstream.returning(CONCURRENCY, 5 * SECOND)).isFalse();

        List<Lease> leases = new ArrayList<>();
        while (!upstream.returning(CONCURRENCY, (5 + seconds) * SECOND)) {
            leases.add(Lease.take(target, upstream.endpoints().get(0)));
        }

        assertThat(leases).hasSize(most);
        leases.forEach(lease -> lease.giveBack(Lease.Result.ANSWERED, 0, 0));
        assertThat(upstream.returning(CONCURRENCY, 15 * SECOND)).isFalse();
    }

    @Test
    void several_that_come_back_get_as_much_as_they_can_take_together() {
        announce(false);
        states.announce(
                "deployment/ns/u",
                List.of(
                        new UpstreamState.Announced("p", Address.of("http://127.0.0.1:1"), true),
                        new UpstreamState.Announced("q", Address.of("http://127.0.0.1:2"), true)));
        assertThat(upstream.returning(CONCURRENCY, 0)).isFalse();

        for (int i = 0; i < CONCURRENCY; i++) {
            assertThat(upstream.returning(CONCURRENCY, 5 * SECOND)).isFalse();
            Lease.take(target, upstream.endpoints().get(i % 2));
        }

        assertThat(upstream.returning(CONCURRENCY, 5 * SECOND)).isTrue();
    }

    @Test
    void one_that_somebody_wanted_before_it_was_heard_of_has_come_back_too() {
        upstream.unmet().incrementAndGet();
        announce(true);
        Lease.take(target, upstream.endpoints().get(0));

        assertThat(upstream.returning(CONCURRENCY, 0)).isTrue();
        assertThat(upstream.returning(CONCURRENCY, 40 * SECOND)).isFalse();
        assertThat(upstream.returning(CONCURRENCY, 41 * SECOND)).isFalse();
    }
}
