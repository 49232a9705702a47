package dev.cortexllm.router.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.router.wire.chat.UpstreamCall;
import dev.cortexllm.router.wire.json.Edit;
import dev.cortexllm.router.wire.json.Spliced;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent is the body with its changes, however large and however many. */
class SentTest {
    private static final int STEP = 11;

    private final SplittableRandom random = new SplittableRandom(7);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1_000, 4_095, 4_096, 5_000, 32_768, 300_000})
    void is_the_body_with_its_changes(int size) {
        for (int edits : new int[] {0, 1, 2, 31, 32, 33, 200}) {
            Spliced body = spliced(size, edits);

            byte[] sent = Sent.of(new UpstreamCall("/", Map.of(), body)).getBytes();

            assertThat(sent).as("%d bytes, %d changes", size, edits).isEqualTo(body.bytes());
        }
    }

    @Test
    void leaves_the_body_as_it_is() {
        Spliced body = spliced(10_000, 3);
        byte[] before = body.body().clone();

        Sent.of(new UpstreamCall("/", Map.of(), body)).appendString("more");

        assertThat(body.body()).isEqualTo(before);
    }

    private Spliced spliced(int size, int count) {
        byte[] body = new byte[size];
        random.nextBytes(body);
        List<Edit> edits = new ArrayList<>();
        for (int i = 0, at = 0; i < count && at + STEP < size; i++, at += STEP) {
            byte[] text = new byte[random.nextInt(0, 9)];
            random.nextBytes(text);
            edits.add(new Edit(at, at + random.nextInt(0, STEP), text));
        }
        return new Spliced(body, edits);
    }
}
