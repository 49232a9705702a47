package dev.cortexllm.operator.model.desired;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplatePinTest {
    private static final JsonNode OLD = template("old");
    private static final JsonNode NEW = template("new");
    private static final TemplatePin BEFORE = TemplatePin.of(Map.of(), OLD, "spec-1", null);
    private static final String NEW_REVISION =
            TemplatePin.of(Map.of(), NEW, "spec-1", null).revision();

    /** {@code revision} in the second column stands for the revision of the new template. */
    @ParameterizedTest(name = "spec {0}, rendering {2}, consent {1} -> {3}")
    @CsvSource(
            nullValues = "none",
            value = {
                "spec-1, none,     old, old", // nothing changed
                "spec-1, none,     new, old", // another operator: what runs stays
                "spec-1, false,    new, old",
                "spec-1, ffff,     new, old", // consent to an earlier offer
                "spec-1, true,     new, new",
                "spec-1, revision, new, new",
                "spec-2, none,     new, new", // the user wants other pods
                "spec-2, none,     old, old"
            })
    void oldRenderingStaysUntilSpecOrUserSaySo(String spec, String consent, String rendering, String applied) {
        TemplatePin pin = TemplatePin.of(
                BEFORE.annotations(), template(rendering), spec, "revision".equals(consent) ? NEW_REVISION : consent);
        assertThat(pin.template()).isEqualTo(template(applied));
        assertThat(pin.offered().isPresent()).isEqualTo(!rendering.equals(applied));
        pin.offered().ifPresent(offer -> assertThat(offer).isEqualTo(NEW_REVISION));
        assertThat(TemplatePin.of(pin.annotations(), template(rendering), spec, null)
                        .template())
                .as("the next run")
                .isEqualTo(template(applied));
    }

    @Test
    void theNextRunChangesNothing() {
        assertThat(TemplatePin.of(BEFORE.annotations(), OLD, "spec-1", null)).isEqualTo(BEFORE);
        TemplatePin pinned = TemplatePin.of(BEFORE.annotations(), NEW, "spec-1", null);
        assertThat(pinned.annotations()).isEqualTo(BEFORE.annotations());
        assertThat(pinned.revision()).isEqualTo(BEFORE.revision());
    }

    @Test
    void anUpdateThatIsTakenBackIsNoUpdate() {
        TemplatePin pinned = TemplatePin.of(BEFORE.annotations(), NEW, "spec-1", null);
        assertThat(TemplatePin.of(pinned.annotations(), OLD, "spec-1", null)).isEqualTo(BEFORE);
    }

    @ParameterizedTest
    @CsvSource({
        TemplatePin.RENDERED + ", not base64!",
        TemplatePin.RENDERED + ", bm90IGd6aXA=",
        TemplatePin.RENDERED + ", ",
        TemplatePin.REVISION + ", 0123456789abcdef"
    })
    void whatSomebodySpoiledIsNotApplied(String annotation, String value) {
        Map<String, String> spoiled = new HashMap<>(BEFORE.annotations());
        spoiled.put(annotation, value == null ? "" : value);
        TemplatePin pin = TemplatePin.of(spoiled, NEW, "spec-1", null);
        assertThat(pin.template()).isEqualTo(NEW);
        assertThat(TemplatePin.of(spoiled, OLD, "spec-1", null)).isEqualTo(BEFORE);
    }

    @Test
    void theOrderOfFieldsIsNoChange() throws java.io.IOException {
        JsonNode other = new ObjectMapper().readTree("{\"spec\":{\"b\":[1,2],\"a\":\"old\"}}");
        JsonNode same = new ObjectMapper().readTree("{\"spec\":{\"a\":\"old\",\"b\":[1,2]}}");
        TemplatePin first = TemplatePin.of(Map.of(), other, "spec-1", null);
        assertThat(TemplatePin.of(first.annotations(), same, "spec-1", null).offered())
                .isEmpty();
    }

    private static JsonNode template(String name) {
        return new ObjectMapper().createObjectNode().put("image", name);
    }
}
