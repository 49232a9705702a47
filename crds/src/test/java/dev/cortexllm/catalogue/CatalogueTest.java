package dev.cortexllm.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.cortexllm.api.v1alpha1.WireFormat;
import dev.cortexllm.config.Auth;
import java.math.BigDecimal;
import java.net.URI;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CatalogueTest {
    private static final String HEADING = "vendor,model,context,maxOutput,inputUsd,outputUsd,cachedInputUsd,"
            + "cacheWriteUsd,hourCacheWriteUsd,longPrompt,tools,vision,jsonSchema,reasoning,source,date,status\n";
    private static final Catalogue BUNDLED = Catalogue.bundled();

    @Test
    void vendorsSayEnoughToBeCalled() {
        assertThat(BUNDLED.vendors()).containsKeys("openai", "moonshot", "ollama", "vllm", "openai-compatible");
        BUNDLED.vendors().values().forEach(vendor -> {
            assertThat(vendor.keyRequired())
                    .as("%s: who needs a key has a variable for it", vendor.key())
                    .isEqualTo(!vendor.keyVariables().isEmpty());
            for (WireFormat format : WireFormat.values()) {
                String url = vendor.baseUrl(format);
                if (url != null) {
                    assertThat(URI.create(url).getPath())
                            .as("%s: only OpenAI's paths come without a version", vendor.key())
                            .matches(format == WireFormat.OPENAI ? ".*/(v1|v1beta/openai)" : "|/anthropic");
                }
                if (url != null && vendor.keyRequired()) {
                    assertThat(url)
                            .as("keys of %s travel encrypted", vendor.key())
                            .startsWith("https://");
                }
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "openai,    OPENAI,    Authorization",
        "azure,     OPENAI,    api-key",
        "anthropic, ANTHROPIC, x-api-key",
        "anthropic, OPENAI,    Authorization",
        "gemini,    GEMINI,    x-goog-api-key",
        "gemini,    OPENAI,    Authorization",
        "moonshot,  ANTHROPIC, Authorization",
        "deepseek,  ANTHROPIC, x-api-key",
        "vllm,      ANTHROPIC, Authorization",
        "llamacpp,  ANTHROPIC, x-api-key",
    })
    void keysTravelAsVendorAndFormatWant(String vendor, WireFormat format, String header) {
        Auth auth = BUNDLED.vendor(vendor).orElseThrow().auth(format);
        assertThat(auth.header()).isEqualTo(header.toLowerCase(Locale.ROOT));
        assertThat(auth.value("k")).isEqualTo(header.equals("Authorization") ? "Bearer k" : "k");
    }

    @ParameterizedTest
    @EnumSource
    void everyFormatHasAVendorOfWhomNothingElseIsKnown(WireFormat format) {
        Vendor generic = BUNDLED.generic(format);
        assertThat(generic.format()).isEqualTo(format);
        assertThat(generic.auth(format)).isEqualTo(Auth.usual(format));
        assertThat(generic.keyRequired()).isFalse();
        assertThat(Vendor.unknown("acme", format).auth(format)).isEqualTo(generic.auth(format));
    }

    @ParameterizedTest
    @CsvSource({
        "openai, OPENAI_API_KEY",
        "anthropic, ANTHROPIC_API_KEY",
        "gemini, GEMINI_API_KEY",
        "azure, AZURE_OPENAI_API_KEY",
        "moonshot, MOONSHOT_API_KEY",
        "mistral, MISTRAL_API_KEY",
        "together, TOGETHER_API_KEY",
        "groq, GROQ_API_KEY",
        "cohere, COHERE_API_KEY",
        "huggingface, HF_TOKEN",
        "deepseek, DEEPSEEK_API_KEY"
    })
    void keysAreFoundUnderTheUsualNames(String vendor, String variable) {
        assertThat(BUNDLED.vendor(vendor).orElseThrow().keyVariables().get(0)).isEqualTo(variable);
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
    void claudesWritesCostAQuarterMoreForMinutesAndTwiceForAnHour() {
        BUNDLED.models("anthropic").forEach(id -> {
            ModelFacts claude = BUNDLED.model("anthropic", id).orElseThrow();
            BigDecimal quarterMore = claude.inputUsd().multiply(new BigDecimal("1.25"));
            assertThat(claude.cacheWriteUsd()).as(id).isCloseTo(quarterMore, withPercentage(5));
            assertThat(claude.hourCacheWriteUsd())
                    .as(id)
                    .isEqualByComparingTo(claude.inputUsd().multiply(new BigDecimal(2)));
        });
    }

    @ParameterizedTest
    @CsvSource({
        "openai,    gpt-5.4,                272000, 5,   22.5, 0.5,  ,      ",
        "openai,    gpt-6-astra,            272000, 20,  75,   2,    25,    ",
        "gemini,    gemini-2.5-pro,         200000, 2.5, 15,   0.25, ,      ",
        "gemini,    gemini-3.1-pro-preview, 200000, 4,   18,   0.4,  ,      ",
        "anthropic, claude-haiku-5-5,       100000, 0.5, 2.5,  0.05, 0.625, 1",
    })
    void longPromptsCostMore(
            String vendor,
            String model,
            long above,
            BigDecimal input,
            BigDecimal output,
            BigDecimal cached,
            BigDecimal write,
            BigDecimal hourWrite) {
        assertThat(BUNDLED.model(vendor, model).orElseThrow().longPrompt())
                .usingRecursiveComparison()
                .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                .isEqualTo(new ModelFacts.LongPrompt(above, input, output, cached, write, hourWrite));
        assertThat(BUNDLED.model("gemini", "gemini-3.5-flash").orElseThrow().longPrompt())
                .isNull();
    }

    @Test
    void theDateThatPinsAModelChangesNothing() {
        ModelFacts haiku = BUNDLED.model("anthropic", "claude-haiku-4-5").orElseThrow();
        assertThat(BUNDLED.model("anthropic", "claude-haiku-4-5-20251001")).contains(haiku);
        assertThat(BUNDLED.model("anthropic", "claude-haiku-4-5-latest")).isEmpty();
        assertThat(BUNDLED.model("anthropic", "claude-3-opus"))
                .as("one of which only the pinned id was ever served")
                .isPresent()
                .isEqualTo(BUNDLED.model("anthropic", "claude-3-opus-20240229"));
    }

    @ParameterizedTest
    @CsvSource({
        "openai,      gpt-3.5-turbo,             LEGACY",
        "openai,      gpt-4,                     LEGACY",
        "openai,      gpt-4-turbo,               LEGACY",
        "openai,      gpt-4o,                    CURRENT",
        "anthropic,   claude-3-opus-20240229,    RETIRED",
        "anthropic,   claude-3-sonnet-20240229,  RETIRED",
        "anthropic,   claude-3-haiku-20240307,   LEGACY",
        "anthropic,   claude-3-5-sonnet-20241022, RETIRED",
        "anthropic,   claude-3-5-haiku-20241022, RETIRED",
        "gemini,      gemini-1.5-pro,            RETIRED",
        "gemini,      gemini-1.5-flash,          RETIRED",
        "gemini,      gemini-pro,                RETIRED",
        "mistral,     open-mixtral-8x7b,         RETIRED",
        "mistral,     mistral-large-4,           PREVIEW",
        "moonshot,    kimi-k2-0711-preview,      RETIRED",
        "cohere,      command-r,                 LEGACY",
        "cohere,      command-r-plus,            LEGACY",
        "cohere,      command-a-03-2025,         CURRENT",
        "huggingface, moonshotai/Kimi-K2.6,      CURRENT",
    })
    void modelsThatOldClientsNameAreKnown(String vendor, String id, ModelFacts.Status status) {
        assertThat(BUNDLED.model(vendor, id).orElseThrow().status()).isEqualTo(status);
        assertThat(BUNDLED.models(vendor).contains(id))
                .as("what is retired is not served")
                .isEqualTo(status != ModelFacts.Status.RETIRED);
    }

    @Test
    void googlesKeyIsTakenWhereGeminisIsMissing() {
        assertThat(BUNDLED.vendor("gemini").orElseThrow().keyVariables())
                .containsExactly("GEMINI_API_KEY", "GOOGLE_API_KEY");
    }

    @Test
    void whatIsUnknownIsEmpty() {
        assertThat(BUNDLED.vendor("acme")).isEmpty();
        assertThat(BUNDLED.model("openai", "kimi-k2.6")).isEmpty();
        assertThat(BUNDLED.model("mistral", "mistral-large-4").orElseThrow().context())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v,m,1,1,1,1,1,1,1,1                          | line 2: expected 17 cells",
                "v,m,many,1,1,1,1,1,1,,1,1,1,1,s,d,            | line 2:",
                "v,m,1,1,cheap,1,1,1,1,,1,1,1,1,s,d,           | line 2:",
                "v,m,1,1,1,1,1,1,1,,yes,1,1,1,s,d,             | line 2: 'yes' is neither 0 nor 1",
                "v,m,1,1,1,1,1,1,1,200000 1,1,1,1,1,s,d,       | line 2: '200000 1' is not a number of tokens and two to",
                "v,m,1,1,1,1,1,1,1,1 2 3 4 5 6 7,1,1,1,1,s,d,  | line 2: '1 2 3 4 5 6 7' is not a number of tokens",
                "v,m,1,1,1,1,1,1,1,200k 2 3,1,1,1,1,s,d,       | line 2:",
                "v,m,1,1,1,1,1,1,1,,1,1,1,1,s,d,gone          | line 2: 'gone' is no status",
                "other,m,1,1,1,1,1,1,1,,1,1,1,1,s,d,           | model m is of vendor 'other', whom vendors.yaml lacks",
            })
    void aWrongRowIsNamed(String row, String message) {
        assertThatThrownBy(() -> read("v: {name: V, genAiName: v}", HEADING + row))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void headingTwinsAndUnknownFieldsAreRefused() {
        String row = "v,m,1,1,1,1,1,1,1,,1,1,1,1,s,d,\n";
        assertThatThrownBy(() -> read("v: {name: V, genAiName: v}", row)).hasMessageContaining("heading");
        assertThatThrownBy(() -> read("v: {name: V, genAiName: v}", HEADING + row + row))
                .hasMessageContaining("v/m is there twice");
        assertThatThrownBy(() -> read("v: {name: V, genAiName: v, colour: red}", HEADING))
                .hasMessageContaining("colour");
        assertThatThrownBy(() -> read("v: {name: V}", HEADING)).hasMessageContaining("needs name and genAiName");
    }

    private static Catalogue read(String vendors, String models) {
        return Catalogue.read(
                vendors,
                models,
                "{prefixes: [], endings: [x], aliases: {}}",
                "{}",
                "model,benchmark,figure,source,date");
    }
}
