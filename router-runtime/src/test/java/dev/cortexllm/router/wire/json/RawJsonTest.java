package dev.cortexllm.router.wire.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RawJsonTest {
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void a_text_ends_at_its_quote_wherever_that_stands() {
        for (int length = 0; length < 40; length++) {
            for (int escape = -1; escape < length; escape++) {
                StringBuilder text = new StringBuilder("x".repeat(length));
                if (escape >= 0) {
                    text.replace(escape, escape + 1, escape % 2 == 0 ? "\\\"" : "\\\\");
                }
                byte[] json = bytes("\"" + text + "\",\"");
                assertThat(RawJson.quote(json, 1, json.length)).isEqualTo(text.length() + 1);
                assertThat(RawJson.end(json, 0, json.length)).isEqualTo(text.length() + 2);
                assertThat(RawJson.quote(json, 1, 1 + length / 2)).isBetween(length / 2, 1 + length / 2);
            }
        }
    }

    /** Of any value that stands in a list, its end is the comma behind it, and the next element is found. */
    @Test
    void ends_are_those_that_a_parser_finds() throws Exception {
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            StringBuilder list = new StringBuilder(" [ ");
            int count = 1 + random.nextInt(5);
            for (int i = 0; i < count; i++) {
                list.append(i == 0 ? "" : random.nextBoolean() ? " ,\n" : ",").append(value(random, 3));
            }
            byte[] json = bytes(
                    list.append(random.nextBoolean() ? " ]" : "]").append("}").toString());
            JsonSpan parsed = JsonSpan.read(json, 0, json.length - 1);
            int at = RawJson.next(json, RawJson.space(json, 0) + 1);
            for (JsonSpan element : parsed.children()) {
                assertThat(at).as("seed " + seed).isEqualTo(element.from());
                int end = RawJson.end(json, at, json.length);
                assertThat(end).as("seed " + seed).isEqualTo(element.to());
                int limit = at + random.nextInt(end - at + 1);
                assertThat(RawJson.end(json, at, limit)).isEqualTo(limit);
                at = RawJson.next(json, end);
            }
            assertThat(at).as("seed " + seed).isEqualTo(-1);
            assertThat(RawJson.end(json, parsed.from(), json.length)).isEqualTo(parsed.to());
        }
    }

    private static String value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 6 : 4)) {
            case 0 -> "-1.5e3";
            case 1 -> random.nextBoolean() ? "true" : "null";
            case 2 -> "\"a]}\\\\\\\"" + "y".repeat(random.nextInt(20)) + "{[,:\u00e9\"";
            case 3 -> random.nextBoolean() ? "{}" : "[ ]";
            case 4 -> "[" + value(random, depth - 1) + " , " + value(random, depth - 1) + "]";
            default -> "{\"a}\" : " + value(random, depth - 1) + ",\"b\":" + value(random, depth - 1) + " }";
        };
    }

    @Test
    void members_are_found_by_their_names() {
        byte[] json = bytes("{\"a\\\"\" : 1 , \"role\":\"users\"}");
        int first = RawJson.next(json, 1);
        assertThat(json[RawJson.value(json, first)]).isEqualTo((byte) '1');
        int second = RawJson.next(json, RawJson.end(json, RawJson.value(json, first), json.length));
        assertThat(RawJson.is(json, second, "role")).isTrue();
        assertThat(RawJson.is(json, second, "rol")).isFalse();
        assertThat(RawJson.is(json, RawJson.value(json, second), "user")).isFalse();
        assertThat(RawJson.begins(json, RawJson.value(json, second), "user")).isTrue();
        assertThat(RawJson.is(json, RawJson.value(json, first), "1")).isFalse();
    }
}
