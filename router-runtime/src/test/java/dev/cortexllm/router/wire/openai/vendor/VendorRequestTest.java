package dev.cortexllm.router.wire.openai.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cortexllm.api.v1alpha1.Unsupported;
import dev.cortexllm.api.v1alpha1.WireFormat;
import dev.cortexllm.catalogue.Catalogue;
import dev.cortexllm.catalogue.Vendor;
import dev.cortexllm.config.Parameters;
import dev.cortexllm.config.Quirks;
import dev.cortexllm.router.wire.chat.Fidelity;
import dev.cortexllm.router.wire.chat.Refused;
import dev.cortexllm.router.wire.chat.TargetModel;
import dev.cortexllm.router.wire.json.JsonSpan;
import dev.cortexllm.router.wire.json.JsonText;
import dev.cortexllm.router.wire.json.RandomJson;
import dev.cortexllm.router.wire.pass.ChatRequestScan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** For random bodies and every vendor: what the quirks do not name stays byte for byte, and once is enough. */
class VendorRequestTest {
    private static final int SEEDS = 250;
    private static final ObjectMapper READER = new ObjectMapper();
    /** Fields whose values, not only names, some quirk is about. */
    private static final Set<String> NAMED = Set.of(
            "model",
            "messages",
            "tools",
            "tool_choice",
            "parallel_tool_calls",
            "response_format",
            "temperature",
            "top_p",
            "n",
            "logprobs",
            "top_logprobs",
            "stop",
            "stream_options");

    static Stream<TargetModel> targets() {
        return Catalogue.bundled().vendors().values().stream()
                .filter(vendor -> vendor.format() == WireFormat.OPENAI)
                .flatMap(VendorRequestTest::targets);
    }

    private static Stream<TargetModel> targets(Vendor vendor) {
        List<String> models = new ArrayList<>(Catalogue.bundled().models(vendor.key()));
        models.add("some-model");
        // Models for which the same holds need not be tried one by one.
        Map<Quirks, String> distinct = new LinkedHashMap<>();
        models.forEach(model -> distinct.putIfAbsent(vendor.quirks().forModel(model), model));
        return distinct.values().stream()
                .map(model -> new TargetModel(
                        model, JsonText.bytes(model), vendor.key(), null, null, Parameters.NONE, vendor.quirks()));
    }

