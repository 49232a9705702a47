package dev.cortexllm.router.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.router.account.Usage;
import dev.cortexllm.router.wire.chat.AnswerContext;
import dev.cortexllm.router.wire.chat.AnswerWriter;
import dev.cortexllm.router.wire.chat.FinishReason;

/**
 * Writes an answer as a stream of Anthropic's events: blocks open and close as the kind of what is told changes, and the
 * numbers come at the end, when the provider has told them all. The API knows a single answer, so other choices than the
 * first are passed over; it has no place for token probabilities.
 */
final class StreamWriter implements AnswerWriter {
    private final AnswerContext context;
    private final BlockEvents events = new BlockEvents();
    private final ToolBlocks tools = new ToolBlocks(events);
    private Kind open = Kind.NONE;
    private boolean refused;
    private FinishReason reason;
    private String stopSequence;
    private Usage usage;

    private enum Kind {
        NONE,
        TEXT,
        THINKING,
        TOOLS
    }

    /**
     * @param context what the events need to know
     */
    StreamWriter(AnswerContext context) {
        this.context = context;
    }

    @Override
    public byte[] take() {
        return events.take();
    }

    @Override
    public void start(String id, String model) {
        events.messageStart(WholeWriter.messageId(id, context), model == null ? context.model() : model);
    }

    @Override
    public void text(int choice, String text) {
        if (choice == 0) {
            if (turnTo(Kind.TEXT)) {
                events.open("text");
                events.member("text", "");
                events.opened();
            }
            events.delta("text_delta", "text", text);
        }
    }

    @Override
    public void reasoning(int choice, String text) {
        if (choice == 0) {
            thinking();
            events.delta("thinking_delta", "thinking", text);
        }
    }

    private void thinking() {
        if (turnTo(Kind.THINKING)) {
            events.open("thinking");
            events.member("thinking", "");
            events.member("signature", "");
            events.opened();
        }
    }

    @Override
    public void signature(int choice, String signature) {
        if (choice == 0) {
            thinking();
            events.delta("signature_delta", "signature", signature);
            turnTo(Kind.NONE);
        }
    }

    @Override
    public void redacted(int choice, String data) {
        if (choice == 0) {
            turnTo(Kind.NONE);
            events.open("redacted_thinking");
            events.member("data", data);
            events.opened();
            events.close();
        }
    }

    @Override
    public void refusal(int choice, String text) {
        refused |= choice == 0;
        text(choice, text);
    }

    @Override
    public void tool(int choice, int index, String id, String name, String signature) {
        if (choice == 0) {
            turnTo(Kind.TOOLS);
            tools.begin(CallNames.shown(id), name);
        }
    }

    @Override
    public void arguments(int choice, int index, String json) {
        if (choice == 0) {
            tools.arguments(index, json);
        }
    }

    /** Closes what is open unless it is of that kind; whether it is new then. */
    private boolean turnTo(Kind kind) {
        if (open == kind) {
            return false;
        }
        if (open == Kind.TOOLS) {
            tools.close();
        } else {
            events.close();
        }
        open = kind;
        return true;
    }

    @Override
    public void logprobs(int choice, JsonNode logprobs) {
        // The API has no place for them.
    }

    @Override
    public void finish(int choice, FinishReason why, String sequence) {
        if (choice == 0) {
            turnTo(Kind.NONE);
            reason = why;
            stopSequence = sequence;
        }
    }

    @Override
    public void usage(Usage used) {
        usage = used;
    }

    @Override
    public void keepAlive() {
        events.ping();
    }

    @Override
    public void end() {
        turnTo(Kind.NONE);
        // Of a call that broke off a part has been told already. Anthropic's own clients know such a one from answers
        // that
        // came upon their limit, and do not carry it out.
        FinishReason why = tools.anyPartial() ? FinishReason.LENGTH : reason;
        events.messageDelta(StopReasons.word(why, stopSequence, tools.any(), refused), stopSequence, usage);
        if (usage != null) {
            events.comment(context.note().apply(usage));
        }
        events.messageStop();
    }
}
