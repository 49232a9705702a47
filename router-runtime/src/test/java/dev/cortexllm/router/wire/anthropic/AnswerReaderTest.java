package dev.cortexllm.router.wire.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortexllm.api.v1alpha1.Unsupported;
import dev.cortexllm.config.Parameters;
import dev.cortexllm.config.Quirks;
import dev.cortexllm.router.wire.chat.AnswerReader;
import dev.cortexllm.router.wire.chat.ChatCall;
import dev.cortexllm.router.wire.chat.Conversation;
import dev.cortexllm.router.wire.chat.Fidelity;
import dev.cortexllm.router.wire.chat.TargetModel;
import dev.cortexllm.router.wire.json.JsonText;
import dev.cortexllm.router.wire.openai.OpenAiDialect;
import dev.cortexllm.router.wire.openai.RecordedAnswer;
import dev.cortexllm.router.wire.sse.MalformedStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {
    private static final Path GOLDENS = Path.of("src/test/resources/wire/openai-anthropic");
    private static final int MUTATIONS = 4_000;

    private static Conversation conversation() throws Exception {
        String body = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}";
        OpenAiDialect dialect = new OpenAiDialect();
        ChatCall call = dialect.read(dialect.scan(body.getBytes(StandardCharsets.UTF_8)));
        TargetModel target = new TargetModel(
                "claude-sonnet-4-6", JsonText.bytes("m"), "anthropic", null, null, Parameters.NONE, Quirks.NONE);
        return new AnthropicFormat().open(call, target, new Fidelity(Unsupported.DROP));
    }

    private static List<byte[]> goldens(String file) throws IOException {
        List<byte[]> found = new ArrayList<>();
        try (Stream<Path> cases = Files.list(GOLDENS)) {
            for (Path folder : cases.sorted().toList()) {
                if (Files.exists(folder.resolve(file))) {
                    found.add(Files.readAllBytes(folder.resolve(file)));
                }
            }
        }
        assertThat(found).hasSizeGreaterThan(10);
        return found;
    }

    private static String read(AnswerReader reader, byte[] bytes, int size) throws MalformedStream {
        RecordedAnswer answer = new RecordedAnswer();
        for (int from = 0; from < bytes.length; from += size) {
            reader.feed(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + size)), answer);
        }
        reader.end(answer);
        return answer.toString();
    }

    private static String stream(String... events) throws Exception {
        StringBuilder sse = new StringBuilder("data: {'type':'message_start','message':{}}\n\n");
        for (String event : events) {
            sse.append("data: ").append(event).append("\n\n");
        }
        byte[] bytes = sse.toString().replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return read(conversation().stream(), bytes, bytes.length);
    }

    /** Damaged in any way, in pieces of any size: an answer, or the one exception that there is for what is none. */
    @Test
    void damage_is_malformed_and_nothing_else() throws Exception {
        damage(goldens("stream.in.sse"), Conversation::stream);
        damage(goldens("answer.in.json"), Conversation::whole);
    }

    private interface Readers {
        AnswerReader of(Conversation conversation);
    }

    private static void damage(List<byte[]> goldens, Readers readers) throws Exception {
        Conversation conversation = conversation();
        int refused = 0;
        for (int seed = 0; seed < MUTATIONS; seed++) {
            Random random = new Random(seed);
            byte[] bytes = damaged(goldens.get(random.nextInt(goldens.size())), random);
            try {
                read(readers.of(conversation), bytes, 1 + random.nextInt(200));
            } catch (MalformedStream e) {
                refused++;
            } catch (RuntimeException | Error e) {
                throw new AssertionError("seed " + seed + ": " + new String(bytes, StandardCharsets.UTF_8), e);
            }
        }
        assertThat(refused).isBetween(MUTATIONS / 10, MUTATIONS - 1);
    }

    private static byte[] damaged(byte[] bytes, Random random) {
        byte[] damaged = bytes.clone();
        String words = "{}[]\":,0-1e9null\\u\n\r ";
        for (int i = 0; i <= random.nextInt(4); i++) {
            int at = random.nextInt(damaged.length);
            switch (random.nextInt(4)) {
                case 0 -> damaged[at] = (byte) random.nextInt(256);
                case 1 -> damaged[at] = (byte) words.charAt(random.nextInt(words.length()));
                case 2 -> {
                    int to = at + random.nextInt(damaged.length - at);
                    System.arraycopy(damaged, 0, damaged, to, Math.min(20, damaged.length - to));
                }
                default -> damaged = Arrays.copyOf(damaged, Math.max(1, at));
            }
        }
        return damaged;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'content_block_start','index':0}",
                "{'type':'content_block_start','index':0,'content_block':{}}",
                "{'type':'content_block_start','index':99999999999,'content_block':{'type':'text'}}",
                "{'type':'content_block_start','index':0,'content_block':{'type':'tool_use','name':'f'}}",
                "{'type':'content_block_delta','index':0,'delta':{'type':'text_delta','text':'x'}}",
                "{'type':'message_start','message':{}}",
                "{'type':'message_delta','usage':{'output_tokens':-1}}",
                "{'type':'message_delta','usage':{'output_tokens':99999999999999999999}}",
                "[]",
                "nonsense",
            })
    void events_that_are_none(String event) {
        assertThatThrownBy(() -> stream(event)).isExactlyInstanceOf(MalformedStream.class);
    }

    @Test
    void nothing_comes_before_the_message_begins() throws Exception {
        byte[] bytes = "data: {\"type\":\"message_stop\"}\n\n".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> read(conversation().stream(), bytes, bytes.length))
                .isExactlyInstanceOf(MalformedStream.class);
    }

    /** Servers that speak the format without being Anthropic's tell some things where the block begins. */
    @Test
    void blocks_that_begin_full() throws Exception {
        assertThat(stream(
                        "{'type':'content_block_start','index':0,'content_block':{'type':'thinking','thinking':'why','signature':'s'}}",
                        "{'type':'content_block_start','index':1,'content_block':{'type':'text','text':'so'}}",
                        "{'type':'content_block_start','index':2,'content_block':{'type':'tool_use','id':'t','name':'f','input':{'a':1.0}}}",
                        "{'type':'content_block_stop','index':2}",
                        "{'type':'message_stop'}"))
                .isEqualTo("""
                        start null null
                        0 reasoning why
                        0 signature s
                        0 text so
                        0 tool 0 t f null
                        0 arguments 0 {"a":1.0}
                        0 finish STOP null
                        end
                        """);
    }

    @Test
    void what_is_not_what_it_should_be_says_nothing() throws Exception {
        assertThat(stream(
                        "{'type':'content_block_start','index':0,'content_block':{'type':'text','text':{'a':[1]}}}",
                        "{'type':'content_block_delta','index':0,'delta':{'type':'text_delta','text':5}}",
                        "{'type':'content_block_delta','index':0,'delta':{'type':'input_json_delta','partial_json':'x'}}",
                        "{'type':'content_block_delta','index':0,'delta':null}",
                        "{'type':'message_delta','delta':[],'usage':'many'}",
                        "{'type':'message_delta','delta':{'stop_reason':7,'stop_details':[{'explanation':'x'}]}}",
                        "{'type':'message_stop'}"))
                .isEqualTo("start null null\n0 finish STOP null\nend\n");
    }

    @Test
    void nobody_holds_blocks_without_end() {
        String[] events = new String[10_001];
        for (int i = 0; i < events.length; i++) {
            events[i] = "{'type':'content_block_start','index':" + i + ",'content_block':{'type':'text'}}";
        }

        assertThatThrownBy(() -> stream(events)).isExactlyInstanceOf(MalformedStream.class);
    }
}