    @ParameterizedTest
    @MethodSource("targets")
    void what_the_quirks_do_not_name_stays_as_it_is_spelt(TargetModel target) throws Exception {
        Quirks quirks = target.quirks().forModel(target.model());
        for (int seed = 0; seed < SEEDS; seed++) {
            String body = body(new RandomJson(seed));
            byte[] out = passing(body, target);
            if (out == null) {
                continue;
            }
            assertThat(untouched(read(out), quirks))
                    .as("%s, seed %d: %s", target.model(), seed, body)
                    .isEqualTo(untouched(read(bytes(body)), quirks));
            READER.readTree(out);
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void what_is_in_the_vendors_words_is_not_touched_again(TargetModel target) throws Exception {
        for (int seed = 0; seed < SEEDS; seed++) {
            byte[] once = passing(body(new RandomJson(seed)), target);
            if (once == null) {
                continue;
            }
            Fidelity fidelity = new Fidelity(Unsupported.REJECT);

            byte[] twice = VendorRequest.written(once, target, fidelity).body().bytes();

            assertThat(text(twice)).as("%s, seed %d", target.model(), seed).isEqualTo(text(once));
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void a_vendor_without_quirks_gets_the_body_with_its_model(TargetModel target) throws Exception {
        String before = "{ \"x\" : [ 1.0 ] ,\"messages\":[], \"model\" :";
        byte[] out = passing(before + "\"assistant\" }", target);

        if (target.quirks().equals(Quirks.NONE)) {
            assertThat(text(out)).isEqualTo(before + "\"" + target.model() + "\" }");
        } else {
            assertThat(text(out)).contains("\"messages\":[], \"model\" :\"" + target.model() + "\" }");
        }
    }

    /** The request for the target; null when it refuses what it cannot see. */
    private static byte[] passing(String body, TargetModel target) throws Exception {
        try {
            return VendorRequest.passing(ChatRequestScan.scan(bytes(body)), target, new Fidelity(Unsupported.DROP))
                    .body()
                    .bytes();
        } catch (Refused e) {
            assertThat(e.param()).startsWith("messages[");
            return null;
        }
    }

    /** Members that no quirk is about, each with its bytes, in order. */
    private static List<String> untouched(JsonSpan body, Quirks quirks) {
        List<String> members = new ArrayList<>();
        for (JsonSpan member : body.children()) {
            String name = member.name();
            boolean named = NAMED.contains(name)
                    || !quirks.takes(name)
                    || quirks.fixed().contains(name)
                    || quirks.words().containsKey(name)
                    || quirks.renamed().containsKey(name)
                    || quirks.renamed().containsValue(name)
                    || quirks.omitEmpty() && member.is(JsonSpan.Kind.NULL);
            if (!named) {
                members.add(text(java.util.Arrays.copyOfRange(body.bytes(), member.start(), member.to())));
            }
        }
        return members;
    }

    private static String body(RandomJson json) {
        List<String> members = new ArrayList<>();
        for (String field : List.of(
                "seed",
                "max_tokens",
                "max_completion_tokens",
                "metadata",
                "user",
                "store",
                "service_tier",
                "logit_bias",
                "reasoning_effort",
                "x",
                "top_k",
                "presence_penalty",
                "stream",
                "safe_prompt")) {
            if (json.random().nextInt(3) == 0) {
                String value = field.equals("stream") ? json.one("true", "false", "null") : json.value(2);
                members.add(json.member('"' + field + '"', value));
            }
        }
        members.add(json.member("\"model\"", "\"assistant\""));
        members.add(json.member("\"temperature\"", json.one("0", "0.1", "1.0", "1.7", "null", "\"x\"", "{}")));
        members.add(json.member("\"top_p\"", json.one("1", "0.5", "null")));
        members.add(json.member("\"n\"", json.one("1", "2", "[]")));
        members.add(json.member("\"logprobs\"", json.one("true", "false", "null", "3")));
        members.add(json.member("\"stop\"", json.one("\"a\"", "[\"a\"]", "null", "{}")));
        members.add(
                json.member("\"tool_choice\"", json.one("\"auto\"", "\"none\"", "\"required\"", "{\"type\":\"x\"}")));
        members.add(json.member("\"tools\"", json.one("[]", "null", json.list('[', ']', 2, () -> tool(json)))));
        members.add(json.member("\"response_format\"", json.one("null", "{\"type\":\"text\"}", schema(json))));
        members.add(
                json.member("\"messages\"", json.list('[', ']', json.random().nextInt(7), () -> message(json))));
        java.util.Collections.shuffle(members, json.random());
        java.util.Iterator<String> next = members.iterator();
        return json.list('{', '}', members.size(), next::next);
    }

    private static String schema(RandomJson json) {
        return "{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"s\",\"schema\":" + json.value(2) + "}}";
    }

    private static String tool(RandomJson json) {
        String parameters = json.one(
                json.value(2),
                "{\"$id\":1,\"additionalProperties\":false,\"properties\":{\"$id\":{\"$id\":2}}}",
                "null");
        return json.one(
                "{\"type\":\"function\",\"function\":{\"strict\":true,\"name\":\"f\",\"parameters\":" + parameters
                        + "}}",
                "{\"function\":[]}",
                json.value(1));
    }

    private static String message(RandomJson json) {
        List<String> members = new ArrayList<>();
        members.add(json.member(
                "\"role\"",
                json.one("\"user\"", "\"system\"", "\"developer\"", "\"assistant\"", "\"tool\"", "null", "7")));
        members.add(json.member("\"content\"", content(json)));
        for (String field :
                List.of("name", "refusal", "reasoning", "reasoning_content", "annotations", "x", "prefix")) {
            if (json.random().nextInt(4) == 0) {
                members.add(json.member('"' + field + '"', json.one(json.text(), "null", json.value(1))));
            }
        }
        if (json.random().nextInt(3) == 0) {
            members.add(json.member("\"tool_calls\"", json.one("null", "[]", "[{\"id\":" + json.text() + "}]", "[7]")));
            members.add(json.member("\"tool_call_id\"", json.text()));
        }
        java.util.Collections.shuffle(members, json.random());
        java.util.Iterator<String> next = members.iterator();
        return json.random().nextInt(20) == 0 ? json.value(1) : json.list('{', '}', members.size(), next::next);
    }

    private static String content(RandomJson json) {
        return json.one(
                json.text(),
                "null",
                "\"\"",
                json.list('[', ']', json.random().nextInt(3), () -> "{\"type\":\"text\",\"text\":" + json.text() + "}"),
                "[{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://h\"}}]",
                json.value(2));
    }

    private static JsonSpan read(byte[] bytes) throws Exception {
        return JsonSpan.read(bytes, 0, bytes.length);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
