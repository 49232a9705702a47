package dev.cortexllm.router.wire.gemini;

import dev.cortexllm.config.ModelGlobs;
import dev.cortexllm.router.wire.gemini.Reasoning.Budget;
import dev.cortexllm.router.wire.gemini.Reasoning.Level;
import dev.cortexllm.router.wire.gemini.Reasoning.None;
import java.util.List;

/**
 * What a request must respect of the model it goes to.
 *
 * @param jsonSchema whether it takes JSON schemas as they are; others take a subset only
 * @param reasoning how it is told to reason
 * @param third whether it is of the third generation: it wants the signature of each step of calls back, answers in JSON
 *     beside tools, and looks at each image as closely as its part says
 * @param settled whether sampling is fixed and a conversation must end with the user's turn
 */
record ModelTraits(boolean jsonSchema, Reasoning reasoning, boolean third, boolean settled) {
    private static final ModelTraits FIRST = new ModelTraits(false, new None(), false, false);
    private static final ModelTraits PRO_3 = third(new Level(false, false), false);
    private static final ModelTraits PRO = third(new Level(false, true), false);
    private static final ModelTraits FLASH = third(new Level(true, true), false);
    private static final ModelTraits SETTLED_PRO = third(new Level(false, true), true);
    private static final ModelTraits SETTLED_FLASH = third(new Level(true, true), true);

    /**
     * The first row whose glob fits is a model's. Sources: facts/wire/gemini.md sections 2 and 6 (schemas, budgets of the
     * efforts, levels of 3 Pro); ai.google.dev/gemini-api/docs/thinking (ranges of budgets, levels of 3.1 Pro);
     * docs.cloud.google.com, pages of gemini-3.5-flash-lite and gemini-3.6-flash, "potentially breaking changes" (what is
     * settled, "and all future releases").
     */
    private static final List<Row> TABLE = List.of(
            row("gemini-1.*", FIRST),
            row("gemini-2.0-*", FIRST),
            row("gemini-pro", FIRST),
            row("gemini-pro-vision", FIRST),
            row("gemma-*", FIRST),
            row("gemini-2.5-pro*", second(new Budget(128, 32_768, false))),
            row("gemini-2.5-flash-lite*", second(new Budget(512, 24_576, true))),
            row("gemini-2.5-flash-image*", second(new None())),
            row("gemini-2.5-*", second(new Budget(1, 24_576, true))),
            row("gemini-3-pro*", PRO_3),
            row("gemini-3.1-pro*", PRO),
            row("gemini-3-*", FLASH),
            row("gemini-3.1-*", FLASH),
            row("gemini-3.5-flash-lite*", SETTLED_FLASH),
            row("gemini-3.5-*", FLASH),
            row("gemini-*pro*", SETTLED_PRO),
            row("gemini-*", SETTLED_FLASH),
            // A name of somebody's own, such as a tuned model's: what every current generation understands.
            row("*", FLASH));

    private record Row(List<String> names, ModelTraits traits) {}

    /**
     * Looks a model up.
     *
     * @param model its id, maybe with a path before it such as {@code models/}
     * @return what to respect
     */
    static ModelTraits of(String model) {
        String name = model.substring(model.lastIndexOf('/') + 1);
        for (Row row : TABLE) {
            if (ModelGlobs.match(row.names, name)) {
                return row.traits;
            }
        }
        throw new IllegalStateException("the last row fits every name");
    }

    private static ModelTraits second(Reasoning reasoning) {
        return new ModelTraits(true, reasoning, false, false);
    }

    private static ModelTraits third(Level level, boolean settled) {
        return new ModelTraits(true, level, true, settled);
    }

    private static Row row(String glob, ModelTraits traits) {
        return new Row(List.of(glob), traits);
    }

    /** Longest name of a function, in characters. */
    int longestName() {
        return jsonSchema ? 128 : 64;
    }

    /** Whether it reasons at all. */
    boolean reasons() {
        return !(reasoning instanceof None);
    }
}
