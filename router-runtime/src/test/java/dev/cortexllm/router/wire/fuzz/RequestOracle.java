package dev.cortexllm.router.wire.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import dev.cortexllm.router.outcome.Api;
import dev.cortexllm.router.wire.chat.Refused;
import dev.cortexllm.router.wire.chat.UpstreamCall;
import dev.cortexllm.router.wire.golden.GoldenRouter;
import dev.cortexllm.router.wire.json.InvalidBody;
import dev.cortexllm.router.wire.json.JsonReading;
import dev.cortexllm.router.wire.json.Utf8;
import java.io.IOException;
import java.util.Locale;

/** A request is refused in a sentence, or becomes valid JSON in valid UTF-8 that asks for the target's model. */
final class RequestOracle implements FuzzTarget.Oracle {
    private final Pairs pairs;

    RequestOracle(Api api) {
        String dialect = api.name().toLowerCase(Locale.ROOT);
        pairs = new Pairs(dialect + "-openai", dialect + "-anthropic", dialect + "-gemini");
    }

    @Override
    public void judge(byte[] data) throws Exception {
        for (int pair = 0; pair < pairs.size(); pair++) {
            judge(pairs.router(pair), data);
        }
    }

    static void judge(GoldenRouter router, byte[] data) throws IOException {
        try {
            UpstreamCall call = router.attempt(data, router.fidelity()).call();
            assertThat(Utf8.firstInvalid(call.body().bytes())).as("bad UTF-8").isEqualTo(-1);
            readable(call.body().bytes());
            assertThat(call.path()).startsWith("/");
        } catch (Refused e) {
            assertThat(e.getMessage()).isNotBlank();
        } catch (InvalidBody e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    /** Not as a tree: what passes may name a field twice, where the router does not look. */
    private static void readable(byte[] body) throws IOException {
        try (JsonParser parser = JsonReading.factory().createParser(body)) {
            parser.nextToken();
            parser.skipChildren();
            assertThat(parser.nextToken()).as("one value").isNull();
        }
    }
}
