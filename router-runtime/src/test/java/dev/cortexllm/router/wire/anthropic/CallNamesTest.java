package dev.cortexllm.router.wire.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallNamesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "toolu_01A",
                "call_x-1",
                "functions.f:0",
                "cortex_",
                "cortex_Zg",
                "",
                "a b",
                "\u5317\u4eac",
                "\uD83D\uDE80"
            })
    void an_id_comes_back_as_it_was(String id) {
        assertThat(CallNames.shown(id)).matches("[a-zA-Z0-9_-]+");
        assertThat(CallNames.meant(CallNames.shown(id))).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"toolu_01A", "call_x-1", "A"})
    void what_anthropic_takes_stays(String id) {
        assertThat(CallNames.shown(id)).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cortex_!", "cortex_YQ", "cortex_Y", "functions.f:0"})
    void what_is_no_spelling_of_ours_stays(String id) {
        assertThat(CallNames.meant(id)).isEqualTo(id);
    }
}
