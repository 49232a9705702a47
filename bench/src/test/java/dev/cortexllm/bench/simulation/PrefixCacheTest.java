package dev.cortexllm.bench.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrefixCacheTest {
    private final PrefixCache cache = new PrefixCache(1_000);

    private static Call call(int app, int conversation, int system, int history, int fresh) {
        return new Call(0, 0, app, conversation, system, history, fresh, 10, 0);
    }

    @Test
    void knows_the_system_prompt_of_an_application_and_the_history_of_a_conversation() {
        cache.keep(call(1, 1, 300, 0, 50), 40);

        assertThat(cache.cached(call(1, 2, 300, 0, 50))).isEqualTo(300);
        assertThat(cache.cached(call(1, 1, 300, 90, 50))).isEqualTo(390);
        assertThat(cache.cached(call(2, 3, 300, 0, 50))).isZero();
    }

    @Test
    void always_leaves_a_token_to_compute() {
        cache.keep(call(1, 1, 300, 0, 50), 40);

        assertThat(cache.cached(call(1, 1, 300, 90, 0))).isEqualTo(389);
    }

    @Test
    void forgets_what_was_used_longest_ago() {
        cache.keep(call(1, 1, 300, 0, 100), 0);
        cache.keep(call(2, 2, 300, 0, 100), 0);
        cache.keep(call(1, 3, 300, 0, 100), 0);
        cache.keep(call(1, 3, 300, 100, 350), 0);

        assertThat(cache.cached(call(1, 3, 300, 450, 1))).as("used just now").isEqualTo(750);
        assertThat(cache.cached(call(1, 1, 300, 100, 1)))
                .as("the first conversation")
                .isEqualTo(300);
        assertThat(cache.cached(call(2, 2, 300, 100, 1)))
                .as("the other application")
                .isZero();
    }
}
