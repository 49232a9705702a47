package dev.cortexllm.router.wire.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.router.wire.chat.AnswerReader;
import dev.cortexllm.router.wire.golden.GoldenCase;
import dev.cortexllm.router.wire.openai.OpenAiDialect;
import dev.cortexllm.router.wire.sse.MalformedStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** However the provider's bytes are cut, a reader tells the same in the same order. */
class AnswerPiecesTest {
    private static final long SEED = 20_261_127;
    private static final int RANDOM_WAYS = 50;
    private static final byte[] PLAIN =
            Goldens.utf8("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");

    static Stream<GoldenCase> streams() {
        return Goldens.with("stream.in.sse");
    }

    static Stream<GoldenCase> answers() {
        return Goldens.with("answer.in.json");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("streams")
    void a_stream_tells_the_same_in_any_pieces(GoldenCase golden) throws Exception {
        byte[] bytes = golden.bytes("stream.in.sse");
        List<String> whole = told(reader(true), List.of(bytes));

        assertThat(whole).isNotEmpty();
        for (List<byte[]> pieces : ways(bytes)) {
            assertThat(told(reader(true), pieces)).isEqualTo(whole);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void an_answer_tells_the_same_in_any_pieces(GoldenCase golden) throws Exception {
        byte[] bytes = golden.bytes("answer.in.json");
        List<String> whole = told(reader(false), List.of(bytes));

        assertThat(whole).isNotEmpty();
        for (List<byte[]> pieces : ways(bytes)) {
            assertThat(told(reader(false), pieces)).isEqualTo(whole);
        }
    }

    private static AnswerReader reader(boolean stream) throws Exception {
        var conversation = Goldens.open(new OpenAiDialect(), PLAIN, Goldens.MODEL);
        return stream ? conversation.stream() : conversation.whole();
    }

    private static List<List<byte[]>> ways(byte[] bytes) {
        List<List<byte[]>> ways = new ArrayList<>();
        ways.add(Goldens.pieces(bytes, 1));
        ways.add(Goldens.pieces(bytes, 7));
        Random random = new Random(SEED);
        for (int i = 0; i < RANDOM_WAYS; i++) {
            List<byte[]> pieces = new ArrayList<>();
            for (int from = 0; from < bytes.length; ) {
                int to = Math.min(bytes.length, from + 1 + random.nextInt(bytes.length));
                pieces.add(Arrays.copyOfRange(bytes, from, to));
                from = to;
            }
            ways.add(pieces);
        }
        return ways;
    }

    /** What a reader tells, its failure included. */
    private static List<String> told(AnswerReader reader, List<byte[]> pieces) {
        ToldAnswer answer = new ToldAnswer();
        try {
            for (byte[] piece : pieces) {
                reader.feed(piece, answer);
            }
            reader.end(answer);
        } catch (MalformedStream e) {
            answer.told().add(e.getClass().getSimpleName() + ": " + e.getMessage());
        }
        return answer.told();
    }
}
