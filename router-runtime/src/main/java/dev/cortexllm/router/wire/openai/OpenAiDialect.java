package dev.cortexllm.router.wire.openai;

import dev.cortexllm.api.v1alpha1.WireFormat;
import dev.cortexllm.router.wire.chat.AnswerContext;
import dev.cortexllm.router.wire.chat.AnswerWriter;
import dev.cortexllm.router.wire.chat.ChatCall;
import dev.cortexllm.router.wire.chat.Codec;
import dev.cortexllm.router.wire.chat.Dialect;
import dev.cortexllm.router.wire.chat.Fidelity;
import dev.cortexllm.router.wire.chat.Page;
import dev.cortexllm.router.wire.chat.Refused;
import dev.cortexllm.router.wire.chat.ScannedRequest;
import dev.cortexllm.router.wire.chat.TargetModel;
import dev.cortexllm.router.wire.json.InvalidBody;
import dev.cortexllm.router.wire.pass.ChatRequestScan;
import java.util.List;

/** OpenAI's chat completions as clients call them. */
public final class OpenAiDialect implements Dialect {
    @Override
    public WireFormat passesTo() {
        return WireFormat.OPENAI;
    }

    @Override
    public ScannedRequest scan(byte[] body) throws InvalidBody {
        return ChatRequestScan.scan(body);
    }

    @Override
    public List<String> carried() {
        return List.of();
    }

    @Override
    public byte[] models(List<String> models, Page page) {
        return OpenAiModels.list(models);
    }

    @Override
    public byte[] model(String model) {
        return OpenAiModels.one(model);
    }

    @Override
    public ChatCall read(ScannedRequest request) throws InvalidBody {
        return ChatCallReader.read(request);
    }

    @Override
    public AnswerWriter writer(ScannedRequest request, AnswerContext context) {
        AnswerWords words = new AnswerWords(context, request.functions());
        return request.stream() ? new ChunkWriter(words, !request.usageIsOurs()) : new CompletionWriter(words);
    }

    @Override
    public Codec pass(ScannedRequest request, TargetModel target, Fidelity fidelity, AnswerContext context)
            throws Refused {
        return new OpenAiPass(request, target, fidelity, context);
    }
}
