package dev.cortexllm.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueTest {
    private static final String HEADING =
            "vendor,model,context,maxOutput,inputUsd,outputUsd,cachedInputUsd,tools,vision,jsonSchema,reasoning,source,date\n";
    private static final Catalogue BUNDLED = Catalogue.bundled();

    @Test
    void vendorsSayEnoughToBeCalled() {
        assertThat(BUNDLED.vendors()).containsKeys("openai", "moonshot", "ollama", "vllm", Catalogue.GENERIC_VENDOR);
        BUNDLED.vendors().values().forEach(vendor -> {
            assertThat(vendor.keyRequired())
                    .as("%s: who needs a key has a variable for it", vendor.key())
                    .isEqualTo(vendor.keyVariable() != null);
            if (vendor.baseUrl() != null) {
                assertThat(URI.create(vendor.baseUrl()).getPath())
                        .as(vendor.key())
                        .endsWith("/v1");
            }
            if (vendor.keyRequired() && vendor.baseUrl() != null) {
                assertThat(vendor.baseUrl())
                        .as("keys of %s travel encrypted", vendor.key())
                        .startsWith("https://");
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "openai, OPENAI_API_KEY",
        "moonshot, MOONSHOT_API_KEY",
        "mistral, MISTRAL_API_KEY",
        "together, TOGETHER_API_KEY",
        "groq, GROQ_API_KEY",
        "deepseek, DEEPSEEK_API_KEY"
    })
    void keysAreFoundUnderTheUsualNames(String vendor, String variable) {
        assertThat(BUNDLED.vendor(vendor).orElseThrow().keyVariable()).isEqualTo(variable);
    }

    @Test
    void aModelHasFactsWithASource() {
        ModelFacts kimi = BUNDLED.model("moonshot", "kimi-k2.6").orElseThrow();
        assertThat(kimi.context()).isEqualTo(262_144);
        assertThat(kimi.inputUsd()).isEqualTo(new BigDecimal("0.95"));
        assertThat(kimi.outputUsd()).isEqualTo(new BigDecimal("4"));
        assertThat(kimi.capabilities()).isEqualTo(new ModelFacts.Capabilities(true, true, true, true));
        assertThat(kimi.source()).isNotEmpty();
        assertThat(kimi.date()).startsWith("2026-");
    }

    @Test
    void whatIsUnknownIsEmpty() {
        assertThat(BUNDLED.vendor("acme")).isEmpty();
        assertThat(BUNDLED.model("openai", "kimi-k2.6")).isEmpty();
        assertThat(BUNDLED.model("openai", "gpt-6-sol").orElseThrow().context()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v,m,1,1,1,1,1,1,1,1                    | line 2: expected 13 cells",
                "v,m,many,1,1,1,1,1,1,1,1,s,d           | line 2:",
                "v,m,1,1,cheap,1,1,1,1,1,1,s,d          | line 2:",
                "v,m,1,1,1,1,1,yes,1,1,1,s,d            | line 2: 'yes' is neither 0 nor 1",
                "other,m,1,1,1,1,1,1,1,1,1,s,d          | model m is of vendor 'other', whom vendors.yaml lacks",
            })
    void aWrongRowIsNamed(String row, String message) {
        assertThatThrownBy(() -> Catalogue.read("v: {name: V, genAiName: v}", HEADING + row))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void headingTwinsAndUnknownFieldsAreRefused() {
        String row = "v,m,1,1,1,1,1,1,1,1,1,s,d\n";
        assertThatThrownBy(() -> Catalogue.read("v: {name: V, genAiName: v}", row))
                .hasMessageContaining("heading");
        assertThatThrownBy(() -> Catalogue.read("v: {name: V, genAiName: v}", HEADING + row + row))
                .hasMessageContaining("v/m is there twice");
        assertThatThrownBy(() -> Catalogue.read("v: {name: V, genAiName: v, colour: red}", HEADING))
                .hasMessageContaining("colour");
        assertThatThrownBy(() -> Catalogue.read("v: {name: V}", HEADING))
                .hasMessageContaining("needs name and genAiName");
    }
}
