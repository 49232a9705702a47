package dev.cortexllm.router.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What counts of a stream is what it says, whatever the format and wherever its bytes are cut. */
class SpokenBytesTest {
    private static final String OPENAI = "data: {\"id\":\"chatcmpl-123456789\",\"object\":\"chat.completion.chunk\","
            + "\"model\":\"gpt\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"%s\"},"
            + "\"finish_reason\":\"stop\"}]}\n\n";
    private static final String ANTHROPIC =
            "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,"
                    + "\"delta\":{\"type\":\"text_delta\",\"text\":\"%s\"}}\n\n";
    private static final String GEMINI = "data: {\"candidates\": [{\"content\": {\"parts\": [{\"text\": \"%s\"}],"
            + "\"role\": \"model\"}}],\"modelVersion\": \"gemini-3\",\"responseId\": \"abcdefgh\"}\r\n\r\n";

    @Test
    void texts_count_and_what_frames_them_does_not() {
        for (String event : new String[] {OPENAI, ANTHROPIC, GEMINI}) {
            assertThat(spoken(String.format(event, "hello"))).as(event).isEqualTo(5);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":\"\\\\\"}|2",
                "{\"a\":\"x\\\"y\"}|4",
                "{\"a\":[\"one\",\"two\"],\"id\":[\"no\"],\"b\":\"yes\"}|9",
                "{\"content\":\"\",\"text\":null}|0",
                "{\"arguments\":\"{\\\"a\\\":1}\"}|9",
                "{\"content\":\"öß\"}|4",
            })
    void strings_are_read_as_json_reads_them(String json, long expected) {
        assertThat(spoken("data: " + json + "\n\n")).isEqualTo(expected);
    }

    @Test
    void where_the_bytes_are_cut_makes_no_difference() {
        Random random = new Random(7);
        byte[] all = (String.format(OPENAI, "a \\\"b\\\" ") + String.format(ANTHROPIC, "ccc")
                        + String.format(GEMINI, "d\\nd") + ": ping \" pong\n\n" + String.format(OPENAI, "e"))
                .getBytes(StandardCharsets.UTF_8);
        long whole = count(all, all.length, random);
        assertThat(whole).isEqualTo(8 + 3 + 4 + 1);
        for (int i = 0; i < 200; i++) {
            assertThat(count(all, 1 + random.nextInt(30), random)).isEqualTo(whole);
        }
    }

    private static long spoken(String events) {
        byte[] bytes = events.getBytes(StandardCharsets.UTF_8);
        return count(bytes, bytes.length, new Random(1));
    }

    private static long count(byte[] bytes, int most, Random random) {
        SpokenBytes spoken = new SpokenBytes();
        int at = 0;
        while (at < bytes.length) {
            int to = Math.min(bytes.length, at + (most == bytes.length ? most : 1 + random.nextInt(most)));
            spoken.feed(Arrays.copyOfRange(bytes, at, to));
            at = to;
        }
        return spoken.count();
    }
}
