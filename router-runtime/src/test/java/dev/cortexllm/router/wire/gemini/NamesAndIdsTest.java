package dev.cortexllm.router.wire.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.router.wire.chat.Tool;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesAndIdsTest {
    private static final int LONGEST = 16;

    @ParameterizedTest
    @CsvSource({
        "find, find",
        "_f.g:h-1, _f.g:h-1",
        "2nd, _2nd",
        "-x, _-x",
        "'', _",
        "é, _",
        "srv/find it, srv_find_it",
        "seventeen-letters, seventeen-letter",
        "/seventeen-letters, _seventeen-lette",
    })
    void a_name_becomes_one_that_google_takes_and_comes_back(String name, String wire) {
        ToolNames names = new ToolNames(List.of(), LONGEST);

        assertThat(names.wire(name)).isEqualTo(wire);
        assertThat(names.client(wire)).isEqualTo(name);
        assertThat(names.wire(name)).isEqualTo(wire);
    }

    @Test
    void no_two_tools_share_a_name_and_legal_ones_keep_theirs() {
        ToolNames names = new ToolNames(List.of(function("a b"), function("a_b"), function("a_b_2")), LONGEST);

        assertThat(List.of(names.wire("a b"), names.wire("a_b"), names.wire("a_b_2"), names.wire("a/b")))
                .containsExactly("a_b_3", "a_b", "a_b_2", "a_b_4");
        assertThat(names.client("a_b_4")).isEqualTo("a/b");
    }

    @Test
    void a_number_behind_a_long_name_takes_the_place_of_its_end() {
        ToolNames names = new ToolNames(List.of(), LONGEST);
        names.wire("a-very-long-name-indeed");

        assertThat(names.wire("a-very-long-name-instead")).isEqualTo("a-very-long-na_2");
    }

    @Test
    void a_name_nobody_sent_stays() {
        assertThat(new ToolNames(List.of(function("f")), LONGEST).client("made_up"))
                .isEqualTo("made_up");
    }

    @Test
    void ids_are_the_providers_or_made_of_the_answers_id() {
        CallIds ids = new CallIds(Set.of(), "m3");

        assertThat(ids.next("given", "r-1")).isEqualTo("given");
        assertThat(ids.next(null, "r-1")).isEqualTo("gemini_r-1_0");
        assertThat(ids.next("given", "r-1")).isEqualTo("gemini_r-1_1");
        assertThat(ids.next("gemini_r-1_2", "r-1")).isEqualTo("gemini_r-1_2");
        assertThat(ids.next(null, "r-1")).isEqualTo("gemini_r-1_3");
    }

    @Test
    void ids_stand_in_for_an_answer_without_one_and_differ_from_those_of_the_conversation() {
        CallIds ids = new CallIds(Set.of("gemini_m3_0", "given"), "m3");

        assertThat(ids.next("given", null)).isEqualTo("gemini_m3_1");
        assertThat(ids.next(null, null)).isEqualTo("gemini_m3_2");
    }

    @Test
    void ids_are_short_and_plain_whatever_the_answers_id() {
        String id = new CallIds(Set.of(), "m3").next(null, "projects/é/0123456789abcdefghijklmnop");

        assertThat(id).isEqualTo("gemini_23456789abcdefghijklmnop_0").hasSizeLessThanOrEqualTo(40);
        assertThat(CallIds.ours(id)).isTrue();
        assertThat(CallIds.ours("call_1")).isFalse();
        assertThat(CallIds.ours("gemini_x")).isFalse();
    }

    @Test
    void a_thoughts_signature_comes_back_only_when_it_is_googles() {
        assertThat(Signatures.unmarked(Signatures.marked("AbC+/=="))).isEqualTo("AbC+/==");
        assertThat(Signatures.unmarked("EqQBCkYIBRgC")).isNull();
        assertThat(Signatures.unmarked("gemini:no base64")).isNull();
        assertThat(Signatures.unmarked(null)).isNull();
        assertThat(Signatures.usable(Signatures.NONE_TO_CHECK)).isEqualTo(Signatures.NONE_TO_CHECK);
    }

    private static Tool function(String name) {
        return new Tool.Function(name, null, null, null, null, "tools[0]");
    }
}
