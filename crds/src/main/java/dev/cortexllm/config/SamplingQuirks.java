package dev.cortexllm.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;

/**
 * How a vendor draws the next token otherwise than OpenAI.
 *
 * @param maxTemperature highest temperature; a higher one is lowered to it. Null: OpenAI's 2
 * @param choicesFrom temperature below which it gives one answer only, so that a higher {@code n} is left out; null: none
 * @param greedyAlone whether it refuses a {@code top_p} other than 1 beside temperature 0, where it has no meaning anyway
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record SamplingQuirks(BigDecimal maxTemperature, BigDecimal choicesFrom, boolean greedyAlone) {
    /** As OpenAI. */
    public static final SamplingQuirks NONE = new SamplingQuirks();

    /** As OpenAI. */
    public SamplingQuirks() {
        this(null, null, false);
    }

    /** Reads as written. */
    @JsonCreator
    public SamplingQuirks {}

    SamplingQuirks and(SamplingQuirks more) {
        return new SamplingQuirks(
                Merging.last(maxTemperature, more.maxTemperature),
                Merging.last(choicesFrom, more.choicesFrom),
                greedyAlone || more.greedyAlone);
    }
}
