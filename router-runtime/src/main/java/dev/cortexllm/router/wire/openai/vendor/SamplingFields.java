package dev.cortexllm.router.wire.openai.vendor;

import dev.cortexllm.config.SamplingQuirks;
import dev.cortexllm.router.wire.chat.Refused;
import dev.cortexllm.router.wire.json.JsonSpan;
import dev.cortexllm.router.wire.json.JsonSpan.Kind;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** How the next token is drawn, within what a vendor takes. */
final class SamplingFields {
    private final Draft draft;
    private final SamplingQuirks quirks;

    SamplingFields(Draft draft) {
        this.draft = draft;
        this.quirks = draft.quirks().sampling();
    }

    void adapt() throws Refused {
        BigDecimal highest = quirks.maxTemperature();
        for (JsonSpan field : draft.fields("temperature", Kind.NUMBER)) {
            BigDecimal temperature = field.number();
            if (highest != null && temperature != null && temperature.compareTo(highest) > 0) {
                String most = highest.toPlainString();
                draft.lost("temperature", "takes at most " + most);
                draft.edits().replace(field, most.getBytes(StandardCharsets.US_ASCII));
            }
        }
        BigDecimal temperature = number("temperature");
        if (temperature != null) {
            choices(temperature);
            greedy(temperature);
        }
    }

    private void choices(BigDecimal temperature) throws Refused {
        BigDecimal choices = number("n");
        if (choices != null
                && quirks.choicesFrom() != null
                && choices.compareTo(BigDecimal.ONE) > 0
                && temperature.compareTo(quirks.choicesFrom()) < 0) {
            draft.lost("n", "gives one answer only below temperature " + quirks.choicesFrom());
            draft.fields("n", Kind.NUMBER).forEach(draft::remove);
        }
    }

    /** At temperature 0 there is nothing to choose among, so nobody misses the nucleus. */
    private void greedy(BigDecimal temperature) {
        if (quirks.greedyAlone() && temperature.signum() == 0) {
            for (JsonSpan field : draft.fields("top_p", Kind.NUMBER)) {
                if (!OpenAiDefaults.holds("top_p", field)) {
                    draft.remove(field);
                }
            }
        }
    }

    private BigDecimal number(String name) {
        JsonSpan field = draft.field(name);
        return field == null ? null : field.number();
    }
}
