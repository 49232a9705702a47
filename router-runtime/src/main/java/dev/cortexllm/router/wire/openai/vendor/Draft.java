package dev.cortexllm.router.wire.openai.vendor;

import dev.cortexllm.config.Quirks;
import dev.cortexllm.router.wire.chat.Fidelity;
import dev.cortexllm.router.wire.chat.Refused;
import dev.cortexllm.router.wire.chat.TargetModel;
import dev.cortexllm.router.wire.json.JsonSpan;
import dev.cortexllm.router.wire.json.JsonSpan.Kind;
import dev.cortexllm.router.wire.json.SpanEdits;
import java.util.ArrayList;
import java.util.List;

/** A request on its way to a vendor: the body as it came and what changes in it. One per attempt. */
final class Draft {
    private final JsonSpan body;
    private final TargetModel target;
    private final Quirks quirks;
    private final Fidelity fidelity;
    private final SpanEdits edits = new SpanEdits();
    private final NineCharIds ids = new NineCharIds();
    private final CountedIds counted = new CountedIds();

    Draft(JsonSpan body, TargetModel target, Quirks quirks, Fidelity fidelity) {
        this.body = body;
        this.target = target;
        this.quirks = quirks;
        this.fidelity = fidelity;
    }

    JsonSpan body() {
        return body;
    }

    Quirks quirks() {
        return quirks;
    }

    SpanEdits edits() {
        return edits;
    }

    NineCharIds ids() {
        return ids;
    }

    CountedIds counted() {
        return counted;
    }

    String model() {
        return target.model();
    }

    /** The last field of that name that stays and is not null; null when there is none. */
    JsonSpan field(String name) {
        JsonSpan field = body.member(name);
        return field == null || field.is(Kind.NULL) || edits.removed(field) ? null : field;
    }

    /** All fields of that name that stay: two of one name are the client's business, but both have to be right. */
    List<JsonSpan> fields(String name, Kind kind) {
        List<JsonSpan> fields = new ArrayList<>(1);
        for (JsonSpan field : body.children()) {
            if (name.equals(field.name()) && field.is(kind) && !edits.removed(field)) {
                fields.add(field);
            }
        }
        return fields;
    }

    /** Takes a field of the request out. */
    void remove(JsonSpan field) {
        edits.remove(body, field);
    }

    /** Tells that something is lost on the client: {@code clause} goes on after the vendor's name. */
    void lost(String path, String clause) throws Refused {
        fidelity.lost(path, target.vendor() + " " + clause);
    }

    /** A request that must not be put to this model at all: {@code clause} goes on after the model's name. */
    Refused refused(String path, String clause) {
        return new Refused(path + ": model '" + target.model() + "' " + clause + ".", path, "unsupported_value");
    }
}
