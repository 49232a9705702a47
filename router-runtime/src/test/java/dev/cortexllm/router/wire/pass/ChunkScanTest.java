package dev.cortexllm.router.wire.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a chunk says is found whatever stands beside it. */
class ChunkScanTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"\"chat.completion.chunk\"", "null", "7", "[\"error\", {\"usage\": 1}]", "{\"choices\": [1]}"})
    void whatever_its_object_is_the_rest_is_read(String object) throws IOException {
        ChunkScan scan = scan("{\"object\": " + object + ", \"choices\": [{\"delta\": {\"content\": \"hi\"}}]}");

        assertThat(scan.error()).isFalse();
        assertThat(scan.choices()).isOne();
        assertThat(scan.content()).isTrue();
    }

    @Test
    void an_error_in_the_place_of_a_chunk_is_one() throws IOException {
        assertThat(scan("{\"object\": \"error\", \"message\": \"overloaded\"}").error())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{\"object\": [}", "{\"choices\": [1]}", "{} {}", "{\"object\": {"})
    void what_is_not_one_object_with_choices_is_refused(String chunk) {
        assertThatThrownBy(() -> scan(chunk)).isInstanceOf(IOException.class);
    }

    private static ChunkScan scan(String chunk) throws IOException {
        byte[] around = ("data: " + chunk + "\n\n").getBytes(StandardCharsets.UTF_8);
        ChunkScan scan = new ChunkScan(false, false);
        scan.scan(around, "data: ".length(), around.length - 2);
        return scan;
    }
}
