package dev.cortexllm.router.wire;

import dev.cortexllm.router.account.Usage;
import dev.cortexllm.router.wire.chat.AnswerReader;
import dev.cortexllm.router.wire.chat.AnswerWriter;
import dev.cortexllm.router.wire.chat.Codec;
import dev.cortexllm.router.wire.chat.Conversation;
import dev.cortexllm.router.wire.chat.StreamCodec;
import dev.cortexllm.router.wire.chat.UpstreamCall;
import dev.cortexllm.router.wire.chat.WholeCodec;
import dev.cortexllm.router.wire.sse.MalformedStream;
import java.util.function.Supplier;

/** One attempt at a provider whose format is not the client's dialect. */
final class Translation implements Codec {
    private final Conversation conversation;
    private final Supplier<AnswerWriter> writers;

    Translation(Conversation conversation, Supplier<AnswerWriter> writers) {
        this.conversation = conversation;
        this.writers = writers;
    }

    @Override
    public UpstreamCall call() {
        return conversation.call();
    }

    @Override
    public StreamCodec stream() {
        return new Stream(conversation.stream(), writers.get());
    }

    @Override
    public WholeCodec whole() {
        return new Whole(conversation.whole(), writers.get());
    }

    @Override
    public boolean passesError(byte[] body) {
        return false;
    }

    private static final class Stream implements StreamCodec {
        private final AnswerReader reader;
        private final AnswerWriter writer;
        private final Witness witness;

        Stream(AnswerReader reader, AnswerWriter writer) {
            this.reader = reader;
            this.writer = writer;
            this.witness = new Witness(writer);
        }

        @Override
        public byte[] feed(byte[] piece) throws MalformedStream {
            reader.feed(piece, witness);
            return writer.take();
        }

        @Override
        public byte[] end() throws MalformedStream {
            reader.end(witness);
            return writer.take();
        }

        @Override
        public boolean committing() {
            return witness.content();
        }

        @Override
        public boolean complete() {
            return witness.ended();
        }

        @Override
        public boolean done() {
            return witness.ended();
        }

        @Override
        public Usage usage() {
            return witness.used();
        }
    }

    private static final class Whole implements WholeCodec {
        private final AnswerReader reader;
        private final AnswerWriter writer;
        private final Witness witness;

        Whole(AnswerReader reader, AnswerWriter writer) {
            this.reader = reader;
            this.writer = writer;
            this.witness = new Witness(writer);
        }

        @Override
        public byte[] turn(byte[] body) throws MalformedStream {
            reader.feed(body, witness);
            reader.end(witness);
            if (!witness.ended()) {
                throw new MalformedStream("the answer is not whole");
            }
            return writer.take();
        }

        @Override
        public Usage usage() {
            return witness.used();
        }

        @Override
        public boolean passesUnchanged() {
            return false;
        }
    }
}
