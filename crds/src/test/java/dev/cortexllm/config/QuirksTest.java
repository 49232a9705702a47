package dev.cortexllm.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cortexllm.catalogue.Catalogue;
import dev.cortexllm.catalogue.Vendor;
import dev.cortexllm.config.MessageQuirks.Reasoning;
import dev.cortexllm.config.MessageQuirks.ToolIds;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class QuirksTest {
    private static final Catalogue BUNDLED = Catalogue.bundled();

    static Stream<Vendor> vendors() {
        return BUNDLED.vendors().values().stream();
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void aConfigurationCarriesThemWhole(Vendor vendor) throws Exception {
        byte[] json = CanonicalJson.bytes(vendor.quirks());

        assertThat(CanonicalJson.read(json, Quirks.class)).isEqualTo(vendor.quirks());
        assertThat(CanonicalJson.text(vendor.quirks())).doesNotContain(":null", ":[]", ":{}", ":false");
    }

    @Test
    void noneTakesNoRoom() throws Exception {
        assertThat(CanonicalJson.text(Quirks.NONE)).isEqualTo("{}");
        assertThat(CanonicalJson.read("{}".getBytes(), Quirks.class)).isEqualTo(Quirks.NONE);
    }

    @Test
    void whatIsWrittenIsPlain() throws Exception {
        JsonNode json = new ObjectMapper()
                .readTree(CanonicalJson.bytes(
                        BUNDLED.vendor("moonshot").orElseThrow().quirks()));

        assertThat(json.at("/sampling/maxTemperature").decimalValue()).isEqualByComparingTo("1");
        assertThat(json.at("/byModel/0/messages/reasoning").asText()).isEqualTo("RequiredWithTools");
        assertThat(json.at("/tools/choice/required").asText()).isEqualTo("auto");
    }

    @Test
    void whatHoldsForAModelIsAdded() {
        Quirks base = BUNDLED.vendor("moonshot").orElseThrow().quirks();
        Quirks thinking = base.forModel("kimi-k2.6");
        Quirks text = base.forModel("moonshot-v1-8k");

        assertThat(thinking.takes("temperature")).isFalse();
        assertThat(thinking.messages().reasoning()).isEqualTo(Reasoning.REQUIRED_WITH_TOOLS);
        assertThat(thinking.messages().roles()).containsEntry("developer", "system");
        assertThat(thinking.messages().flat()).isFalse();
        assertThat(text.takes("temperature")).isTrue();
        assertThat(text.messages().flat()).isTrue();
        assertThat(text.messages().reasoning()).isNull();
        assertThat(base.forModel("kimi-k3").takes("reasoning_effort")).isTrue();
        assertThat(text.takes("reasoning_effort")).isFalse();
        assertThat(thinking.forModel("moonshot-v1-8k")).isSameAs(thinking);
    }

    @Test
    void aFieldIsTakenByListsOfBothKinds() {
        Quirks mistral = BUNDLED.vendor("mistral").orElseThrow().quirks();

        assertThat(mistral.takes("random_seed")).isTrue();
        assertThat(mistral.takes("seed")).isFalse();
        assertThat(mistral.messages().toolIds()).isEqualTo(ToolIds.NINE_ALPHANUMERICS);
        assertThat(BUNDLED.vendor("ollama").orElseThrow().quirks().takes("n")).isFalse();
        assertThat(Quirks.NONE.takes("anything")).isTrue();
    }

    @Test
    void aRenamedFieldIsTakenUnderItsName() {
        vendors().map(Vendor::quirks).forEach(quirks -> Stream.concat(Stream.of(quirks), quirks.byModel().stream())
                .forEach(some -> some.renamed()
                        .values()
                        .forEach(name -> assertThat(quirks.takes(name)).as(name).isTrue())));
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-5.4, true",
        "GPT-5-mini, true",
        "o3, true",
        "gpt-5-chat-latest, false",
        "gpt-4o, false",
        "foo1, false",
    })
    void patternsChooseModels(String model, boolean among) {
        assertThat(ModelGlobs.match(List.of("o3*", "gpt-5*", "!gpt-5-chat*"), model))
                .isEqualTo(among);
    }

    @ParameterizedTest
    @CsvSource({
        "a*b*c, aXbYbc, true",
        "a*b*c, abcd, false",
        "*, anything, true",
        "**, anything, true",
        "*x, xxxxxxxxxxxxxxxxxxxx, true",
        "abc, abc, true",
        "abc, abcd, false",
        "abcd, abc, false",
    })
    void aStarStandsForAnyText(String pattern, String model, boolean match) {
        assertThat(ModelGlobs.match(List.of(pattern), model)).isEqualTo(match);
    }

    @Test
    void theLastPatternThatMatchesDecides() {
        assertThat(ModelGlobs.match(List.of("*", "!qwen*", "qwen-max"), "qwen-max"))
                .isTrue();
        assertThat(ModelGlobs.match(List.of("!qwen*", "*"), "qwen-max")).isTrue();
        assertThat(ModelGlobs.match(List.of(), "qwen-max")).isFalse();
    }

    @Test
    void reasoningModelsOfTheCatalogueAreNotSentTemperatures() {
        Quirks openai = BUNDLED.vendor("openai").orElseThrow().quirks();

        for (String model : BUNDLED.models("openai")) {
            boolean reasons =
                    BUNDLED.model("openai", model).orElseThrow().capabilities().reasoning();
            Quirks quirks = openai.forModel(model);
            assertThat(quirks.fixed().contains("temperature")).as(model).isEqualTo(reasons);
            assertThat(quirks.renamed().containsKey("max_tokens")).as(model).isEqualTo(reasons);
        }
        assertThat(BUNDLED.vendor("azure").orElseThrow().quirks()).isEqualTo(openai);
    }

    @Test
    void modelsOfMoonshotThatSeeNothingGetText() {
        Quirks moonshot = BUNDLED.vendor("moonshot").orElseThrow().quirks();

        for (String model : BUNDLED.models("moonshot")) {
            boolean sees = BUNDLED.model("moonshot", model)
                    .orElseThrow()
                    .capabilities()
                    .vision();
            assertThat(moonshot.forModel(model).messages().flat()).as(model).isNotEqualTo(sees);
        }
    }

    @Test
    void aMisspeltQuirkIsAnError() {
        assertThatThrownBy(() ->
                        new com.fasterxml.jackson.dataformat.yaml.YAMLMapper().readValue("refuse: [n]", Quirks.class))
                .hasMessageContaining("refuse");
    }
}
