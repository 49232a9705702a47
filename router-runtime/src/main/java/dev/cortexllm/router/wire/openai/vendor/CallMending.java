package dev.cortexllm.router.wire.openai.vendor;

import dev.cortexllm.router.wire.json.JsonSpan;
import dev.cortexllm.router.wire.json.JsonSpan.Kind;
import dev.cortexllm.router.wire.json.JsonText;
import dev.cortexllm.router.wire.json.SpanEdits;
import dev.cortexllm.router.wire.pass.ChoiceState;
import dev.cortexllm.router.wire.sse.MalformedStream;
import java.nio.charset.StandardCharsets;

/** Calls of tools: numbered, named and typed as OpenAI does it, their arguments as text (facts/wire/golden.md G28). */
final class CallMending {
    private static final byte[] FUNCTION = "\"function\"".getBytes(StandardCharsets.US_ASCII);

    private final SpanEdits edits;
    private final NineCharIds ids;
    private final String idSeed;
    private final boolean whole;

    /**
     * @param edits told what changes
     * @param ids ids that went by another name
     * @param idSeed what ids are made of for calls that have none, different for every answer and choice
     * @param whole whether the answer comes in one piece, where calls are not numbered
     */
    CallMending(SpanEdits edits, NineCharIds ids, String idSeed, boolean whole) {
        this.edits = edits;
        this.ids = ids;
        this.idSeed = idSeed;
        this.whole = whole;
    }

    /**
     * Mends one call, or a piece of it.
     *
     * @param call an element of {@code tool_calls}
     * @param state what the choice has said before; told of the call
     * @throws MalformedStream when there are too many
     */
    void mend(JsonSpan call, ChoiceState state) throws MalformedStream {
        if (!call.is(Kind.OBJECT)) {
            return;
        }
        String id = text(call, "id");
        int given = index(call);
        int known = state.calls();
        int index = state.call(whole ? known : given, id);
        boolean begins = index >= known;
        if (!whole && index != given) {
            put(call, "index", Integer.toString(index).getBytes(StandardCharsets.US_ASCII));
        }
        if (begins) {
            begin(call, id, index);
        } else if (id != null && !whole) {
            // Clients put the pieces of a call together, an id that came twice as well.
            edits.remove(call, call.member("id"));
        }
        arguments(call.member("function"));
    }

    private void begin(JsonSpan call, String id, int index) {
        if (id == null) {
            put(call, "id", JsonText.bytes("call_" + NineCharIds.hash(idSeed + ' ' + index)));
        } else if (!ids.back(id).equals(id)) {
            edits.replace(call.member("id"), JsonText.bytes(ids.back(id)));
        }
        if (text(call, "type") == null) {
            put(call, "type", FUNCTION);
        }
    }

    /** TGI's older versions give arguments as they are, not as text. */
    private void arguments(JsonSpan function) {
        JsonSpan arguments = function == null ? null : function.member("arguments");
        if (arguments != null && (arguments.is(Kind.OBJECT) || arguments.is(Kind.ARRAY))) {
            edits.replace(arguments, JsonText.bytes(arguments.raw()));
        }
    }

    private void put(JsonSpan call, String name, byte[] json) {
        JsonSpan there = call.member(name);
        if (there == null) {
            edits.append(call, name, json);
        } else {
            edits.replace(there, json);
        }
    }

    private static int index(JsonSpan call) {
        JsonSpan index = call.member("index");
        try {
            return index == null || index.number() == null ? -1 : index.number().intValueExact();
        } catch (ArithmeticException e) {
            return -1;
        }
    }

    private static String text(JsonSpan object, String name) {
        JsonSpan member = object.member(name);
        String text = member == null ? null : member.text();
        return text == null || text.isEmpty() ? null : text;
    }
}
