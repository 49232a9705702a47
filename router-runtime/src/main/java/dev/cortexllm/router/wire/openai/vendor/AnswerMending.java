package dev.cortexllm.router.wire.openai.vendor;

import dev.cortexllm.router.wire.chat.UpstreamError;
import dev.cortexllm.router.wire.json.Edit;
import dev.cortexllm.router.wire.json.JsonSpan;
import dev.cortexllm.router.wire.json.JsonSpan.Kind;
import dev.cortexllm.router.wire.json.SpanEdits;
import dev.cortexllm.router.wire.pass.Mending;
import dev.cortexllm.router.wire.pass.StreamState;
import dev.cortexllm.router.wire.pass.UsageShown;
import dev.cortexllm.router.wire.sse.MalformedStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Makes odd answers of OpenAI-compatible providers what OpenAI would have sent, by edits of their bytes: what is not odd
 * stays as it is spelt. Sources: facts/wire/openai-compatible.md, golden.md G25, G26, G28 and G29.
 */
public final class AnswerMending implements Mending {
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NONE = "[]".getBytes(StandardCharsets.US_ASCII);

    private final NineCharIds ids;
    private final String requestId;
    private final Function<byte[], UpstreamError> errors;

    /**
     * @param request the request that is answered
     * @param requestId its id, of which ids are made for calls that have none
     * @param errors reads an error that stands where an answer should
     */
    public AnswerMending(VendorRequest request, String requestId, Function<byte[], UpstreamError> errors) {
        this.ids = request.ids();
        this.requestId = requestId;
        this.errors = errors;
    }

    @Override
    public boolean renamesCalls() {
        return !ids.isEmpty();
    }

    @Override
    public byte[] chunk(byte[] bytes, int from, int to, StreamState state, UsageShown usage) throws MalformedStream {
        byte[] own = Arrays.copyOfRange(bytes, from, to);
        JsonSpan chunk = read(own);
        SpanEdits edits = new SpanEdits();
        JsonSpan choices = chunk.member("choices");
        if (choices == null) {
            edits.append(chunk, "choices", NONE);
        } else if (!choices.is(Kind.ARRAY)) {
            edits.replace(choices, NONE);
        } else {
            choices(choices.children(), state, edits, false);
            choices.children().forEach(choice -> usage(choice, UsageShown.NEVER, edits));
        }
        usage(chunk, usage, edits);
        List<Edit> changes = edits.edits();
        return changes.isEmpty() ? null : Edit.apply(own, changes);
    }

    private static void usage(JsonSpan owner, UsageShown shown, SpanEdits edits) {
        JsonSpan usage = owner.member("usage");
        if (usage == null) {
            return;
        }
        if (shown == UsageShown.NEVER) {
            edits.remove(owner, usage);
        } else if (shown == UsageShown.AT_END && !usage.is(Kind.NULL)) {
            edits.replace(usage, NULL);
        } else if (usage.is(Kind.OBJECT)) {
            new UsageMending(edits).mend(usage);
        }
    }

    private void choices(List<JsonSpan> choices, StreamState state, SpanEdits edits, boolean whole)
            throws MalformedStream {
        for (int i = 0; i < choices.size(); i++) {
            int index = index(choices.get(i), i);
            CallMending calls = new CallMending(edits, ids, requestId + ' ' + index, whole);
            new ChoiceMending(edits, calls, state.choice(index), whole).mend(choices.get(i), i);
        }
    }

    private static int index(JsonSpan choice, int position) {
        JsonSpan index = choice.member("index");
        BigDecimal number = index == null ? null : index.number();
        try {
            return number == null ? position : number.intValueExact();
        } catch (ArithmeticException e) {
            return -1;
        }
    }

    @Override
    public byte[] usageChunk(byte[] bytes, int from, int to) throws MalformedStream {
        byte[] own = Arrays.copyOfRange(bytes, from, to);
        JsonSpan chunk = read(own);
        SpanEdits edits = new SpanEdits();
        JsonSpan choices = chunk.member("choices");
        JsonSpan usage = chunk.member("usage");
        if (choices == null) {
            edits.append(chunk, "choices", NONE);
        } else if (!choices.is(Kind.ARRAY) || !choices.children().isEmpty()) {
            edits.replace(choices, NONE);
        }
        if (usage != null && usage.is(Kind.OBJECT)) {
            new UsageMending(edits).mend(usage);
            return Edit.apply(own, edits.edits());
        }
        byte[] inside = inside(choices);
        if (usage == null) {
            edits.append(chunk, "usage", inside);
        } else {
            edits.replace(usage, inside);
        }
        return Edit.apply(own, edits.edits());
    }

    /** The usage that a choice tells, as Moonshot does. */
    private static byte[] inside(JsonSpan choices) throws MalformedStream {
        JsonSpan found = null;
        for (JsonSpan choice : choices == null ? List.<JsonSpan>of() : choices.children()) {
            JsonSpan usage = choice.member("usage");
            found = usage != null && usage.is(Kind.OBJECT) ? usage : found;
        }
        if (found == null) {
            return NULL;
        }
        byte[] own = found.raw().getBytes(StandardCharsets.UTF_8);
        SpanEdits edits = new SpanEdits();
        new UsageMending(edits).mend(read(own));
        return Edit.apply(own, edits.edits());
    }

    @Override
    public byte[] answer(byte[] body) throws MalformedStream {
        JsonSpan answer = read(body);
        SpanEdits edits = new SpanEdits();
        JsonSpan choices = answer.member("choices");
        if (choices != null) {
            choices(choices.children(), new StreamState(), edits, true);
        }
        usage(answer, UsageShown.ALWAYS, edits);
        return Edit.apply(body, edits.edits());
    }

    @Override
    public UpstreamError error(byte[] bytes, int from, int to) {
        return errors.apply(Arrays.copyOfRange(bytes, from, to));
    }

    private static JsonSpan read(byte[] bytes) throws MalformedStream {
        try {
            return JsonSpan.read(bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new MalformedStream("what the upstream sent cannot be read");
        }
    }
}
