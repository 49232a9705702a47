package dev.cortexllm.router.wire.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cortexllm.api.v1alpha1.Unsupported;
import dev.cortexllm.catalogue.Catalogue;
import dev.cortexllm.config.Parameters;
import dev.cortexllm.router.wire.chat.AnswerContext;
import dev.cortexllm.router.wire.chat.Codec;
import dev.cortexllm.router.wire.chat.Fidelity;
import dev.cortexllm.router.wire.chat.StreamCodec;
import dev.cortexllm.router.wire.chat.TargetModel;
import dev.cortexllm.router.wire.chat.WholeCodec;
import dev.cortexllm.router.wire.json.JsonText;
import dev.cortexllm.router.wire.pass.ChatRequestScan;
import dev.cortexllm.router.wire.sse.MalformedStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that pass: untouched where they are in order, and never a defect of ours where they are not. */
class PassingChatTest {
    private static final Path GOLDEN = Path.of("src/test/resources/wire/openai-openai");
    private static final ObjectMapper READER = new ObjectMapper();
    private static final String HEAD =
            "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",";
    private static final Catalogue BUNDLED = Catalogue.bundled();
    private static final int ROUNDS = 300;

    private static Codec codec(String vendor, String more) throws Exception {
        TargetModel target = new TargetModel(
                "m",
                JsonText.bytes("m"),
                vendor,
                null,
                null,
                Parameters.NONE,
                BUNDLED.vendor(vendor).orElseThrow().quirks());
        String body = "{\"model\":\"a\",\"messages\":[]" + more + "}";
        return new OpenAiDialect()
                .pass(
                        ChatRequestScan.scan(bytes(body)),
                        target,
                        new Fidelity(Unsupported.DROP),
                        new AnswerContext("req_1", 1, "m", usage -> new byte[0]));
    }

    private static StreamCodec stream(String more) throws Exception {
        return codec("openai-compatible", ",\"stream\":true" + more).stream();
    }

