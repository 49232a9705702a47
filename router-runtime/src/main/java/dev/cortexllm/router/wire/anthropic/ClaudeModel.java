package dev.cortexllm.router.wire.anthropic;

import dev.cortexllm.router.wire.chat.Thinking.Effort;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a generation of models takes. The generations differ in what they refuse, so a request must be written for the one
 * that gets it.
 *
 * @param names which ids it is about
 * @param thinking how it reasons
 * @param efforts words of {@code output_config.effort} that it knows; empty: it does not know the parameter
 * @param sampling which parameters of sampling it takes
 * @param prefill whether it goes on with an assistant message that is the last one
 * @param schema whether it knows {@code output_config.format} and strict tools
 * @param systemInside whether system messages may stand between the others
 */
record ClaudeModel(
        Pattern names,
        Reasoning thinking,
        Set<Effort> efforts,
        Takes sampling,
        boolean prefill,
        boolean schema,
        boolean systemInside) {

    private static final Set<Effort> NO_EFFORT = Set.of();
    private static final Set<Effort> FIRST_EFFORTS = EnumSet.range(Effort.LOW, Effort.HIGH);
    private static final Set<Effort> WITHOUT_XHIGH = EnumSet.of(Effort.LOW, Effort.MEDIUM, Effort.HIGH, Effort.MAX);
    private static final Set<Effort> ALL_EFFORTS = EnumSet.range(Effort.LOW, Effort.MAX);

    /** How a model reasons. */
    enum Reasoning {
        /** Not at all. */
        NONE,
        /** When it is given a budget of tokens. */
        BUDGET,
        /** When it is told that it may; budgets are outdated. */
        ADAPTIVE,
        /** When it is told that it may; budgets are refused, and whoever wants none must say so. */
        ADAPTIVE_ONLY,
        /** Always, and no tool can be forced; with a word for the least of it. */
        BETWEEN_TOOLS,
        /** Always, and no tool can be forced. */
        ALWAYS;

        /** Whether the thinking that is asked for must be {@code adaptive}. */
        boolean adaptive() {
            return compareTo(ADAPTIVE) >= 0;
        }

        /** Whether it cannot be turned off. */
        boolean always() {
            return compareTo(BETWEEN_TOOLS) >= 0;
        }
    }

    /** Which parameters of sampling a model takes. */
    enum Takes {
        /** All. */
        ALL,
        /** Temperature or nucleus, not both. */
        ONE,
        /** None that differs from its default. */
        NONE
    }

    /**
     * The generations, the first that fits counts. Sources: facts/wire/anthropic.md section 2 (sampling, prefill, thinking,
     * system messages), facts/wire/prices.md (caps "S" for schemas, last paragraph for effort, adaptive thinking, sampling
     * and prefill), facts/wire/prices.csv (notes on 5.5 and Fable 5.1); the highest efforts from Anthropic's page on effort
     * (max since 4.6, xhigh since Opus 4.7; their models from then on know both).
     */
    private static final List<ClaudeModel> KNOWN = List.of(
            of("*claude-3-7-*", Reasoning.BUDGET, NO_EFFORT, Takes.ALL, true, false, false),
            of("*claude-3-*", Reasoning.NONE, NO_EFFORT, Takes.ALL, true, false, false),
            of("*claude-opus-4-1*", Reasoning.BUDGET, NO_EFFORT, Takes.ONE, true, true, false),
            of("*claude-sonnet-4-5*", Reasoning.BUDGET, NO_EFFORT, Takes.ONE, true, true, false),
            of("*claude-haiku-4-5*", Reasoning.BUDGET, NO_EFFORT, Takes.ONE, true, true, false),
            of("*claude-opus-4-5*", Reasoning.BUDGET, FIRST_EFFORTS, Takes.ONE, true, true, false),
            of("*claude-sonnet-4-6*", Reasoning.ADAPTIVE, WITHOUT_XHIGH, Takes.ONE, true, true, false),
            of("*claude-opus-4-6*", Reasoning.ADAPTIVE, WITHOUT_XHIGH, Takes.ONE, false, true, false),
            of("*claude-opus-4-7*", Reasoning.ADAPTIVE_ONLY, ALL_EFFORTS, Takes.NONE, false, true, false),
            of("*claude-opus-4-8*", Reasoning.ADAPTIVE_ONLY, ALL_EFFORTS, Takes.NONE, false, true, true),
            of("*claude-opus-4*", Reasoning.BUDGET, NO_EFFORT, Takes.ALL, true, false, false),
            of("*claude-sonnet-4*", Reasoning.BUDGET, NO_EFFORT, Takes.ALL, true, false, false),
            of("*claude-sonnet-5-5*", Reasoning.BETWEEN_TOOLS, ALL_EFFORTS, Takes.NONE, false, true, true),
            of("*claude-haiku-5-5*", Reasoning.ADAPTIVE_ONLY, ALL_EFFORTS, Takes.NONE, false, true, true),
            of("*claude-opus-5-5*", Reasoning.ALWAYS, ALL_EFFORTS, Takes.NONE, false, true, true),
            of("*claude-fable-5-1*", Reasoning.ALWAYS, ALL_EFFORTS, Takes.NONE, false, true, true),
            of("*claude-*-5*", Reasoning.ADAPTIVE_ONLY, ALL_EFFORTS, Takes.NONE, false, true, true),
            // One that is newer than this table: as the newest in it.
            of("*claude-*", Reasoning.ALWAYS, ALL_EFFORTS, Takes.NONE, false, true, true),
            // Others that speak this format know what it has been from the beginning.
            of("*", Reasoning.BUDGET, NO_EFFORT, Takes.ALL, true, false, false));

    private static ClaudeModel of(
            String glob,
            Reasoning thinking,
            Set<Effort> efforts,
            Takes sampling,
            boolean prefill,
            boolean schema,
            boolean systemInside) {
        Pattern names = Pattern.compile(glob.replace("*", ".*"), Pattern.DOTALL);
        return new ClaudeModel(names, thinking, efforts, sampling, prefill, schema, systemInside);
    }

    /**
     * Whether a model is one of Anthropic's, wherever it is served.
     *
     * @param id the model's id
     * @return false for others that speak Anthropic's format
     */
    static boolean isClaude(String id) {
        return id.toLowerCase(Locale.ROOT).contains("claude");
    }

    /**
     * Finds the generation of a model.
     *
     * @param id the model's id, as Anthropic or a cloud writes it: {@code claude-opus-4-6}, {@code
     *     anthropic.claude-sonnet-4-5-20250929-v1:0}, {@code anthropic/claude-sonnet-4.5}
     * @return what it takes
     */
    static ClaudeModel named(String id) {
        String name = id.toLowerCase(Locale.ROOT).replace('.', '-');
        for (ClaudeModel model : KNOWN) {
            if (model.names.matcher(name).matches()) {
                return model;
            }
        }
        throw new IllegalStateException("the last row of the table fits every name");
    }

    /**
     * The nearest effort that the model knows, from below.
     *
     * @param asked from low on; the model must know some effort
     * @return the effort
     */
    Effort effort(Effort asked) {
        Effort nearest = Effort.LOW;
        for (Effort known : efforts) {
            nearest = known.compareTo(asked) <= 0 && known.compareTo(nearest) > 0 ? known : nearest;
        }
        return nearest;
    }
}
