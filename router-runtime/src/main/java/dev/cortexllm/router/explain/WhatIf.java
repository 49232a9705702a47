package dev.cortexllm.router.explain;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.cortexllm.api.Decimals;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Objects;

/**
 * A state of the world that somebody asks about. What it does not name is as usual: ready, idle, never seen to fail, nothing spent.
 *
 * @param targets state of targets, by their names in the policy or the names of their providers and deployments
 * @param budgets spend of budgets, by their names
 * @param draw what chance would say, in [0, 1)
 * @param at the moment, such as {@code 2026-11-27T12:00:00Z}; null: now
 */
public record WhatIf(Map<String, Target> targets, Map<String, Budget> budgets, Double draw, String at) {
    /** The usual state. */
    public static final WhatIf USUAL = new WhatIf(null, null, null, null);

    private static final int NANO_DIGITS = 9;

    /** Fills in what is not said. */
    @JsonCreator
    public WhatIf(
            @JsonProperty("targets") Map<String, Target> targets,
            @JsonProperty("budgets") Map<String, Budget> budgets,
            @JsonProperty("draw") Double draw,
            @JsonProperty("at") String at) {
        this.targets = Objects.requireNonNullElse(targets, Map.of());
        this.budgets = Objects.requireNonNullElse(budgets, Map.of());
        this.draw = Objects.requireNonNullElse(draw, Present.MIDDLE_DRAW);
        this.at = at;
    }

    /**
     * State of a target; null: as usual.
     *
     * @param ready whether an endpoint of it may get a request
     * @param failedLately whether it is left alone because it failed
     * @param breakerOpen whether its breaker lets nothing through
     * @param overBudget whether some budget does not cover it
     * @param spilling whether requests spilled away from it until now
     * @param waitSeconds estimated wait in its queue
     * @param firstTokenSeconds what it took lately to the first token
     * @param tokensPerSecond of its answers lately
     * @param errorRate share of attempts that failed lately, 0 to 1
     * @param returning whether it has come back only just and takes no more yet
     */
    public record Target(
            Boolean ready,
            Boolean failedLately,
            Boolean breakerOpen,
            Boolean overBudget,
            Boolean spilling,
            Double waitSeconds,
            Double firstTokenSeconds,
            Double tokensPerSecond,
            Double errorRate,
            Boolean returning) {
        /** As usual. */
        static final Target USUAL = new Target(null, null, null, null, null, null, null, null, null, null);
    }

    /**
     * Spend of a budget.
     *
     * @param usedUsd what is spent and reserved in the present window, in USD, a decimal as text
     */
    public record Budget(String usedUsd) {
        long nanoUsd() {
            return new BigDecimal(usedUsd).movePointRight(NANO_DIGITS).longValueExact();
        }
    }

    /** What is wrong with a state, as a sentence. */
    public static final class Unusable extends Exception {
        private static final long serialVersionUID = 1;

        Unusable(String message) {
            super(message);
        }
    }

    /**
     * Reads a state.
     *
     * @param yaml YAML or JSON; empty: the usual state
     * @return the state
     * @throws Unusable when it is none; the sentence says where
     */
    public static WhatIf read(byte[] yaml) throws Unusable {
        ObjectMapper reader = YAMLMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        try {
            WhatIf read = reader.readValue(yaml, WhatIf.class);
            return read == null ? USUAL : read.checked();
        } catch (UnrecognizedPropertyException e) {
            int last = e.getPath().size() - 1;
            throw new Unusable("There is no field '" + e.getPropertyName() + "' in " + place(e, last) + "; there is "
                    + String.join(
                            ", ",
                            e.getKnownPropertyIds().stream()
                                    .map(String::valueOf)
                                    .sorted()
                                    .toList())
                    + ".");
        } catch (JsonMappingException e) {
            throw new Unusable(
                    e.getPath().isEmpty()
                            ? "The state is empty or not an object."
                            : place(e, e.getPath().size()) + " has a value of another kind.");
        } catch (JsonProcessingException e) {
            throw new Unusable("The state is not YAML: " + e.getOriginalMessage() + ".");
        } catch (IOException e) {
            throw new Unusable("The state cannot be read: " + e.getMessage() + ".");
        }
    }

    private static String place(JsonMappingException e, int parts) {
        StringBuilder place = new StringBuilder("state");
        e.getPath().subList(0, parts).forEach(part -> place.append('.').append(part.getFieldName()));
        return place.toString();
    }

    private WhatIf checked() throws Unusable {
        for (Map.Entry<String, Budget> one : budgets.entrySet()) {
            String usd = one.getValue() == null ? null : one.getValue().usedUsd();
            if (usd == null || !usd.matches(Decimals.USD)) {
                throw new Unusable("budgets." + one.getKey() + ".usedUsd must be an amount of USD such as \"12.50\".");
            }
        }
        if (draw < 0 || draw >= 1) {
            throw new Unusable("draw must be a number from 0 to below 1.");
        }
        try {
            millis(0);
        } catch (DateTimeParseException e) {
            throw new Unusable("at must be a moment such as 2026-11-27T12:00:00Z.");
        }
        return this;
    }

    /**
     * The moment.
     *
     * @param now Unix milliseconds, where the state does not say
     * @return Unix milliseconds
     */
    long millis(long now) {
        return at == null ? now : Instant.parse(at).toEpochMilli();
    }
}
