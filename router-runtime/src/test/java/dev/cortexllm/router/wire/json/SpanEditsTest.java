package dev.cortexllm.router.wire.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cortexllm.router.wire.json.JsonSpan.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpanEditsTest {
    private static final int SEEDS = 3_000;
    /** Takes the last of two members of one name, as most readers do. */
    private static final ObjectMapper READER = new ObjectMapper();

    @Test
    void a_span_is_what_it_says() throws Exception {
        for (int seed = 0; seed < SEEDS; seed++) {
            RandomJson json = new RandomJson(seed);
            String text = json.space() + json.value(4) + json.space();
            byte[] bytes = ("xx" + text).getBytes(StandardCharsets.UTF_8);

            same(JsonSpan.read(bytes, 2, bytes.length), READER.readTree(text));
        }
    }

    private static void same(JsonSpan span, JsonNode node) throws IOException {
        assertThat((Object) READER.readTree(span.raw())).isEqualTo(node);
        assertThat(span.text()).isEqualTo(node.isTextual() ? node.textValue() : null);
        if (span.is(Kind.ARRAY)) {
            assertThat(span.children()).hasSize(node.size());
            for (int i = 0; i < node.size(); i++) {
                same(span.children().get(i), node.get(i));
            }
        }
        for (JsonSpan child : span.is(Kind.OBJECT) ? span.children() : List.<JsonSpan>of()) {
            String name = new String(
                    child.bytes(), child.nameFrom(), child.nameTo() - child.nameFrom(), StandardCharsets.UTF_8);
            assertThat(READER.readValue(name, String.class)).isEqualTo(child.name());
            same(span.member(child.name()), node.get(child.name()));
        }
    }

    /** Whatever is taken out, the rest stays as it is spelt, and the result is JSON. */
    @Test
    void what_is_removed_takes_a_comma_along_and_nothing_else() throws Exception {
        for (int seed = 0; seed < SEEDS; seed++) {
            RandomJson json = new RandomJson(seed);
            boolean object = json.random().nextBoolean();
            int count = json.random().nextInt(6);
            String text = object
                    ? json.list('{', '}', count, () -> json.member(json.text(), json.value(1)))
                    : json.list('[', ']', count, () -> json.value(1));
            JsonSpan container = read(text);
            SpanEdits edits = new SpanEdits();
            List<String> kept = new ArrayList<>();
            change(container, edits, kept, json.random());

            String out = apply(container, edits);

            JsonSpan changed = read(out);
            List<String> left = changed.children().stream()
                    .map(child -> out(changed, child))
                    .collect(Collectors.toList());
            assertThat(left).as("seed %d: %s", seed, text).isEqualTo(kept);
        }
    }

    private static void change(JsonSpan container, SpanEdits edits, List<String> kept, Random random) {
        boolean object = container.is(Kind.OBJECT);
        for (JsonSpan child : container.children()) {
            if (random.nextInt(3) == 0) {
                edits.remove(container, child);
                // Changes within what is gone are gone as well.
                edits.replace(child, bytes("7"));
                if (object) {
                    edits.rename(child, "new");
                }
                continue;
            }
            if (!object && random.nextInt(4) == 0) {
                edits.insert(container, child, bytes("\"before\""));
                kept.add("\"before\"");
            }
            kept.add(out(container, child));
        }
        if (random.nextInt(3) == 0) {
            if (object) {
                edits.append(container, "x", bytes("1"));
            } else {
                edits.append(container, bytes("\"x\":1".substring(0, 3)));
            }
            kept.add(object ? "\"x\":1" : "\"x\"");
        }
    }

    private static String out(JsonSpan container, JsonSpan child) {
        return new String(container.bytes(), child.start(), child.to() - child.start(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ \"a\" : 1 , \"b\":2 }|{ \"A\" : 1 , \"b\":[] }",
                "{\"a\\u0020\":1,\"a\":{},\"b\":\"x\\\"\"}|{\"a\\u0020\":1,\"A\":{},\"b\":[]}",
            })
    void names_and_values_are_replaced_in_place(String in, String out) throws Exception {
        JsonSpan object = read(in);
        SpanEdits edits = new SpanEdits();

        edits.rename(object.member("a"), "A");
        edits.replace(object.member("b"), bytes("1"));
        edits.replace(object.member("b"), bytes("[]"));

        assertThat(apply(object, edits)).isEqualTo(out);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "[1,", "{\"a\":", "{\"a\" 1}", "\"x", "[1 2]", "nul", "{\"a\":\"\u0001\"}", "]"})
    void what_is_not_json_is_refused(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(IOException.class);
    }

    @Test
    void a_flood_of_values_is_refused() {
        String flood = "[" + "0,".repeat(SpanReader.MOST_VALUES) + "0]";

        assertThatThrownBy(() -> read(flood)).isInstanceOf(IOException.class).hasMessageContaining("more than 1000000");
    }

    private static String apply(JsonSpan span, SpanEdits edits) {
        return new String(Edit.apply(span.bytes(), edits.edits()), StandardCharsets.UTF_8);
    }

    private static JsonSpan read(String text) throws IOException {
        byte[] bytes = bytes(text);
        return JsonSpan.read(bytes, 0, bytes.length);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
