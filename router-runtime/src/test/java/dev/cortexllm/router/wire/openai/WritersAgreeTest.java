package dev.cortexllm.router.wire.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.router.account.Usage;
import dev.cortexllm.router.wire.chat.AnswerContext;
import dev.cortexllm.router.wire.chat.AnswerSink;
import dev.cortexllm.router.wire.chat.AnswerWriter;
import dev.cortexllm.router.wire.chat.FinishReason;
import dev.cortexllm.router.wire.json.JsonTrees;
import dev.cortexllm.router.wire.pass.ChatRequestScan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever a provider tells, a stream put together as OpenAI's clients do it is the whole answer; and what our reader makes
 * of either is what was told.
 */
class WritersAgreeTest {
    private static final String[] WORDS = {"a", "北京", "\uD83D\uDE80", "\"\\", "\u2028\n", " ", "\uD83D"};

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void a_stream_is_the_whole_answer_in_pieces(long seed) throws Exception {
        Random random = new Random(seed);
        for (int i = 0; i < 100; i++) {
            List<Consumer<AnswerSink>> told = answer(random);
            byte[] stream = written(told, true, random);
            byte[] whole = written(told, false, random);

            JsonNode merged = merged(new String(stream, StandardCharsets.UTF_8));
            assertThat(merged).isEqualTo(JsonTrees.read(whole).get("choices"));

            assertThat(read(stream, true)).isEqualTo(read(whole, false));
        }
    }

    private static byte[] written(List<Consumer<AnswerSink>> told, boolean stream, Random random) throws Exception {
        String body = "{\"model\":\"m\",\"stream\":" + stream + "}";
        AnswerContext context = new AnswerContext("r", 1, "m", usage -> ": note\n\n".getBytes(StandardCharsets.UTF_8));
        AnswerWriter writer =
                new OpenAiDialect().writer(ChatRequestScan.scan(body.getBytes(StandardCharsets.UTF_8)), context);
        StringBuilder out = new StringBuilder();
        for (Consumer<AnswerSink> call : told) {
            call.accept(writer);
            if (random.nextBoolean()) {
                out.append(new String(writer.take(), StandardCharsets.UTF_8));
            }
        }
        out.append(new String(writer.take(), StandardCharsets.UTF_8));
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** One or two choices that think, talk, refuse and call, taking turns. */
    private static List<Consumer<AnswerSink>> answer(Random random) {
        List<Consumer<AnswerSink>> told = new ArrayList<>();
        told.add(sink -> sink.start("id", "m"));
        int choices = 1 + random.nextInt(2);
        int[] calls = new int[choices];
        for (int i = random.nextInt(8); i > 0; i--) {
            int choice = random.nextInt(choices);
            String word = WORDS[random.nextInt(WORDS.length)];
            switch (random.nextInt(7)) {
                case 0 -> told.add(sink -> sink.reasoning(choice, word));
                case 1 -> told.add(sink -> sink.refusal(choice, word));
                case 2 -> told.add(AnswerSink::keepAlive);
                case 3 -> {
                    int call = calls[choice]++;
                    boolean arguments = random.nextBoolean();
                    told.add(sink -> sink.tool(choice, call, "c" + choice + call, word, null));
                    if (arguments) {
                        told.add(sink -> sink.arguments(choice, call, "{\"a\":"));
                        told.add(sink -> sink.arguments(choice, call, "1}"));
                    }
                }
                default -> told.add(sink -> sink.text(choice, word));
            }
        }
        for (int i = 0; i < choices; i++) {
            int choice = i;
            FinishReason reason = calls[i] > 0 ? FinishReason.TOOL_CALLS : FinishReason.LENGTH;
            told.add(sink -> sink.finish(choice, reason, null));
        }
        told.add(sink -> sink.usage(new Usage(9, 1, 2, 3, 1)));
        told.add(AnswerSink::end);
        return told;
    }

    /** Puts chunks together by OpenAI's rules: texts are joined, calls by their index. */
    private static JsonNode merged(String stream) throws Exception {
        List<ObjectNode> choices = new ArrayList<>();
        for (String line : stream.split("\n")) {
            if (!line.startsWith("data: {")) {
                continue;
            }
            for (JsonNode choice :
                    JsonTrees.read(line.substring("data: ".length())).get("choices")) {
                int index = choice.get("index").asInt();
                while (choices.size() <= index) {
                    choices.add(JsonTrees.object());
                    choices.get(choices.size() - 1)
                            .put("index", choices.size() - 1)
                            .putObject("message");
                }
                ObjectNode merged = choices.get(index);
                merge((ObjectNode) merged.get("message"), choice.get("delta"));
                merged.set("logprobs", choice.get("logprobs"));
                merged.set("finish_reason", choice.get("finish_reason"));
            }
        }
        for (ObjectNode choice : choices) {
            ObjectNode message = (ObjectNode) choice.get("message");
            boolean silent = message.path("content").asText("").isEmpty();
            if (silent && (message.has("tool_calls") || message.hasNonNull("refusal"))) {
                message.putNull("content");
            }
        }
        return JsonTrees.array().addAll(choices);
    }

    private static void merge(ObjectNode message, JsonNode delta) {
        delta.properties().forEach(field -> {
            JsonNode before = message.get(field.getKey());
            JsonNode value = field.getValue();
            if (field.getKey().equals("tool_calls")) {
                mergeCall(message, (ObjectNode) value.get(0).deepCopy());
            } else if (before != null && before.isTextual() && value.isTextual()) {
                message.put(field.getKey(), before.textValue() + value.textValue());
            } else {
                message.set(field.getKey(), value);
            }
        });
    }

    private static void mergeCall(ObjectNode message, ObjectNode piece) {
        int index = piece.remove("index").asInt();
        if (message.withArray("tool_calls").size() == index) {
            message.withArray("tool_calls").add(piece);
            return;
        }
        ObjectNode function = (ObjectNode) message.at("/tool_calls/" + index + "/function");
        String more = piece.at("/function/arguments").textValue();
        function.put("arguments", function.get("arguments").textValue() + more);
    }

    /** What our reader says, pieces of one kind joined. */
    private static String read(byte[] bytes, boolean stream) throws Exception {
        ChoicesReader choices = new ChoicesReader(
                !stream, new CallIds(Calls.read("'messages':[{'role':'user','content':''}]")), new ToolNames());
        JoinedAnswer answer = new JoinedAnswer();
        if (stream) {
            ChunkReader reader = new ChunkReader(choices);
            reader.feed(bytes, answer);
            reader.end(answer);
        } else {
            CompletionReader reader = new CompletionReader(choices);
            reader.feed(bytes, answer);
            reader.end(answer);
        }
        return answer.toString();
    }
}