    @Test
    void a_piece_in_order_is_handed_on_as_it_is() throws Exception {
        StreamCodec stream = stream(",\"stream_options\":{\"include_usage\":true}");
        String[] choices = {
            "{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}",
            "{\"index\":0,\"delta\":{\"content\":\"a\"},\"logprobs\":{\"content\":[],\"refusal\":null}}",
            "{\"index\":0,\"delta\":{\"reasoning_content\":\"a\",\"reasoning\":\"a\"},\"finish_reason\":null}",
            "{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"t\",\"type\":\"function\",\"function\":{\"name\":\"f\"}}]}}",
            "{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{}\"}}]}}",
            "{\"index\":0,\"delta\":{},\"finish_reason\":\"tool_calls\"}",
        };
        for (String choice : choices) {
            byte[] piece = bytes("data: " + HEAD + "\"choices\":[" + choice + "],\"usage\":null}\n\n");
            assertThat(stream.feed(piece)).as(choice).isSameAs(piece);
        }
        byte[] usage = bytes("data: " + HEAD + "\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2,"
                + "\"total_tokens\":3}}\n\ndata: [DONE]\n\n");
        assertThat(stream.feed(usage)).isSameAs(usage);
        assertThat(stream.complete()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "7",
                "{\"choices\":[7]}",
                "{\"choices\":[{\"delta\":{}}",
                "{\"choices\":[]}{}",
                "{\"choices\":[{\"index\":-1,\"delta\":{}}]}",
                "{\"choices\":[{\"index\":1024,\"delta\":{}}]}",
                "{\"choices\":[{\"index\":99999999999,\"delta\":{}}]}",
                "{\"usage\":{\"prompt_tokens\":99999999999999999999}}",
                "{\"usage\":{\"prompt_tokens\":-1}}",
                "{\"usage\":null",
                "{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":99999999999}]}}]}",
            })
    void an_event_that_is_no_chunk_ends_the_stream(String data) throws Exception {
        StreamCodec stream = stream("");

        assertThatThrownBy(() -> stream.feed(bytes("data: " + data + "\n\n"))).isInstanceOf(MalformedStream.class);
    }

    @Test
    void floods_end_the_stream() throws Exception {
        StreamCodec endless = stream("");
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 200; i++) {
                        endless.feed(new byte[64 * 1024]);
                    }
                })
                .isInstanceOf(MalformedStream.class)
                .hasMessageContaining("larger than");
        StreamCodec calls = stream("");
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 5_000; i++) {
                        calls.feed(bytes(
                                "data: " + HEAD + "\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"id\":\"t" + i
                                        + "\",\"function\":{\"name\":\"f\"}}]}}]}\n\n"));
                    }
                })
                .isInstanceOf(MalformedStream.class)
                .hasMessageContaining("calls of tools");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "{\"choices\":[]}",
                "{\"choices\":null}",
                "{\"choices\":[{\"index\":0,\"message\":{}}]} x",
                "{\"choices\":[{\"index\":0,\"finish_reason\":\"stop\"}]}",
                "{\"choices\":[{\"index\":0,\"message\":{\"content\":\"x\"},\"finish_reason\":\"error\"}]}",
                "{\"error\":null,\"object\":\"error\",\"message\":\"m\"}",
            })
    void what_is_no_answer_is_none(String body) throws Exception {
        WholeCodec whole = codec("vllm", "").whole();

        assertThatThrownBy(() -> whole.turn(bytes(body))).isInstanceOf(MalformedStream.class);
    }

    @Test
    void only_who_is_known_to_be_in_order_sends_answers_that_are_not_held() throws Exception {
        assertThat(codec("openai-compatible", "").whole().passesUnchanged()).isTrue();
        assertThat(codec("mistral", "").whole().passesUnchanged()).isFalse();
    }

    static Stream<String> streams() {
        return files("stream.in.sse");
    }

    private static Stream<String> files(String file) {
        try (Stream<Path> folders = Files.list(GOLDEN)) {
            List<Path> files = folders.map(folder -> folder.resolve(file))
                    .filter(Files::exists)
                    .sorted()
                    .collect(Collectors.toList());
            return files.stream().map(PassingChatTest::text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** However a stream is damaged: it is refused, or what the client gets is events of JSON. */
    @ParameterizedTest
    @MethodSource("streams")
    void a_damaged_stream_is_refused_or_still_json(String golden) throws Exception {
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            String asked = random.nextBoolean() ? ",\"stream_options\":{\"include_usage\":true}" : "";
            StreamCodec stream = stream(asked);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try {
                out.writeBytes(stream.feed(bytes(damaged(golden, random))));
                out.writeBytes(stream.end());
            } catch (MalformedStream e) {
                continue;
            }
            for (String line : out.toString(StandardCharsets.UTF_8).split("\r\n|\n\n|\r\r")) {
                if (line.startsWith("data: {")) {
                    READER.readTree(line.substring("data: ".length()).replaceAll("\n(data: ?|[a-z]+:.*)", "\n"));
                }
            }
        }
    }

    /** Exchanges a token or two for others. */
    private static String damaged(String text, Random random) {
        String[] tokens = {
            "null", "[]", "{}", "\"x\"", "7", "-1", "true", "\"error\"", "\"stop\"", "\"id\"", "[{}]", ",", "}"
        };
        String damaged = text;
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            List<int[]> places = places(damaged);
            int[] place = places.get(random.nextInt(places.size()));
            String token = tokens[random.nextInt(tokens.length)];
            damaged = damaged.substring(0, place[0]) + token + damaged.substring(place[1]);
        }
        return damaged;
    }

    private static List<int[]> places(String text) {
        return java.util.regex.Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|[0-9]+|null|\\{\\}|\\[\\]")
                .matcher(text)
                .results()
                .map(found -> new int[] {found.start(), found.end()})
                .collect(Collectors.toList());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
