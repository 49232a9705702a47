package dev.cortexllm.router.wire.gemini;

import dev.cortexllm.api.v1alpha1.Unsupported;
import dev.cortexllm.config.Parameters;
import dev.cortexllm.config.Quirks;
import dev.cortexllm.router.wire.chat.ChatCall;
import dev.cortexllm.router.wire.chat.Conversation;
import dev.cortexllm.router.wire.chat.Dialect;
import dev.cortexllm.router.wire.chat.Fidelity;
import dev.cortexllm.router.wire.chat.Refused;
import dev.cortexllm.router.wire.chat.TargetModel;
import dev.cortexllm.router.wire.golden.GoldenCase;
import dev.cortexllm.router.wire.json.InvalidBody;
import dev.cortexllm.router.wire.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The golden folders of this format as material for other tests. */
final class Goldens {
    static final String MODEL = "gemini-2.5-flash";

    private Goldens() {}

    /** Cases that have a file. */
    static Stream<GoldenCase> with(String file) {
        return GoldenCase.all().filter(golden -> golden.format().equals("gemini") && golden.has(file));
    }

    static TargetModel target(String model) {
        return new TargetModel(model, JsonText.bytes(model), "gemini", null, null, Parameters.NONE, Quirks.NONE);
    }

    /** Reads a request and puts it to a model; nobody minds what gets lost. */
    static Conversation open(Dialect dialect, byte[] request, String model) throws InvalidBody, Refused {
        return new GeminiFormat().open(call(dialect, request), target(model), new Fidelity(Unsupported.DROP));
    }

    static ChatCall call(Dialect dialect, byte[] request) throws InvalidBody {
        return dialect.read(dialect.scan(request));
    }

    /** Pieces of bytes of a size; the last may be shorter. */
    static List<byte[]> pieces(byte[] bytes, int size) {
        return Stream.iterate(0, from -> from < bytes.length, from -> from + size)
                .map(from -> Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + size)))
                .toList();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
