package dev.cortexllm.router.wire.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.router.wire.chat.ChatCall;
import dev.cortexllm.router.wire.chat.Fidelity;
import dev.cortexllm.router.wire.chat.Refused;
import dev.cortexllm.router.wire.chat.TargetModel;
import dev.cortexllm.router.wire.json.JsonTrees;

/** Writes a request. */
final class RequestWriter {
    private final ChatCall call;
    private final TargetModel target;
    private final ModelTraits traits;
    private final ToolNames names;

    RequestWriter(ChatCall call, TargetModel target) {
        this.call = call;
        this.target = target;
        this.traits = ModelTraits.of(target.model());
        this.names = new ToolNames(call.tools(), traits.longestName());
    }

    /** How tools are called in this request and its answer. */
    ToolNames names() {
        return names;
    }

    /**
     * Writes the body of {@code generateContent}.
     *
     * @param fidelity told of what is lost
     * @return a {@code GenerateContentRequest} without its model
     * @throws Refused when the request cannot be put to the model
     */
    ObjectNode body(Fidelity fidelity) throws Refused {
        ObjectNode body = JsonTrees.object();
        new ContentWriter(traits, names, fidelity).write(call.messages(), body);
        new ToolWriter(call, traits, names, fidelity).write(body);
        new GenerationWriter(call, target, traits, fidelity).write(body);
        GoogleExtras.write(call.rest(), body, fidelity);
        RestFields.report(call.rest(), fidelity);
        return body;
    }
}
