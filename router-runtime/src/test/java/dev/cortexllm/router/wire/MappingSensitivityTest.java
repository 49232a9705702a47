package dev.cortexllm.router.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.router.wire.golden.Coverage;
import dev.cortexllm.router.wire.golden.GoldenCase;
import dev.cortexllm.router.wire.golden.Sensitivity;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A change of any mapped field fails a test, because no field of a golden's input is without effect: every leaf is changed,
 * every field removed, neighbours in lists exchanged, and the output must differ or the request be refused. What rightly
 * has no effect is listed with a reason: in {@code case.yaml} under {@code insensitive}, {@code insensitiveAnswer} and
 * {@code insensitiveStream} (there the events count as one list, {@code [2].choices[0].delta}), or for all cases of a pair
 * in the shared lists of {@code golden.Indifference}. A listed path whose changes are noticed fails too. And
 * every row of the mapping tables in the facts stands in some golden: {@code src/test/resources/wire/coverage.yaml}.
 */
class MappingSensitivityTest {
    static Stream<GoldenCase> requests() {
        return GoldenCase.all()
                .filter(golden -> golden.has("request.in.json")
                        && golden.settings().refused() == null
                        && golden.settings().invalid() == null);
    }

    static Stream<GoldenCase> answers() {
        return GoldenCase.all()
                .filter(golden ->
                        golden.has("answer.in.json") && golden.settings().answer() == null);
    }

    /** Streams that pass go byte for byte, and goldens compare them so. */
    static Stream<GoldenCase> streams() {
        return GoldenCase.all()
                .filter(golden ->
                        golden.has("stream.in.sse") && golden.settings().stream() == null && !golden.passes());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void every_change_of_a_request_is_noticed(GoldenCase golden) throws Exception {
        Sensitivity.checkRequest(golden);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void every_change_of_an_answer_is_noticed(GoldenCase golden) throws Exception {
        Sensitivity.checkAnswer(golden);
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("streams")
    void every_change_of_a_stream_is_noticed(GoldenCase golden) throws Exception {
        Sensitivity.checkStream(golden);
    }

    static Stream<Coverage> tables() {
        return Coverage.tables();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tables")
    void every_row_of_a_mapping_table_stands_in_a_golden(Coverage table) throws Exception {
        assertThat(table.missing()).as("%s: rows in no golden", table).isEmpty();
    }
}
