package dev.cortexllm.router.wire.openai.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CountedIdsTest {
    private final CountedIds ids = new CountedIds();

    @Test
    void the_models_own_ids_stay_and_others_are_counted() {
        assertThat(ids.called("functions.f:0", "f")).isEqualTo("functions.f:0");
        assertThat(ids.called("toolu_01", "g")).isEqualTo("functions.g:1");
        assertThat(ids.called("f:2", "f")).isEqualTo("functions.f:2");
        assertThat(ids.answered("toolu_01")).isEqualTo("functions.g:1");
        assertThat(ids.answered("functions.f:0")).isEqualTo("functions.f:0");
        assertThat(ids.answered("unheard-of")).isEqualTo("unheard-of");
    }

    @Test
    void no_new_id_is_one_that_is_there() {
        ids.called("functions.f:1", "f");
        assertThat(ids.called("x", "f")).isEqualTo("functions.f:2");
        assertThat(ids.called("y", "f")).isEqualTo("functions.f:3");
    }

    @Test
    void an_id_that_comes_again_means_the_newest_call() {
        assertThat(ids.called("call_0", "f")).isEqualTo("functions.f:0");
        assertThat(ids.answered("call_0")).isEqualTo("functions.f:0");
        assertThat(ids.called("call_0", "f")).isEqualTo("functions.f:1");
        assertThat(ids.answered("call_0")).isEqualTo("functions.f:1");
    }
}
