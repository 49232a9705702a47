package dev.cortexllm.router.wire.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.api.v1alpha1.Unsupported;
import dev.cortexllm.config.Parameters;
import dev.cortexllm.config.Quirks;
import dev.cortexllm.router.wire.chat.AnswerContext;
import dev.cortexllm.router.wire.chat.Fidelity;
import dev.cortexllm.router.wire.chat.ScannedRequest;
import dev.cortexllm.router.wire.chat.TargetModel;
import dev.cortexllm.router.wire.json.JsonText;
import dev.cortexllm.router.wire.openai.OpenAiDialect;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every folder below {@code wire/openai} is a case: {@code request.in.json} for a target whose model is kimi-k2.6 becomes
 * {@code request.out.json}; the answer {@code stream.in.sse}, if there is one, becomes {@code stream.out.sse} with the
 * facts of {@code facts.txt}, whole, byte by byte, and cut in two at every byte.
 */
class GoldenPassThroughTest {
    private static final Path FOLDER = Path.of("src/test/resources/wire/openai");
    private static final Set<String> FILES =
            Set.of("request.in.json", "request.out.json", "stream.in.sse", "stream.out.sse", "facts.txt");

    static Stream<String> cases() throws IOException {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            return folders
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .collect(Collectors.toList())
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void request_differs_only_where_it_must(String name) throws Exception {
        ScannedRequest request = ChatRequestScan.scan(file(name, "request.in.json"));

        assertThat(request.model()).isEqualTo("assistant");
        assertThat(text(passed(request, "kimi-k2.6"))).isEqualTo(text(file(name, "request.out.json")));
        try (Stream<Path> files = Files.list(FOLDER.resolve(name))) {
            assertThat(files.map(file -> file.getFileName().toString())).isSubsetOf(FILES);
        }
    }

    static Stream<String> streams() throws IOException {
        return cases().filter(name -> Files.exists(FOLDER.resolve(name).resolve("stream.in.sse")));
    }

    @ParameterizedTest
    @MethodSource("streams")
    void stream_is_the_same_however_it_is_cut(String name) throws Exception {
        byte[] in = file(name, "stream.in.sse");
        String out = text(file(name, "stream.out.sse"));
        String facts = text(file(name, "facts.txt")).strip();
        boolean hide = ChatRequestScan.scan(file(name, "request.in.json")).usageIsOurs();

        assertThat(replay(in, hide, in.length)).as("whole").isEqualTo(out + "|" + facts);
        assertThat(replay(in, hide, 1)).as("byte by byte").isEqualTo(out + "|" + facts);
        for (int cut = 1; cut < in.length; cut++) {
            assertThat(replay(in, hide, cut)).as("cut at %d", cut).isEqualTo(out + "|" + facts);
        }
    }

    /** Feeds pieces of a size and puts together what came out and what was learned. */
    private static String replay(byte[] in, boolean hide, int size) throws Exception {
        PassingStream stream = new PassingStream(new OpenAiEvents(hide), usage -> new byte[0]);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int firstContent = -1;
        for (int from = 0; from < in.length; from += size) {
            out.writeBytes(stream.feed(Arrays.copyOfRange(in, from, Math.min(in.length, from + size))));
            if (size == 1 && firstContent < 0 && stream.committing()) {
                firstContent = events(out.toByteArray());
            }
        }
        out.writeBytes(stream.end());
        if (firstContent < 0) {
            firstContent = events(beforeContent(in, hide));
        }
        String usage = stream.usage() == null
                ? "none"
                : stream.usage().inputTokens() + " " + stream.usage().outputTokens();
        String complete = stream.complete() ? "complete" : "incomplete";
        return text(out.toByteArray()) + "|usage " + usage + ", " + complete + ", content at event " + firstContent;
    }

    private static byte[] beforeContent(byte[] in, boolean hide) throws Exception {
        PassingStream stream = new PassingStream(new OpenAiEvents(hide), usage -> new byte[0]);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < in.length && !stream.committing(); i++) {
            out.writeBytes(stream.feed(new byte[] {in[i]}));
        }
        return out.toByteArray();
    }

    private static int events(byte[] bytes) {
        String text = text(bytes).replace("\r\n", "\n").replace('\r', '\n');
        return new TreeSet<>(Stream.iterate(text.indexOf("\n\n"), at -> at >= 0, at -> text.indexOf("\n\n", at + 2))
                        .toList())
                .size();
    }

    static byte[] passed(ScannedRequest request, String model) throws Exception {
        TargetModel target =
                new TargetModel(model, JsonText.bytes(model), "any", null, null, Parameters.NONE, Quirks.NONE);
        AnswerContext context = new AnswerContext("id", 0, model, usage -> new byte[0]);
        return new OpenAiDialect()
                .pass(request, target, new Fidelity(Unsupported.DROP), context)
                .call()
                .body();
    }

    private static byte[] file(String name, String file) throws IOException {
        return Files.readAllBytes(FOLDER.resolve(name).resolve(file));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
