package dev.cortexllm.router.wire.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.api.v1alpha1.Unsupported;
import dev.cortexllm.router.wire.chat.ChatCall;
import dev.cortexllm.router.wire.chat.Fidelity;
import dev.cortexllm.router.wire.chat.Message;
import dev.cortexllm.router.wire.chat.Part;
import dev.cortexllm.router.wire.json.InvalidBody;
import dev.cortexllm.router.wire.json.JsonTrees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestRoundTripTest {
    private static ChatCall again(ChatCall call, Fidelity fidelity) throws Exception {
        byte[] body = new OpenAiFormat()
                .open(call, Calls.target("vllm"), fidelity)
                .call()
                .body()
                .bytes();
        return Calls.readJson(new String(body, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void what_is_read_and_written_is_read_the_same(long seed) throws Exception {
        RandomBodies bodies = new RandomBodies(seed);
        for (int i = 0; i < 100; i++) {
            ObjectNode body = bodies.next();
            ChatCall call = Calls.readJson(JsonTrees.text(body));
            Fidelity fidelity = new Fidelity(Unsupported.REJECT);

            ChatCall again = again(call, fidelity);

            assertThat(said(again)).as("%s", body).isEqualTo(said(call));
            assertThat(again.tools()).isEqualTo(call.tools());
            assertThat(again.toolChoice()).isEqualTo(call.toolChoice());
            assertThat(again.parallelToolCalls()).isEqualTo(call.parallelToolCalls());
            assertThat(again.sampling()).isEqualTo(call.sampling());
            assertThat(again.maxTokens()).isEqualTo(call.maxTokens());
            assertThat(again.stop()).isEqualTo(call.stop());
            assertThat(again.choices()).isEqualTo(call.choices());
            assertThat(again.logprobs()).isEqualTo(call.logprobs());
            assertThat(again.answerFormat()).isEqualTo(call.answerFormat());
            assertThat(again.thinking()).isEqualTo(call.thinking());
            assertThat(again.user()).isEqualTo(call.user());
            assertThat(again.stream()).isEqualTo(call.stream());
            assertThat(fidelity.dropped()).isEmpty();
        }
    }

    /** The conversation, whatever the places; a call without arguments has empty ones. */
    private static List<String> said(ChatCall call) {
        List<String> said = new ArrayList<>();
        for (Message message : call.messages()) {
            for (Part part : message.parts()) {
                String text = message.role() + " " + part;
                said.add(text.replaceAll("at=[a-z_]+(\\[\\d+])?(\\.[a-z_]+(\\[\\d+])?)*", "")
                        .replace("arguments=,", "arguments={},"));
            }
        }
        return said;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void a_damaged_request_is_read_or_complained_of(long seed) {
        RandomBodies bodies = new RandomBodies(seed);
        Random random = new Random(seed);
        int complaints = 0;
        for (int i = 0; i < 1000; i++) {
            ObjectNode body = bodies.next();
            for (int damages = 1 + random.nextInt(3); damages > 0; damages--) {
                damage(body, random);
            }
            try {
                ChatCall call = Calls.readJson(JsonTrees.text(body));
                assertThat(call.messages()).isNotEmpty();
            } catch (InvalidBody e) {
                complaints++;
                assertThat(e.getMessage()).endsWith(".");
            }
        }
        assertThat(complaints).isGreaterThan(100);
    }

    /** Puts a wrong value somewhere, or takes one away. */
    private static void damage(JsonNode node, Random random) {
        List<ObjectNode> objects = new ArrayList<>();
        List<ArrayNode> arrays = new ArrayList<>();
        collect(node, objects, arrays);
        if (!arrays.isEmpty() && random.nextInt(4) == 0) {
            ArrayNode array = arrays.get(random.nextInt(arrays.size()));
            if (array.isEmpty() || random.nextBoolean()) {
                array.add(wrong(random));
            } else {
                array.remove(random.nextInt(array.size()));
            }
            return;
        }
        ObjectNode object = objects.get(random.nextInt(objects.size()));
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        if (!names.isEmpty()) {
            String name = names.get(random.nextInt(names.size()));
            if (random.nextInt(4) == 0) {
                object.remove(name);
            } else {
                object.set(name, wrong(random));
            }
        }
    }

    private static void collect(JsonNode node, List<ObjectNode> objects, List<ArrayNode> arrays) {
        if (node instanceof ObjectNode object) {
            objects.add(object);
        } else if (node instanceof ArrayNode array) {
            arrays.add(array);
        }
        node.forEach(child -> collect(child, objects, arrays));
    }

    private static JsonNode wrong(Random random) {
        String[] values = {
            "null",
            "7",
            "-1.5",
            "1e999",
            "true",
            "\"\"",
            "\"x\"",
            "[]",
            "{}",
            "[[]]",
            "{\"type\":7}",
            "99999999999999999999"
        };
        try {
            return JsonTrees.read(values[random.nextInt(values.length)]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
