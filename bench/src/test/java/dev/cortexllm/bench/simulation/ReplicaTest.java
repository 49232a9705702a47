package dev.cortexllm.bench.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Steps of 10 ms and 1 ms per answer, 1,000 prompt tokens per second at 10 tokens per step, two slots. */
class ReplicaTest {
    private static final EngineSpeed SPEED = new EngineSpeed(2, 0.010, 0.001, 0.000_1, 100, 10_000);
    /** A step with a chunk and no answer takes 20 ms. */
    private static final double CHUNK_SECONDS = 0.020;

    private final Timeline time = new Timeline();
    private final Replica replica = new Replica(time, SPEED);
    private final List<Double> begun = new ArrayList<>();
    private final List<Double> ended = new ArrayList<>();
    private int calls;

    private static Call call(int index, int conversation, int history, int fresh, int output) {
        return new Call(index, 0, 0, conversation, 0, history, fresh, output, 0);
    }

    private Replica.Work send(int conversation, int history, int fresh, int output) {
        return replica.take(call(calls++, conversation, history, fresh, output), new Replica.Caller() {
            @Override
            public void begins() {
                begun.add(time.seconds());
            }

            @Override
            public void ends() {
                ended.add(time.seconds());
            }
        });
    }

    @Test
    void a_lone_call_takes_its_prompt_and_its_answer() {
        send(1, 0, 200, 11);
        time.playUntil(60);

        assertThat(begun.get(0)).isCloseTo(2 * CHUNK_SECONDS, within(1e-6));
        assertThat(ended.get(0)).isCloseTo(2 * CHUNK_SECONDS + 10 * 0.011, within(1e-6));
        assertThat(replica.sample().finished()).isEqualTo(1);
        assertThat(replica.sample().serviceSeconds()).isCloseTo(ended.get(0), within(1e-6));
        assertThat(replica.sample().running()).isZero();
    }

    @Test
    void two_answers_slow_each_other_down() {
        send(1, 0, 100, 101);
        send(2, 0, 100, 101);
        time.playUntil(60);

        double second = CHUNK_SECONDS + 0.021;
        assertThat(begun.get(1)).isCloseTo(second, within(1e-6));
        // The first one is one step ahead of the second.
        assertThat(ended.get(0)).isCloseTo(second + 99 * 0.012, within(1e-6));
        assertThat(ended.get(1)).isCloseTo(ended.get(0) + 0.011, within(1e-6));
    }

    @Test
    void a_third_call_waits_for_a_slot_and_says_so() {
        send(1, 0, 100, 51);
        send(2, 0, 100, 101);
        Replica.Work third = send(3, 0, 100, 11);
        time.playUntil(0.1);

        assertThat(replica.waits(third)).isTrue();
        assertThat(replica.sample().waiting()).isEqualTo(1);
        assertThat(replica.sample().running()).isEqualTo(2);

        time.playUntil(60);
        assertThat(begun.get(2)).isGreaterThan(ended.get(0));
        assertThat(ended).hasSize(3);
    }

    @Test
    void who_leaves_the_queue_is_never_served() {
        send(1, 0, 100, 101);
        send(2, 0, 100, 101);
        Replica.Work third = send(3, 0, 100, 11);
        Replica.Work fourth = send(4, 0, 100, 11);
        replica.leave(third);
        time.playUntil(60);

        assertThat(replica.waits(fourth)).isFalse();
        assertThat(ended).hasSize(3);
        assertThat(replica.sample().waiting()).isZero();
    }

    @Test
    void what_is_in_the_cache_is_not_computed_again() {
        send(1, 0, 200, 100);
        time.playUntil(10);
        send(1, 300, 100, 2);
        time.playUntil(20);

        assertThat(begun.get(1) - 10).isCloseTo(CHUNK_SECONDS, within(1e-6));
        assertThat(replica.promptTokens()).isEqualTo(600);
        assertThat(replica.cachedTokens()).isEqualTo(300);
    }

    @Test
    void what_it_foresees_for_a_prompt_comes_true() {
        send(1, 0, 1_000, 200);
        time.playUntil(0.05);
        double foreseen = replica.foresees(call(9, 2, 0, 300, 5));
        send(2, 0, 300, 5);
        time.playUntil(60);

        assertThat(begun.get(1) - 0.05).isCloseTo(foreseen, within(0.2 * foreseen));
    }
}
