package dev.cortexllm.router.tokens;

/** How the size of an image makes its tokens. Pure arithmetic; which model has which is {@link ImageRule}. */
sealed interface ImageFormula {
    /**
     * Tokens of an image.
     *
     * @param size its size
     * @param detail OpenAI's {@code low}, {@code high}, {@code original} or {@code auto}
     * @return its tokens, 0 or more
     */
    long tokens(ImageSize size, String detail);

    /**
     * The same for every image.
     *
     * @param tokens how many
     */
    record Fixed(long tokens) implements ImageFormula {
        @Override
        public long tokens(ImageSize size, String detail) {
            return tokens;
        }
    }

    /**
     * OpenAI's tiles: made to fit 2048 x 2048 pixels, then its shorter side 768, then counted in squares of 512.
     *
     * @param base tokens of every image, and all of one in low detail
     * @param tile tokens of a square
     */
    record Tiles(long base, long tile) implements ImageFormula {
        @Override
        public long tokens(ImageSize size, String detail) {
            if (detail.equals("low")) {
                return base;
            }
            double fit = Math.min(1, 2048.0 / Math.max(size.width(), size.height()));
            double shorter = Math.min(size.width(), size.height()) * fit;
            double scale = fit * Math.min(1, 768 / shorter);
            return base + tile * squares(size.width() * scale, 512) * squares(size.height() * scale, 512);
        }
    }

    /**
     * OpenAI's patches of 32 x 32 pixels.
     *
     * @param multiplier tokens of a patch
     * @param low limit in low detail
     * @param high limit in high detail
     * @param original limit in original detail
     * @param auto limit where the client does not say
     */
    record Patches(double multiplier, Limit low, Limit high, Limit original, Limit auto) implements ImageFormula {
        /** The same in every detail. */
        static Patches alike(int side, long budget, double multiplier) {
            Limit limit = new Limit(side, budget);
            return new Patches(multiplier, limit, limit, limit, limit);
        }

        @Override
        public long tokens(ImageSize size, String detail) {
            Limit limit =
                    switch (detail) {
                        case "low" -> low;
                        case "high" -> high;
                        case "original" -> original;
                        default -> auto;
                    };
            return (long) Math.ceil(limit.patches(size) * multiplier);
        }
    }

    /**
     * How large an image may be before it is made smaller.
     *
     * @param side longest side in pixels
     * @param budget most patches
     */
    record Limit(int side, long budget) {
        /** A budget that no image exceeds. */
        static final long NONE = Long.MAX_VALUE;

        private static final int PATCH = 32;

        long patches(ImageSize size) {
            double fit = Math.min(1, (double) side / Math.max(size.width(), size.height()));
            double width = Math.max(1, Math.rint(size.width() * fit));
            double height = Math.max(1, Math.rint(size.height() * fit));
            long patches = squares(width, PATCH) * squares(height, PATCH);
            if (patches <= budget) {
                return patches;
            }
            double shrink = Math.sqrt((double) PATCH * PATCH * budget / (width * height));
            double adjusted = shrink * Math.min(whole(width * shrink / PATCH), whole(height * shrink / PATCH));
            long resized = squares(Math.floor(width * adjusted), PATCH) * squares(Math.floor(height * adjusted), PATCH);
            return Math.min(budget, Math.max(1, resized));
        }

        /** Share of a length that whole patches cover; all of it where it is shorter than one. */
        private static double whole(double patches) {
            return patches < 1 ? 1 : Math.floor(patches) / patches;
        }
    }

    /**
     * Squares of 28 x 28 pixels, one token each.
     *
     * @param side longest side in pixels; a larger image is made smaller
     * @param most tokens of the largest image
     */
    record Squares(int side, long most) implements ImageFormula {
        @Override
        public long tokens(ImageSize size, String detail) {
            double fit = Math.min(1, (double) side / Math.max(size.width(), size.height()));
            return Math.min(most, squares(size.width() * fit, 28) * squares(size.height() * fit, 28));
        }
    }

    /**
     * Gemini's tiles: one for a small image; a larger one is made to fit 3072 x 3072 pixels and cut into squares whose side
     * is its shorter side by 1.5, 256 to 768 pixels.
     */
    record GeminiTiles() implements ImageFormula {
        private static final int SMALL = 384;
        private static final double LARGE = 3072;
        private static final int TILE = 258;

        @Override
        public long tokens(ImageSize size, String detail) {
            if (size.width() <= SMALL && size.height() <= SMALL) {
                return TILE;
            }
            double fit = Math.min(1, LARGE / Math.max(size.width(), size.height()));
            double shorter = Math.min(size.width(), size.height()) * fit;
            int unit = Math.min(768, Math.max(256, (int) (shorter / 1.5)));
            return TILE * squares(size.width() * fit, unit) * squares(size.height() * fit, unit);
        }
    }

    /** Squares that a length needs. Lengths that rounding made a hair too long are not counted one more. */
    private static long squares(double length, int side) {
        return Math.max(1, (long) Math.ceil(length / side - 1e-9));
    }
}
