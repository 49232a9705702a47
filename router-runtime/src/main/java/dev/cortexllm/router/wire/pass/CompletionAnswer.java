package dev.cortexllm.router.wire.pass;

import dev.cortexllm.router.account.Usage;
import dev.cortexllm.router.wire.chat.UpstreamFailed;
import dev.cortexllm.router.wire.chat.WholeCodec;
import dev.cortexllm.router.wire.sse.MalformedStream;
import java.io.IOException;

/** A chat completion in one piece passing by: unchanged where OpenAI might have sent it, else mended. */
public final class CompletionAnswer implements WholeCodec {
    private final Mending mending;
    private final boolean passesUnchanged;
    private Usage usage;

    /**
     * @param mending makes an odd answer what OpenAI would have sent
     * @param passesUnchanged whether the provider is trusted to send nothing odd, so that a large answer need not be held
     */
    public CompletionAnswer(Mending mending, boolean passesUnchanged) {
        this.mending = mending;
        this.passesUnchanged = passesUnchanged;
    }

    @Override
    public byte[] turn(byte[] body) throws MalformedStream {
        ChunkScan scan = new ChunkScan(true, mending.renamesCalls());
        try {
            scan.scan(body, 0, body.length);
        } catch (IOException e) {
            throw new MalformedStream("the answer is not a completion");
        }
        if (scan.error()) {
            throw new UpstreamFailed(mending.error(body, 0, body.length));
        }
        if (scan.choices() == 0) {
            throw new MalformedStream("the answer has no choices");
        }
        usage = scan.usage();
        return scan.odd(new StreamState()) || scan.usageOdd() ? mending.answer(body) : body;
    }

    @Override
    public Usage usage() {
        return usage;
    }

    @Override
    public boolean passesUnchanged() {
        return passesUnchanged;
    }
}
