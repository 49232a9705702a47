package dev.cortexllm.router.wire.pass;

import dev.cortexllm.router.account.Usage;
import dev.cortexllm.router.wire.chat.WholeCodec;
import dev.cortexllm.router.wire.sse.MalformedStream;
import java.io.IOException;

/** An answer in one piece passing by: checked to be one JSON object, its usage read, its bytes unchanged. */
public final class PassingAnswer implements WholeCodec {
    private Usage usage;

    @Override
    public byte[] turn(byte[] body) throws MalformedStream {
        try {
            usage = PlainAnswerScan.scan(body);
        } catch (IOException e) {
            throw new MalformedStream("the answer is not JSON");
        }
        return body;
    }

    @Override
    public Usage usage() {
        return usage;
    }

    @Override
    public boolean passesUnchanged() {
        return true;
    }
}
