package dev.cortexllm.router.wire.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.router.wire.json.JsonTrees;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Map;

/** Lets the vendor's SDK judge the provider's side of a case. */
public final class SdkJudge {
    private static final Map<String, SdkTypes> SDKS = Map.of(
            "openai", new OpenAiSdk(),
            "anthropic", new AnthropicSdk(),
            "gemini", new GeminiSdk());
    /** Numbers by value: an SDK has a type of its own for each. */
    private static final Comparator<JsonNode> BY_VALUE = (one, other) -> one.isNumber() && other.isNumber()
            ? new BigDecimal(one.asText()).compareTo(new BigDecimal(other.asText()))
            : one.equals(other) ? 0 : 1;

    private SdkJudge() {}

    /**
     * Checks a case.
     *
     * @param golden the case
     */
    public static void check(GoldenCase golden) throws IOException {
        SdkTypes sdk = SDKS.get(golden.format());
        if (golden.has("request.out.json")) {
            same(golden + ": request.out.json", JsonTrees.read(golden.bytes("request.out.json")), sdk::request);
        }
        if (golden.has("answer.in.json")) {
            same(golden + ": answer.in.json", JsonTrees.read(golden.bytes("answer.in.json")), sdk::answer);
        }
        if (golden.has("stream.in.sse")) {
            int number = 0;
            for (Events event : Events.of(golden.text("stream.in.sse"))) {
                number++;
                if (!sdk.apart(event)) {
                    same(golden + ": event " + number + " of stream.in.sse", event.json(), sdk::event);
                }
            }
        }
    }

    private static void same(String what, JsonNode json, RoundTrip sdk) {
        assertThat(json).as("%s is JSON", what).isNotNull();
        JsonNode back;
        try {
            back = sdk.of(json);
        } catch (IOException | RuntimeException e) {
            throw new AssertionError(what + ": " + e.getMessage(), e);
        }
        if (!equal(json, back)) {
            assertThat(back.toPrettyString())
                    .as("%s comes back as it was", what)
                    .isEqualTo(json.toPrettyString());
        }
    }

    static boolean equal(JsonNode one, JsonNode other) {
        return one.equals(BY_VALUE, other);
    }

    private interface RoundTrip {
        JsonNode of(JsonNode json) throws IOException;
    }
}
