package dev.cortexllm.router.wire;

import dev.cortexllm.router.wire.golden.GoldenAnswers;
import dev.cortexllm.router.wire.golden.GoldenCase;
import dev.cortexllm.router.wire.golden.GoldenFiles;
import dev.cortexllm.router.wire.golden.GoldenRequests;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every folder {@code src/test/resources/wire/<dialect>-<format>/<case>} is a case. {@code case.yaml} says what the rest is
 * ({@link dev.cortexllm.router.wire.golden.CaseSettings} lists its keys, an unknown one fails):
 *
 * <ul>
 *   <li>{@code request.in.json} of the client becomes {@code request.out.json} for the provider, or is {@code refused} by
 *       the format or {@code invalid} to the dialect; {@code dropped}, {@code path} and {@code headers} are checked along;
 *   <li>{@code answer.in.json} of the provider becomes {@code answer.out.json}; {@code usage} is what the router accounts;
 *   <li>{@code stream.in.sse} becomes {@code stream.out.sse}, and keeps the rules of the client's dialect: replayed whole,
 *       byte by byte, cut in two at every byte and in random pieces. Where the stream breaks off behind its first content,
 *       the error's event is part of {@code stream.out.sse}. Where it breaks off before, there is no such file; the client
 *       gets {@code error.out.json}. An error ends a stream at once: content that came in the same piece is lost, so that
 *       other cuts may show less of it than byte by byte, never anything else;
 *   <li>{@code error.in.json} or {@code .txt} with {@code status} becomes {@code error.out.json}, through the judgement
 *       that {@code attempt.Refusal} makes and as if no other target were left.
 * </ul>
 *
 * A request that an answer or stream needs is the case's own with "stream" set as needed, or a plain one. JSON is compared
 * with order and digits, streams as text; where dialect and format are the same, requests and answers byte for byte. Files
 * that nothing reads fail the test. {@code -Dupdate.golden=true} writes the out files anew, {@code -Dgolden=openai-gemini/}
 * runs only what begins so.
 */
class GoldenWireTest {
    static Stream<GoldenCase> cases() {
        return GoldenCase.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void requests(GoldenCase golden) throws Exception {
        GoldenRequests.check(golden);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void answers(GoldenCase golden) throws Exception {
        GoldenAnswers.checkWhole(golden);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void streams(GoldenCase golden) throws Exception {
        GoldenAnswers.checkStream(golden);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void errors(GoldenCase golden) throws Exception {
        GoldenAnswers.checkError(golden);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void files(GoldenCase golden) throws Exception {
        GoldenFiles.check(golden);
    }
}
