package dev.cortexllm.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndingTest {
    private static final Map<String, String> PARTS = Map.of(
            "", "",
            "whole", "{\"choices\":[]}",
            "role", "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}\n\n",
            "token", "data: {\"choices\":[{\"delta\":{\"content\":\"T123456789012\"}}]}\n\n",
            "error", "data: {\"error\":{\"message\":\"it broke off\",\"type\":\"server_error\"}}\n\n",
            "done", "data: [DONE]\n\n");

    @ParameterizedTest
    @CsvSource({
        "200, true,  whole,             WHOLE",
        "200, false, whole,             FAILED",
        "503, true,  whole,             FAILED",
        "0,   false, '',                FAILED",
        "200, true,  role token done,   WHOLE",
        "200, false, role token done,   BROKEN",
        "200, true,  role token,        BROKEN",
        "200, false, role token,        BROKEN",
        "200, false, role token error,  TOLD",
        "200, true,  role token error,  TOLD",
        "200, false, role error,        FAILED",
        "200, false, role,              FAILED",
    })
    void an_answer_is_judged_by_what_its_client_saw(int status, boolean inOrder, String parts, Ending ending) {
        String body = Arrays.stream(parts.split(" ")).map(PARTS::get).collect(Collectors.joining());

        assertThat(Ending.of(status, inOrder, body)).isEqualTo(ending);
    }
}
