package dev.cortexllm.router.tokens;

import dev.cortexllm.router.tokens.ImageFormula.Fixed;
import dev.cortexllm.router.tokens.ImageFormula.GeminiTiles;
import dev.cortexllm.router.tokens.ImageFormula.Limit;
import dev.cortexllm.router.tokens.ImageFormula.Patches;
import dev.cortexllm.router.tokens.ImageFormula.Squares;
import dev.cortexllm.router.tokens.ImageFormula.Tiles;

/** What an image costs, as its provider documents it; docs/tokens.md names the pages. */
enum ImageRule {
    /** The model takes no images; should one come all the same, somebody will say so. */
    NONE(new Fixed(0), false),
    /** GPT-4o and GPT-4.1. */
    TILES_4O(new Tiles(85, 170), true),
    /** GPT-4o mini. */
    TILES_4O_MINI(new Tiles(2833, 5667), true),
    /** GPT-5 and GPT-5.1. */
    TILES_5(new Tiles(70, 140), true),
    /** o1 and o3. */
    TILES_O(new Tiles(75, 150), true),
    /** GPT-4.1 mini. */
    PATCHES_4_1_MINI(Patches.alike(2048, 6144, 1.62), true),
    /** GPT-4.1 nano. */
    PATCHES_4_1_NANO(Patches.alike(2048, 1536, 2.46), true),
    /** o4-mini. */
    PATCHES_O4_MINI(Patches.alike(2048, 1536, 1.72), true),
    /** GPT-5 mini. */
    PATCHES_5_MINI(Patches.alike(2048, 1536, 1.2), true),
    /** GPT-5 nano. */
    PATCHES_5_NANO(Patches.alike(2048, 1536, 1.5), true),
    /** GPT-5.2. */
    PATCHES_5_2(Patches.alike(2048, 6144, 1.2), true),
    /** GPT-5.4. */
    PATCHES_5_4(
            new Patches(
                    1.2, new Limit(2048, 6144), new Limit(2048, 2500), new Limit(6000, 10_000), new Limit(2048, 2500)),
            true),
    /** GPT-5.5. */
    PATCHES_5_5(
            new Patches(
                    1.2,
                    new Limit(512, Limit.NONE),
                    new Limit(2048, 2500),
                    new Limit(6000, 10_000),
                    new Limit(6000, 10_000)),
            true),
    /** GPT-5.6. */
    PATCHES_5_6(
            new Patches(
                    1.2,
                    new Limit(512, Limit.NONE),
                    new Limit(2048, 2500),
                    new Limit(65_535, Limit.NONE),
                    new Limit(65_535, Limit.NONE)),
            true),
    /** Claude up to 4.6. */
    CLAUDE_STANDARD(new Squares(1568, 1568), true),
    /** Claude from 4.7 on. */
    CLAUDE_HIGH(new Squares(2576, 4784), true),
    /** Gemini up to 2.5. */
    GEMINI_TILES(new GeminiTiles(), true),
    /** Gemini from 3 on, at its default resolution. */
    GEMINI_3(new Fixed(1120), true),
    /** Open models: a token per 28 x 28 pixels, as Qwen2-VL and Pixtral's successors have it. */
    PATCHES_28(new Squares(4096, 4096), false);

    private static final ImageSize TYPICAL = new ImageSize(1024, 1024);

    private final ImageFormula formula;
    private final boolean documented;

    ImageRule(ImageFormula formula, boolean documented) {
        this.formula = formula;
        this.documented = documented;
    }

    /**
     * Tokens of an image.
     *
     * @param size its size; null: unknown, then it is taken for one of 1024 x 1024 pixels
     * @param detail OpenAI's {@code low}, {@code high}, {@code original} or {@code auto}, or null
     * @return its tokens
     */
    long tokens(ImageSize size, String detail) {
        return formula.tokens(size == null ? TYPICAL : size, detail == null ? "auto" : detail);
    }

    /** Whether the provider documents it, so that a known size gives a count to rely on. */
    boolean documented() {
        return documented;
    }

    /**
     * Tokens of a page of a PDF. Anthropic names 1500 to 3000 for its text and picture, Google 258, from Gemini 3 on 560;
     * others are taken to be like Claude.
     */
    long pageTokens() {
        return switch (this) {
            case GEMINI_TILES -> 258;
            case GEMINI_3 -> 560;
            default -> 2000;
        };
    }
}
