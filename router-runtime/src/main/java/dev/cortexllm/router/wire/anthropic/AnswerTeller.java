package dev.cortexllm.router.wire.anthropic;

import dev.cortexllm.router.wire.chat.AnswerSink;
import dev.cortexllm.router.wire.chat.FinishReason;

/**
 * Tells the pieces of one of Anthropic's answers in neutral terms: calls of tools are counted, and the call that is the
 * answer itself is told as its text (facts/wire/golden.md G9).
 */
final class AnswerTeller {
    /** Stands for the call that is the answer. */
    static final int ANSWER = -1;

    /** Stands for such a call when there has been one before: two would not be JSON. */
    static final int SURPLUS = -2;

    private final CalledTools tools;
    private int calls;
    private boolean answered;
    private boolean said;

    /**
     * @param tools what the names of tools mean
     */
    AnswerTeller(CalledTools tools) {
        this.tools = tools;
    }

    void text(AnswerSink sink, String text) {
        if (text != null && !text.isEmpty()) {
            said = true;
            sink.text(0, text);
        }
    }

    void reasoning(AnswerSink sink, String text) {
        if (text != null && !text.isEmpty()) {
            sink.reasoning(0, text);
        }
    }

    void signature(AnswerSink sink, String signature) {
        if (signature != null && !signature.isEmpty()) {
            sink.signature(0, signature);
        }
    }

    void redacted(AnswerSink sink, String data) {
        if (data != null) {
            sink.redacted(0, data);
        }
    }

    /**
     * A call begins.
     *
     * @return what to tell its arguments under
     */
    int call(AnswerSink sink, String id, String name) {
        if (tools.isAnswer(name)) {
            int call = answered ? SURPLUS : ANSWER;
            answered = true;
            return call;
        }
        sink.tool(0, calls, id, tools.client(name), null);
        return calls++;
    }

    void arguments(AnswerSink sink, int call, String json) {
        if (call == ANSWER) {
            text(sink, json);
        } else if (call != SURPLUS && !json.isEmpty()) {
            sink.arguments(0, call, json);
        }
    }

    /** The answer is finished; where the model only refuses, its explanation is all it says. */
    void finish(AnswerSink sink, String stopReason, String stopSequence, String explanation) {
        FinishReason reason = StopReasons.of(stopReason);
        if (reason == FinishReason.CONTENT_FILTER && !said && explanation != null && !explanation.isEmpty()) {
            sink.refusal(0, explanation);
        }
        boolean onlyAnswer = reason == FinishReason.TOOL_CALLS && answered && calls == 0;
        sink.finish(0, onlyAnswer ? FinishReason.STOP : reason, stopSequence);
    }
}
