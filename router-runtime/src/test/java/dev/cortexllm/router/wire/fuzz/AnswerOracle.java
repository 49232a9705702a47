package dev.cortexllm.router.wire.fuzz;

import dev.cortexllm.router.wire.golden.ClientView;
import dev.cortexllm.router.wire.golden.GoldenRouter;
import dev.cortexllm.router.wire.golden.Replay;
import dev.cortexllm.router.wire.json.JsonTrees;

/** An answer that is accepted becomes JSON. */
final class AnswerOracle implements FuzzTarget.Oracle {
    private final Pairs pairs;

    AnswerOracle(String... names) {
        pairs = new Pairs(names);
    }

    @Override
    public void judge(byte[] data) throws Exception {
        for (int pair = 0; pair < pairs.size(); pair++) {
            GoldenRouter router = pairs.router(pair);
            ClientView view = new Replay(router).whole(router.asking(false), data);
            if (view.error() != null) {
                JsonTrees.read(view.error().body());
            } else if (!pairs.passes(pair)) {
                JsonTrees.read(view.bytes());
            }
        }
    }
}
