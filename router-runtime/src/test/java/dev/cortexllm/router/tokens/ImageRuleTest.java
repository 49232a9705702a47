package dev.cortexllm.router.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ImageRuleTest {
    /** The examples of the providers' own pages; docs/tokens.md names them. */
    @ParameterizedTest
    @CsvSource({
        "TILES_4O,1024,1024,high,765",
        "TILES_4O,1024,1024,,765",
        "TILES_4O,2048,4096,high,1105",
        "TILES_4O,4096,8192,low,85",
        "TILES_4O,512,512,high,255",
        "TILES_4O_MINI,512,512,high,8500",
        "TILES_5,1024,1024,auto,630",
        "TILES_O,1024,1024,auto,675",
        "PATCHES_5_4,1024,1024,high,1229",
        "PATCHES_5_4,2048,2048,high,3000",
        "PATCHES_5_4,2048,2048,,3000",
        "PATCHES_5_4,2048,2048,low,4916",
        "PATCHES_5_5,2048,2048,low,308",
        "PATCHES_5_6,2048,2048,high,3000",
        "PATCHES_5_6,2048,2048,,4916",
        "PATCHES_4_1_NANO,1024,1024,,2520",
        "PATCHES_4_1_NANO,1800,2400,,3572",
        "PATCHES_5_MINI,2048,768,,1844",
        "CLAUDE_STANDARD,1000,1000,,1296",
        "CLAUDE_HIGH,1920,1080,,2691",
        "CLAUDE_HIGH,3840,2160,,4784",
        "CLAUDE_STANDARD,8000,8000,,1568",
        "GEMINI_TILES,384,384,,258",
        "GEMINI_TILES,960,540,,1548",
        "GEMINI_3,4000,3000,,1120",
    })
    void an_image_costs_what_its_provider_says(ImageRule rule, int width, int height, String detail, long tokens) {
        assertThat(rule.tokens(new ImageSize(width, height), detail)).isEqualTo(tokens);
    }

    @ParameterizedTest
    @EnumSource(ImageRule.class)
    void an_image_of_unknown_size_is_taken_for_a_usual_one(ImageRule rule) {
        assertThat(rule.tokens(null, null)).isEqualTo(rule.tokens(new ImageSize(1024, 1024), "auto"));
        assertThat(rule.pageTokens()).isPositive();
    }

    @ParameterizedTest
    @EnumSource(ImageRule.class)
    void no_shape_makes_less_than_nothing_or_more_than_its_limit(ImageRule rule) {
        int[] sides = {1, 2, 27, 28, 31, 33, 511, 513, 768, 2049, 10_000, 1 << 20};
        for (int width : sides) {
            for (int height : sides) {
                for (String detail : new String[] {"low", "high", "original", "auto"}) {
                    assertThat(rule.tokens(new ImageSize(width, height), detail))
                            .as("%s x %s in %s", width, height, detail)
                            .isBetween(0L, 6_000_000L);
                }
            }
        }
    }

    @Test
    void a_patch_budget_is_never_exceeded() {
        for (int width = 1; width < 9_000; width += 617) {
            for (int height = 1; height < 9_000; height += 431) {
                assertThat(ImageRule.PATCHES_5_4.tokens(new ImageSize(width, height), "high"))
                        .isLessThanOrEqualTo(3000);
            }
        }
    }
}
