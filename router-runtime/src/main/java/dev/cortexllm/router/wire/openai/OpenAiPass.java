package dev.cortexllm.router.wire.openai;

import dev.cortexllm.router.wire.chat.AnswerContext;
import dev.cortexllm.router.wire.chat.Codec;
import dev.cortexllm.router.wire.chat.ScannedRequest;
import dev.cortexllm.router.wire.chat.StreamCodec;
import dev.cortexllm.router.wire.chat.TargetModel;
import dev.cortexllm.router.wire.chat.UpstreamCall;
import dev.cortexllm.router.wire.chat.WholeCodec;
import dev.cortexllm.router.wire.json.Edit;
import dev.cortexllm.router.wire.pass.OpenAiEvents;
import dev.cortexllm.router.wire.pass.PassingAnswer;
import dev.cortexllm.router.wire.pass.PassingStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** A chat completion on its way from an OpenAI client to an OpenAI-compatible provider. */
final class OpenAiPass implements Codec {
    private final ScannedRequest request;
    private final AnswerContext context;
    private final UpstreamCall call;

    OpenAiPass(ScannedRequest request, TargetModel target, AnswerContext context) {
        this.request = request;
        this.context = context;
        List<Edit> edits = new ArrayList<>(2);
        edits.add(new Edit(request.modelFrom(), request.modelTo(), target.modelJson()));
        if (request.usageEdit() != null) {
            edits.add(request.usageEdit());
        }
        edits.sort(Comparator.comparingInt(Edit::from));
        this.call = new UpstreamCall("/chat/completions", Map.of(), Edit.apply(request.body(), edits));
    }

    @Override
    public UpstreamCall call() {
        return call;
    }

    @Override
    public StreamCodec stream() {
        return new PassingStream(new OpenAiEvents(request.usageIsOurs()), context.note());
    }

    @Override
    public WholeCodec whole() {
        return new PassingAnswer();
    }

    @Override
    public boolean passesError(byte[] body) {
        return OpenAiError.ownShape(body);
    }
}
