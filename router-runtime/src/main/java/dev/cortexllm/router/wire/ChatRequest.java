package dev.cortexllm.router.wire;

import dev.cortexllm.api.v1alpha1.Unsupported;
import dev.cortexllm.router.wire.chat.AnswerContext;
import dev.cortexllm.router.wire.chat.ChatCall;
import dev.cortexllm.router.wire.chat.Codec;
import dev.cortexllm.router.wire.chat.Conversation;
import dev.cortexllm.router.wire.chat.Dialect;
import dev.cortexllm.router.wire.chat.Fidelity;
import dev.cortexllm.router.wire.chat.Format;
import dev.cortexllm.router.wire.chat.Refused;
import dev.cortexllm.router.wire.chat.ScannedRequest;
import dev.cortexllm.router.wire.chat.TargetModel;
import dev.cortexllm.router.wire.json.InvalidBody;
import dev.cortexllm.router.wire.pass.OutputCap;
import dev.cortexllm.router.wire.pass.PromptKey;
import java.io.IOException;

/**
 * A client's request on its way through the attempts: scanned at once, read in full only when something needs it, and then
 * once. Used by one thread at a time.
 */
public final class ChatRequest {
    private final Dialect dialect;
    private final ScannedRequest scanned;
    private ChatCall call;
    private long beginning;
    private int beginningOf;

    /**
     * @param dialect the API that the client called
     * @param scanned its body
     */
    public ChatRequest(Dialect dialect, ScannedRequest scanned) {
        this.dialect = dialect;
        this.scanned = scanned;
    }

    /** Its body and what was scanned. */
    public ScannedRequest scanned() {
        return scanned;
    }

    /** The model asked for. */
    public String model() {
        return scanned.model();
    }

    /** Whether the answer is to be a stream. */
    public boolean stream() {
        return scanned.stream();
    }

    /**
     * The beginning of the conversation as a number, computed when it is first asked for. See {@link PromptKey}.
     *
     * @param bytes bytes that count of each of the tools, the system prompt and the first turn of the user
     * @return a hash, 0 when there is none of them
     */
    public long beginning(int bytes) {
        if (beginningOf != bytes) {
            beginning = PromptKey.of(scanned, bytes);
            beginningOf = bytes;
        }
        return beginning;
    }

    /**
     * A new account of what a target cannot express, in the client's words.
     *
     * @param policy what happens to it
     * @return the account, still empty
     */
    public Fidelity fidelity(Unsupported policy) {
        return new Fidelity(policy, dialect::fieldName);
    }

    /**
     * The request in neutral terms.
     *
     * @return the same at every call
     * @throws InvalidBody when a field is not what the API takes
     */
    public ChatCall call() throws InvalidBody {
        if (call == null) {
            call = dialect.read(scanned);
        }
        return call;
    }

    /**
     * The same, asking for no longer an answer.
     *
     * @param mostTokens most tokens of the answer
     * @return this, or a request of its own when it asks for more; one that asks for nothing is not changed
     * @throws InvalidBody when it cannot be read by place
     */
    public ChatRequest capped(long mostTokens) throws InvalidBody {
        if (!scanned.given().maxTokens()) {
            return this;
        }
        try {
            byte[] body = OutputCap.lower(scanned.body(), mostTokens);
            return body == scanned.body() ? this : new ChatRequest(dialect, dialect.scan(body));
        } catch (IOException e) {
            throw new InvalidBody("The request cannot be made shorter: it holds " + e.getMessage() + ".", null);
        }
    }

    /**
     * Whether a format is the client's own, so that the request passes through.
     *
     * @param format a provider's format
     * @return true when nothing is translated
     */
    public boolean passesTo(Format format) {
        return dialect.passesTo() == format.wireFormat();
    }

    /**
     * Makes one attempt's codec.
     *
     * @param format the provider's format
     * @param target who is asked
     * @param fidelity told what cannot be expressed
     * @param context what the answer needs to know
     * @return a codec for one attempt
     * @throws InvalidBody when a field is not what the API takes
     * @throws Refused when the request cannot be put to this target
     */
    public Codec codec(Format format, TargetModel target, Fidelity fidelity, AnswerContext context)
            throws InvalidBody, Refused {
        if (passesTo(format)) {
            return dialect.pass(scanned, target, fidelity, context);
        }
        Conversation conversation = format.open(call(), target, fidelity);
        return new Translation(conversation, () -> dialect.writer(scanned, context));
    }
}
