package dev.cortexllm.bench.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrafficTest {
    private static final double SECONDS = 600;
    private static final List<Call> DAY = Traffic.day(Kind.CHAT, 100, SECONDS, 7);

    @Test
    void a_seed_is_a_day() {
        assertThat(Traffic.day(Kind.CHAT, 100, SECONDS, 7)).isEqualTo(DAY);
        assertThat(Traffic.day(Kind.CHAT, 100, SECONDS, 8)).isNotEqualTo(DAY);
    }

    @Test
    void comes_in_order_at_the_rate_that_was_asked_for() {
        assertThat(DAY.size() / SECONDS).isCloseTo(100, within(2.0));
        for (int i = 1; i < DAY.size(); i++) {
            assertThat(DAY.get(i).at()).isGreaterThanOrEqualTo(DAY.get(i - 1).at());
            assertThat(DAY.get(i).index()).isEqualTo(i);
        }
    }

    @Test
    void is_bursty_from_second_to_second_and_has_a_night() {
        int[] seconds = new int[(int) SECONDS];
        DAY.forEach(call -> seconds[(int) call.at()]++);
        Arrays.sort(seconds);

        assertThat(seconds[seconds.length - 1]).isGreaterThan(250);
        assertThat(seconds[seconds.length / 20]).isLessThan(60);
    }

    @Test
    void a_conversation_goes_on_where_it_was() {
        Map<Integer, Call> before = new HashMap<>();
        int goesOn = 0;
        for (Call call : DAY) {
            Call last = before.put(call.conversation(), call);
            if (last != null) {
                goesOn++;
                assertThat(call.app()).isEqualTo(last.app());
                assertThat(call.historyTokens())
                        .isEqualTo(last.historyTokens() + last.freshTokens() + last.outputTokens());
                assertThat(call.prefixKey()).isEqualTo(last.prefixKey());
            } else {
                assertThat(call.historyTokens()).isZero();
            }
        }
        assertThat((double) goesOn / DAY.size()).isBetween(0.6, 0.8);
    }

    @Test
    void the_cloud_is_as_slow_as_it_says() {
        double[] first =
                DAY.stream().mapToDouble(Cloud.USUAL::firstToken).sorted().toArray();

        assertThat(first[first.length / 2]).isCloseTo(0.45, within(0.02));
        assertThat(first[first.length * 99 / 100]).isCloseTo(2.0, within(0.15));
    }
}
