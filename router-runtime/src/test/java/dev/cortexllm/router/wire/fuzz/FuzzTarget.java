package dev.cortexllm.router.wire.fuzz;

import dev.cortexllm.router.outcome.Api;
import java.util.Locale;
import java.util.function.Supplier;

/** What is fuzzed: every decoder of bytes that come from outside, one target each. */
public enum FuzzTarget {
    /** Requests of OpenAI's clients, written for every format. */
    OPENAI_REQUEST(() -> new RequestOracle(Api.OPENAI)),
    /** Requests of Anthropic's clients, written for every format. */
    ANTHROPIC_REQUEST(() -> new RequestOracle(Api.ANTHROPIC)),
    /** Requests that pass to vendors who depart from OpenAI's format. */
    VENDOR_REQUEST(() -> new VendorOracle()),
    /** Streams of OpenAI's providers, read for Anthropic's clients. */
    OPENAI_STREAM(() -> new StreamOracle("anthropic-openai")),
    /** Streams of Anthropic, read for OpenAI's clients. */
    ANTHROPIC_STREAM(() -> new StreamOracle("openai-anthropic")),
    /** Streams of Gemini, read for both. */
    GEMINI_STREAM(() -> new StreamOracle("openai-gemini", "anthropic-gemini")),
    /** Streams that pass. */
    PASSING_STREAM(() -> new StreamOracle("openai-openai", "anthropic-anthropic")),
    /** Answers in one piece, of every format for every client. */
    OPENAI_ANSWER(() -> new AnswerOracle("anthropic-openai", "openai-openai")),
    /** Answers of Anthropic. */
    ANTHROPIC_ANSWER(() -> new AnswerOracle("openai-anthropic", "anthropic-anthropic")),
    /** Answers of Gemini. */
    GEMINI_ANSWER(() -> new AnswerOracle("openai-gemini", "anthropic-gemini")),
    /** Errors of every format, and answers to counting tokens. */
    ERROR(() -> new ErrorOracle());

    private final Supplier<Oracle> oracle;

    FuzzTarget(Supplier<Oracle> oracle) {
        this.oracle = oracle;
    }

    /** Judges what becomes of an input. */
    interface Oracle {
        /**
         * Feeds an input.
         *
         * @param data any bytes
         * @throws Throwable when something comes out that must not
         */
        void judge(byte[] data) throws Throwable;
    }

    /** A new judge of this target's inputs. */
    Oracle oracle() {
        return oracle.get();
    }

    /** Name of its folder of inputs. */
    public String folder() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
