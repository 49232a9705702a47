package dev.cortexllm.router.wire.fuzz;

import dev.cortexllm.router.wire.golden.ClientView;
import dev.cortexllm.router.wire.golden.GoldenRouter;
import dev.cortexllm.router.wire.golden.Replay;
import dev.cortexllm.router.wire.json.JsonTrees;
import dev.cortexllm.router.wire.sse.MalformedStream;

/** Whatever stands in an error, the client gets JSON; and a count is a count or malformed. */
final class ErrorOracle implements FuzzTarget.Oracle {
    private static final int[] STATUSES = {400, 401, 404, 413, 429, 500, 503, 529, 302, 200};

    private final Pairs pairs = new Pairs(
            "openai-openai",
            "anthropic-openai",
            "openai-anthropic",
            "anthropic-anthropic",
            "openai-gemini",
            "anthropic-gemini");

    @Override
    public void judge(byte[] data) throws Exception {
        for (int pair = 0; pair < pairs.size(); pair++) {
            GoldenRouter router = pairs.router(pair);
            for (int status : STATUSES) {
                ClientView view = new Replay(router).error(router.asking(false), status, data);
                JsonTrees.read(view.error().body());
            }
            counted(router, data);
        }
    }

    private static void counted(GoldenRouter router, byte[] data) {
        try {
            if (router.upstream().format().counted(data) < 0) {
                throw new AssertionError("a negative number of tokens");
            }
        } catch (MalformedStream e) {
            // Right: it is none.
        }
    }
}
