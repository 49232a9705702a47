package dev.cortexllm.router.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelTableTest {
    @ParameterizedTest
    @CsvSource({
        "gpt-3.5-turbo-0125,GPT_4,NONE",
        "gpt-35-turbo,GPT_4,NONE",
        "gpt-4,GPT_4,TILES_4O",
        "gpt-4-turbo-2024-04-09,GPT_4,TILES_4O",
        "gpt-4o,GPT_4O,TILES_4O",
        "GPT-4o-2024-08-06,GPT_4O,TILES_4O",
        "gpt-4o-mini-2024-07-18,GPT_4O,TILES_4O_MINI",
        "ft:gpt-4o-mini-2024-07-18:org:name:id,GPT_4O,TILES_4O_MINI",
        "gpt-4.1,GPT_4O,TILES_4O",
        "gpt-4.1-nano,GPT_4O,PATCHES_4_1_NANO",
        "o3-mini,GPT_5,TILES_O",
        "o4-mini,GPT_5,PATCHES_O4_MINI",
        "gpt-5,GPT_5,TILES_5",
        "gpt-5-mini-2025-08-07,GPT_5,PATCHES_5_MINI",
        "gpt-5.1,GPT_5,TILES_5",
        "gpt-5.4-nano,GPT_5,PATCHES_5_4",
        "gpt-5.6-sol,GPT_5,PATCHES_5_6",
        "gpt-6.1-sol,GPT_5,PATCHES_5_6",
        "openai/gpt-oss-120b,GPT_OSS,NONE",
        "claude-3-7-sonnet-20250219,CLAUDE,CLAUDE_STANDARD",
        "claude-sonnet-4-6,CLAUDE,CLAUDE_STANDARD",
        "claude-haiku-4-5-20251001,CLAUDE,CLAUDE_STANDARD",
        "anthropic.claude-opus-4-1-20250805-v1:0,CLAUDE,CLAUDE_STANDARD",
        "claude-opus-4-7,CLAUDE_4_7,CLAUDE_HIGH",
        "claude-opus-4-8-20260601,CLAUDE_4_7,CLAUDE_HIGH",
        "claude-sonnet-5-5,CLAUDE_4_7,CLAUDE_HIGH",
        "gemini-2.5-flash,GEMINI,GEMINI_TILES",
        "models/gemini-3-pro-preview,GEMINI,GEMINI_3",
        "kimi-k2.6,KIMI,PATCHES_28",
        "moonshotai/Kimi-K2-Instruct-0905,KIMI,PATCHES_28",
        "moonshot-v1-128k,KIMI,PATCHES_28",
        "meta-llama/Llama-3.3-70B-Instruct-Turbo,LLAMA,PATCHES_28",
        "meta-llama/Meta-Llama-3.1-8B-Instruct-Turbo,LLAMA,PATCHES_28",
        "Qwen/Qwen3.5-397B-A17B,QWEN,PATCHES_28",
        "mistral-large-2512,MISTRAL,PATCHES_28",
        "open-mistral-nemo,MISTRAL,PATCHES_28",
        "devstral-2512,MISTRAL,NONE",
        "deepseek-ai/DeepSeek-V3.1,DEEPSEEK,PATCHES_28",
        "deepseek-v4-flash,DEEPSEEK,PATCHES_28",
        "zai-org/GLM-4.7,OTHER,PATCHES_28",
        "my-deployment,OTHER,PATCHES_28",
    })
    void every_model_has_its_kind(String model, Family family, ImageRule images) {
        assertThat(ModelTable.bundled().of(model)).isEqualTo(new ModelKind(family, images));
    }

    @Test
    void an_empty_id_is_a_model_like_others() {
        assertThat(ModelTable.bundled().of("").family()).isEqualTo(Family.OTHER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-4,GPT_4,NONE", "*,GPT_4,NONE, ", "*,GPT_9,NONE,x", "gpt-4,GPT_4,NONE,x", ""})
    void a_wrong_table_is_refused(String csv) {
        assertThatThrownBy(() -> ModelTable.read(csv)).isInstanceOf(IllegalArgumentException.class);
    }
}
