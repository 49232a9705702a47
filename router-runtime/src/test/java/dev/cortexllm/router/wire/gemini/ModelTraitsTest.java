package dev.cortexllm.router.wire.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which model is of which generation; ids of facts/wire/prices.csv, and aliases. */
class ModelTraitsTest {
    @ParameterizedTest
    @CsvSource({
        "gemini-pro, false, false, false, 'None[]'",
        "gemini-1.5-flash-latest, false, false, false, 'None[]'",
        "gemini-2.0-flash, false, false, false, 'None[]'",
        "gemma-3-27b-it, false, false, false, 'None[]'",
        "gemini-2.5-pro, true, false, false, 'Budget[least=128, most=32768, canBeOff=false]'",
        "gemini-2.5-flash, true, false, false, 'Budget[least=1, most=24576, canBeOff=true]'",
        "gemini-2.5-flash-preview-09-2025, true, false, false, 'Budget[least=1, most=24576, canBeOff=true]'",
        "gemini-2.5-flash-lite, true, false, false, 'Budget[least=512, most=24576, canBeOff=true]'",
        "gemini-2.5-flash-image, true, false, false, 'None[]'",
        "gemini-3-pro-preview, true, true, false, 'Level[minimal=false, medium=false]'",
        "gemini-3.1-pro-preview, true, true, false, 'Level[minimal=false, medium=true]'",
        "gemini-3-flash-preview, true, true, false, 'Level[minimal=true, medium=true]'",
        "gemini-3.1-flash-lite, true, true, false, 'Level[minimal=true, medium=true]'",
        "gemini-3.5-flash, true, true, false, 'Level[minimal=true, medium=true]'",
        "gemini-3.5-flash-lite, true, true, true, 'Level[minimal=true, medium=true]'",
        "gemini-3.6-flash, true, true, true, 'Level[minimal=true, medium=true]'",
        "gemini-3.8-flash, true, true, true, 'Level[minimal=true, medium=true]'",
        "gemini-4-pro, true, true, true, 'Level[minimal=false, medium=true]'",
        "gemini-flash-latest, true, true, true, 'Level[minimal=true, medium=true]'",
        "models/GEMINI-2.5-Pro, true, false, false, 'Budget[least=128, most=32768, canBeOff=false]'",
        "tunedModels/mine, true, true, false, 'Level[minimal=true, medium=true]'",
    })
    void each_model_has_the_traits_of_its_generation(
            String model, boolean jsonSchema, boolean third, boolean settled, String reasoning) {
        ModelTraits traits = ModelTraits.of(model);

        assertThat(traits.jsonSchema()).isEqualTo(jsonSchema);
        assertThat(traits.third()).isEqualTo(third);
        assertThat(traits.settled()).isEqualTo(settled);
        assertThat(traits.reasoning()).hasToString(reasoning);
        assertThat(traits.longestName()).isEqualTo(jsonSchema ? 128 : 64);
    }
}
