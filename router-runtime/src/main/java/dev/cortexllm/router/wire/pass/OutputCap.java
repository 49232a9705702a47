package dev.cortexllm.router.wire.pass;

import dev.cortexllm.router.wire.json.Edit;
import dev.cortexllm.router.wire.json.JsonSpan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Makes the answer that a client asks for shorter, in its own words. Pure. */
public final class OutputCap {
    private static final Set<String> NAMES = Set.of("max_tokens", "max_completion_tokens");

    private OutputCap() {}

    /**
     * Lowers what a request asks for.
     *
     * @param body a request of OpenAI's or Anthropic's API, valid JSON
     * @param most most tokens of an answer
     * @return the body with no number above that under a name for it; the same array when there is none
     * @throws IOException when the body is nested too deep to be read by place
     */
    public static byte[] lower(byte[] body, long most) throws IOException {
        List<Edit> edits = new ArrayList<>(1);
        for (JsonSpan field : JsonSpan.read(body, 0, body.length).children()) {
            if (NAMES.contains(field.name())
                    && field.is(JsonSpan.Kind.NUMBER)
                    && field.number().doubleValue() > most) {
                edits.add(new Edit(field.from(), field.to(), Long.toString(most).getBytes(StandardCharsets.US_ASCII)));
            }
        }
        return edits.isEmpty() ? body : Edit.apply(body, edits);
    }
}
