package dev.cortexllm.router.wire.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.router.wire.golden.AnthropicRules;
import dev.cortexllm.router.wire.golden.ClientView;
import dev.cortexllm.router.wire.golden.GoldenRouter;
import dev.cortexllm.router.wire.golden.Pieces;
import dev.cortexllm.router.wire.golden.Replay;
import dev.cortexllm.router.wire.golden.StreamRules;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/**
 * A stream is the same however it is cut, and a translated one keeps the rules of its client's dialect whatever the provider
 * sends.
 */
final class StreamOracle implements FuzzTarget.Oracle {
    private final Pairs pairs;

    StreamOracle(String... names) {
        pairs = new Pairs(names);
    }

    @Override
    public void judge(byte[] data) throws Exception {
        for (int pair = 0; pair < pairs.size(); pair++) {
            GoldenRouter router = pairs.router(pair);
            Replay replay = new Replay(router);
            ClientView single =
                    replay.stream(router.asking(true), Pieces.single(data).pieces());
            same(replay.stream(router.asking(true), Pieces.whole(data).pieces()), single);
            int seed = Arrays.hashCode(data);
            same(replay.stream(router.asking(true), Pieces.random(seed, data).pieces()), single);
            if (!pairs.passes(pair) && single.error() == null) {
                Set<String> broken = StreamRules.broken(router.api(), single);
                // Arguments are passed on as they come; that they are none is seen too late.
                broken.remove(AnthropicRules.WHOLE_INPUT);
                assertThat(broken)
                        .as("rules that this stream breaks: %s", single.text())
                        .isEmpty();
            }
        }
    }

    private static void same(ClientView view, ClientView single) {
        assertThat(view.ending()).isEqualTo(single.ending());
        if (single.failed()) {
            assertThat(single.text()).startsWith(new String(view.bytes(), StandardCharsets.UTF_8));
        } else {
            assertThat(view.text()).isEqualTo(single.text());
        }
        assertThat(view.usage()).isEqualTo(single.usage());
    }
}
