package dev.cortexllm.router.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.config.Limit;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LimitTableTest {
    private final LimitTable table = new LimitTable();

    @Test
    void a_limit_without_room_keeps_the_others_untouched() {
        Limit wide = Limits.requests("wide", 10);
        Limit narrow = Limits.requests("narrow", 1);

        assertThat(table.reserve(Limits.ask(0, wide, narrow), 0).admitted()).isTrue();
        for (int i = 0; i < 20; i++) {
            assertThat(table.reserve(Limits.ask(0, wide, narrow), 1).admitted()).isFalse();
        }

        assertThat(table.reserve(Limits.ask(0, wide), 2).readings()[0].remaining())
                .isEqualTo(9);
    }

    @Test
    void a_shadow_without_room_keeps_nobody_away_and_counts_as_it_would_if_it_did() {
        Limit shadow = Limits.shadow(Limits.requests("s", 2));
        Limit real = Limits.requests("r", 5);
        for (int i = 0; i < 5; i++) {
            Decision decision = table.reserve(Limits.ask(0, shadow, real), 0);
            assertThat(decision.admitted()).isTrue();
            assertThat(decision.taken(0)).isEqualTo(i < 2);
        }
        assertThat(table.reserve(Limits.ask(0, shadow, real), 0).admitted()).isFalse();
    }

    @Test
    void tokens_are_corrected_to_what_was_used() {
        Limit limit = Limits.tokens("t", 100);
        Ask ask = Limits.ask(80, limit);
        Decision decision = table.reserve(ask, 0);
        assertThat(table.reserve(ask, 1).admitted()).isFalse();

        table.settle(ask, decision, 0, 2, 0, 1, new Used(1, 30));

        assertThat(table.reserve(Limits.ask(70, limit), 3).admitted()).isTrue();
        assertThat(table.reserve(Limits.ask(1, limit), 3).admitted()).isFalse();
    }

    @Test
    void usage_that_nobody_knows_stays_as_it_was_asked_for() {
        Limit limit = Limits.tokens("t", 100);
        Ask ask = Limits.ask(80, limit);
        table.settle(ask, table.reserve(ask, 0), 0, 2, 0, 1, new Used(1, Used.AS_ASKED));

        assertThat(table.reserve(Limits.ask(21, limit), 3).admitted()).isFalse();
        assertThat(table.reserve(Limits.ask(20, limit), 3).admitted()).isTrue();
    }

    @Test
    void a_request_that_nobody_received_is_none() {
        Ask ask = Limits.ask(0, Limits.requests("r", 1));
        table.settle(ask, table.reserve(ask, 0), 0, 1, 0, 1, new Used(0, 0));

        assertThat(table.reserve(ask, 2).admitted()).isTrue();
    }

    @Test
    void what_is_larger_than_the_limit_never_fits() {
        assertThat(table.reserve(Limits.ask(101, Limits.tokens("t", 100)), 0)
                        .readings()[0]
                        .waitMillis())
                .isEqualTo(Reading.NEVER);
    }

    @Test
    void another_amount_counts_on() {
        for (int i = 0; i < 5; i++) {
            table.reserve(Limits.ask(0, Limits.requests("r", 5)), 0);
        }

        assertThat(table.reserve(Limits.ask(0, Limits.requests("r", 6)), 0).admitted())
                .isTrue();
        assertThat(table.reserve(Limits.ask(0, Limits.requests("r", 3)), 0).admitted())
                .isFalse();
    }

    @Test
    void what_is_named_no_more_is_forgotten() {
        Ask ask = Limits.ask(0, Limits.requests("r", 1));
        table.reserve(ask, 0);
        table.retain(Set.of("k/r"));
        assertThat(table.reserve(ask, 0).admitted()).isFalse();

        table.retain(Set.of());
        assertThat(table.reserve(ask, 0).admitted()).isTrue();
    }
}
