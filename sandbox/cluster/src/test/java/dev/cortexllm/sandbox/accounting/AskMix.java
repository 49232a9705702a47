package dev.cortexllm.sandbox.accounting;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Draws requests of every kind: both APIs, both providers, streams and whole answers, short and long. */
final class AskMix {
    /** All prompts begin with these words, so that a prompt cache has something to find. */
    private static final String PREAMBLE =
            "you are a careful assistant who answers in few words and never guesses but says"
                    + " what is known and what is not known about the thing that is asked here";

    private static final int LEAST_TOKENS = 16;
    private static final int MORE_TOKENS = 48;
    private static final int LATEST_LEAVING_MILLIS = 5_000;

    private final Random random;
    private final String prefix;
    private final List<String> models;

    /**
     * @param seed of all that is drawn
     * @param prefix what the requests' ids begin with
     * @param models policies to ask for
     */
    AskMix(long seed, String prefix, List<String> models) {
        this.random = new Random(seed);
        this.prefix = prefix;
        this.models = models;
    }

    /**
     * Draws requests, in turn for each of the routers.
     *
     * @param count how many
     * @param leaving share of the clients who leave early
     */
    List<Ask> draw(int count, double leaving) {
        List<Ask> asks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            boolean stream = random.nextInt(4) > 0;
            boolean leaves = random.nextDouble() < leaving;
            asks.add(new Ask(
                    prefix + "-" + i,
                    i % Routers.COUNT,
                    random.nextBoolean() ? Ask.Dialect.OPENAI : Ask.Dialect.ANTHROPIC,
                    models.get(random.nextInt(models.size())),
                    stream,
                    LEAST_TOKENS + random.nextInt(MORE_TOKENS),
                    PREAMBLE + " " + prefix + " number " + i + " more".repeat(random.nextInt(20)),
                    leaves && stream ? 1 + random.nextInt(LEAST_TOKENS - 2) : 0,
                    leaves && !stream ? 1 + random.nextInt(LATEST_LEAVING_MILLIS) : 0));
        }
        return asks;
    }
}
