package dev.cortexllm.router.attempt;

import dev.cortexllm.router.target.RouteTarget;
import dev.cortexllm.router.wire.ChatRequest;
import dev.cortexllm.router.wire.chat.AnswerContext;
import dev.cortexllm.router.wire.chat.Codec;
import dev.cortexllm.router.wire.chat.Fidelity;
import dev.cortexllm.router.wire.chat.Refused;
import dev.cortexllm.router.wire.chat.TargetModel;
import dev.cortexllm.router.wire.json.InvalidBody;

/** A request in the words of the target that it goes to. */
final class Wording {
    private Wording() {}

    /**
     * Writes a request for a target.
     *
     * @param call the request
     * @param target whom to ask
     * @param fidelity notes the fields that the target has no words for
     * @param cap tokens that the answer may have, where that is fewer than the client or the configuration for it asks for;
     *     null otherwise
     * @param epochSeconds dates the answer, Unix seconds
     * @return the codec of the attempt
     * @throws Refused when the target cannot take the request
     * @throws InvalidBody when no target can
     */
    static Codec of(ClientCall call, RouteTarget target, Fidelity fidelity, Integer cap, long epochSeconds)
            throws Refused, InvalidBody {
        AnswerContext context = new AnswerContext(
                call.requestId(),
                epochSeconds,
                target.config().model(),
                usage -> CostNote.of(usage, target.config().price()));
        ChatRequest request = cap == null ? call.request() : call.request().capped(cap);
        TargetModel model = cap == null ? target.model() : target.model().answering(cap);
        return request.codec(target.upstream().format(), model, fidelity, context);
    }
}
