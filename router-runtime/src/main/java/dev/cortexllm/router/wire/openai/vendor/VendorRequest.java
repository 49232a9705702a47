package dev.cortexllm.router.wire.openai.vendor;

import dev.cortexllm.config.Parameters;
import dev.cortexllm.config.Quirks;
import dev.cortexllm.router.wire.chat.Fidelity;
import dev.cortexllm.router.wire.chat.Refused;
import dev.cortexllm.router.wire.chat.ScannedRequest;
import dev.cortexllm.router.wire.chat.TargetModel;
import dev.cortexllm.router.wire.json.Edit;
import dev.cortexllm.router.wire.json.JsonSpan;
import dev.cortexllm.router.wire.json.JsonSpan.Kind;
import dev.cortexllm.router.wire.json.Spliced;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * A chat completion in the words of the vendor that it goes to. Nothing is read that need not be: for a vendor without
 * quirks the body is spliced, for another it is read once, by place, and only what its quirks name changes.
 */
public final class VendorRequest {
    private static final String STREAM_OPTIONS = "stream_options";

    private final Spliced body;
    private final NineCharIds ids;

    private VendorRequest(Spliced body, NineCharIds ids) {
        this.body = body;
        this.ids = ids;
    }

    /**
     * Adapts a body that the router has written itself.
     *
     * @param body a chat completion as OpenAI takes it, defaults and the target's model included; not changed
     * @param target who is asked
     * @param fidelity told what the vendor has no words for, by paths of that body
     * @return the request
     * @throws Refused when the request cannot be put to this target
     */
    public static VendorRequest written(byte[] body, TargetModel target, Fidelity fidelity) throws Refused {
        Quirks quirks = target.quirks().forModel(target.model());
        if (quirks.equals(Quirks.NONE)) {
            return new VendorRequest(Spliced.whole(body), new NineCharIds());
        }
        Draft draft = new Draft(read(body), target, quirks, fidelity);
        return adapted(draft, body);
    }

    /**
     * Adapts a client's body: names the target's model, asks for usage where the client did not, fills in defaults.
     *
     * @param request the client's request
     * @param target who is asked
     * @param fidelity told what the vendor has no words for
     * @return the request
     * @throws Refused when the request cannot be put to this target
     */
    public static VendorRequest passing(ScannedRequest request, TargetModel target, Fidelity fidelity) throws Refused {
        Quirks quirks = target.quirks().forModel(target.model());
        boolean defaults = !target.defaults().equals(Parameters.NONE);
        boolean asks = request.usageEdit() != null && quirks.takes(STREAM_OPTIONS);
        boolean echoes = Echoes.refused(request, target);
        if (quirks.equals(Quirks.NONE) && !(defaults && request.given().nulls()) && !echoes) {
            DefaultFields fields = new DefaultFields(target, quirks, request.given(), null);
            return spliced(request, model(request, target, fields), asks);
        }
        Draft draft = new Draft(read(request.body()), target, quirks, fidelity);
        DefaultFields fields = new DefaultFields(target, quirks, request.given(), draft.field("temperature"));
        for (JsonSpan field : draft.body().children()) {
            if (field.is(Kind.NULL) && fields.replaces(field.name())) {
                draft.remove(field);
            } else if (field.is(Kind.NULL) && asks && field.name().equals(STREAM_OPTIONS)) {
                draft.edits().replace(field, request.usageEdit().text());
            }
        }
        if (echoes) {
            Echoes.leaveOut(draft);
        }
        draft.edits().add(model(request, target, fields));
        if (asks) {
            draft.edits().add(request.usageEdit());
        }
        return adapted(draft, request.body());
    }

    /** The target's model in place of the client's, and behind it what the client is silent on. */
    private static Edit model(ScannedRequest request, TargetModel target, DefaultFields fields) {
        byte[] text = target.modelJson();
        if (!fields.isEmpty()) {
            byte[] behind = fields.json();
            text = Arrays.copyOf(text, text.length + behind.length);
            System.arraycopy(behind, 0, text, text.length - behind.length, behind.length);
        }
        return new Edit(request.modelFrom(), request.modelTo(), text);
    }

    private static VendorRequest spliced(ScannedRequest request, Edit model, boolean asks) {
        List<Edit> edits = List.of(model);
        if (asks) {
            Edit usage = request.usageEdit();
            edits = model.from() < usage.from() ? List.of(model, usage) : List.of(usage, model);
        }
        return new VendorRequest(new Spliced(request.body(), edits), new NineCharIds());
    }

    private static JsonSpan read(byte[] body) throws Refused {
        try {
            return JsonSpan.read(body, 0, body.length);
        } catch (IOException e) {
            throw new Refused(
                    "The request cannot be put in the words of the chosen model's provider: it holds " + e.getMessage()
                            + ".",
                    null,
                    null);
        }
    }

    private static VendorRequest adapted(Draft draft, byte[] body) throws Refused {
        new RequestFields(draft).adapt();
        new SamplingFields(draft).adapt();
        new AnswerFields(draft).adapt();
        new ToolFields(draft).adapt();
        new MessageList(draft).adapt();
        return new VendorRequest(new Spliced(body, draft.edits().edits()), draft.ids());
    }

    /** What goes to the vendor. */
    public Spliced body() {
        return body;
    }

    /** What mends the answer to it, told of the ids that went by another name; made anew for every answer. */
    NineCharIds ids() {
        return ids;
    }
}
