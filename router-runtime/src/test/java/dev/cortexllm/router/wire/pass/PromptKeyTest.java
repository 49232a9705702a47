package dev.cortexllm.router.wire.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.router.wire.chat.ScannedRequest;
import dev.cortexllm.router.wire.json.InvalidBody;
import dev.cortexllm.router.wire.json.RandomJson;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class PromptKeyTest {
    private static final int MOST = 4096;
    private static final String TOOLS =
            "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"look\",\"description\":\"a \\\"]\\\" b\"}}]";
    private static final String SYSTEM = "{\"role\":\"system\",\"content\":\"You help.\"}";

    private static ScannedRequest openAi(String fields) {
        return scan("{\"model\":\"m\"," + fields + "}", true);
    }

    private static ScannedRequest anthropic(String fields) {
        return scan("{\"model\":\"m\",\"max_tokens\":9," + fields + "}", false);
    }

    private static ScannedRequest scan(String body, boolean completions) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try {
            return completions ? ChatRequestScan.scan(bytes) : ChatRequestScan.scanMessage(bytes);
        } catch (InvalidBody e) {
            throw new AssertionError(body, e);
        }
    }

    private static long chat(String messages) {
        return PromptKey.of(openAi("\"messages\":[" + messages + "]," + TOOLS), MOST);
    }

    private static String user(String text) {
        return "{\"role\":\"user\",\"content\":\"" + text + "\"}";
    }

    private static String assistant(String text) {
        return "{\"role\":\"assistant\",\"content\":\"" + text + "\"}";
    }

    private static String claude(String system, String messages) {
        return "\"system\":" + system + ",\"messages\":[" + messages + "]";
    }

    /** Bodies that are the same conversation, each against the first. */
    @TestFactory
    Stream<DynamicTest> alike() {
        String first = SYSTEM + "," + user("Hi \\\"there\\\" \\\\");
        ScannedRequest openAi = openAi("\"messages\":[" + first + "]," + TOOLS);
        String turn = "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Fix it\"";
        ScannedRequest claude = anthropic(claude("\"Be brief.\"", turn + "}]}") + "," + TOOLS);
        String billed = "[{\"type\":\"text\",\"text\":\"x-anthropic-billing-header: cc_version=2.1; cch=%s;\"},"
                + "{\"type\":\"text\",\"text\":\"Be brief.\",\"cache_control\":{\"type\":\"ephemeral\"}}]";
        return Stream.of(
                same(
                        "further turns",
                        openAi,
                        openAi("\"messages\":[" + first + "," + assistant("a") + "," + user("more") + "]," + TOOLS)),
                same(
                        "a system message in a later turn",
                        openAi,
                        openAi("\"messages\":[" + first + "," + assistant("a") + "," + SYSTEM + "]," + TOOLS)),
                same("tools before the messages", openAi, openAi(TOOLS + ",\"messages\":[" + first + "]")),
                same(
                        "other parameters",
                        openAi,
                        openAi("\"temperature\":1,\"messages\":[" + first + "],\"stream\":true," + TOOLS
                                + ",\"max_tokens\":5")),
                same(
                        "white space between values",
                        openAi,
                        openAi("\"messages\" : [ "
                                + first.replace(",\"", " ,\n\t\"").replace(":", " : ") + " ] ," + TOOLS)),
                same(
                        "what the router is told",
                        openAi,
                        openAi("\"metadata\":{\"cortex_task\":\"x\",\"a\":\"b\"},\"messages\":[" + first + "],"
                                + TOOLS)),
                same(
                        "a text and a list of one part",
                        claude,
                        anthropic(
                                claude("[{\"type\":\"text\",\"text\":\"Be brief.\"}]", user("Fix it")) + "," + TOOLS)),
                same(
                        "cache marks that move",
                        claude,
                        anthropic(claude(
                                        "\"Be brief.\"",
                                        turn + ",\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"1h\"}}]}")
                                + "," + TOOLS)),
                same(
                        "Claude Code's line of accounting",
                        claude,
                        anthropic(claude(billed.formatted("aaaaa"), turn + "}]}") + "," + TOOLS)),
                same(
                        "and another one",
                        claude,
                        anthropic(claude(billed.formatted("bbbbb"), turn + "}]}") + "," + TOOLS)),
                same(
                        "role behind content",
                        openAi,
                        openAi("\"messages\":[" + SYSTEM
                                + ",{\"content\":\"Hi \\\"there\\\" \\\\\",\"role\":\"user\"}]," + TOOLS)));
    }

    private static DynamicTest same(String name, ScannedRequest one, ScannedRequest other) {
        return DynamicTest.dynamicTest(name, () -> {
            assertThat(PromptKey.of(one, MOST)).isNotZero();
            assertThat(PromptKey.of(other, MOST)).isEqualTo(PromptKey.of(one, MOST));
        });
    }

    @Test
    void whatever_of_the_beginning_differs_makes_another_conversation() {
        Set<Long> keys = new HashSet<>();
        String[] bodies = {
            "\"messages\":[" + SYSTEM + "," + user("a") + "]",
            "\"messages\":[" + SYSTEM + "," + user("b") + "]",
            "\"messages\":[" + user("a") + "]",
            "\"messages\":[" + user("You help.") + "," + user("a") + "]",
            "\"messages\":[" + SYSTEM + "]",
            "\"messages\":[" + SYSTEM.replace("You", "I") + "," + user("a") + "]",
            "\"messages\":[" + SYSTEM + "," + user("a") + "]," + TOOLS,
            "\"messages\":[" + SYSTEM + "," + user("a") + "]," + TOOLS.replace("look", "see"),
            "\"messages\":[" + assistant("Hello") + "," + user("") + "," + user("c") + "]," + TOOLS,
            "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"http://a/1\"}}]}]",
            "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"http://a/2\"}}]}]",
        };
        for (String body : bodies) {
            keys.add(PromptKey.of(openAi(body), MOST));
        }
        assertThat(keys).hasSize(bodies.length).doesNotContain(0L);
    }

    @Test
    void of_each_part_the_first_bytes_count() {
        String longSystem = SYSTEM.replace("help.", "help " + "x".repeat(5000));
        long before = chat(longSystem + "," + user("a"));
        assertThat(chat(longSystem.replace("xx\"", "xy\"") + "," + user("a"))).isEqualTo(before);
        assertThat(chat(longSystem + "," + user("b")))
                .as("behind a long system prompt")
                .isNotEqualTo(before);
        assertThat(chat(longSystem.replaceFirst("x", "y") + "," + user("a"))).isNotEqualTo(before);

        String text = "y".repeat(4096);
        assertThat(chat(user(text + "1"))).isEqualTo(chat(user(text + "2")));
        assertThat(chat(user(text.substring(1) + "1"))).isNotEqualTo(chat(user(text.substring(1) + "2")));
    }

    @Test
    void what_says_nothing_has_no_key() {
        for (String body : new String[] {
            "\"a\":1",
            "\"messages\":[]",
            "\"messages\":\"x\"",
            "\"messages\":[1,null,[\"]\"],{}]",
            "\"messages\":[{\"role\":\"user\"}]",
            "\"messages\":[{\"role\":\"user\",\"content\":null},{\"role\":\"user\",\"content\":\"a\"}]",
            "\"messages\":[" + assistant("a") + "]",
            "\"messages\":[{\"role\":7,\"content\":{\"text\":\"a\"}}]"
        }) {
            assertThat(PromptKey.of(openAi(body), MOST)).as(body).isZero();
        }
    }

    /** Whatever stands where a conversation should: never an error, and what comes behind the user's turn does not count. */
    @Test
    void any_body_has_the_key_of_its_beginning() {
        for (long seed = 0; seed < 3_000; seed++) {
            RandomJson random = new RandomJson(seed);
            String before = "\"tools\":" + random.value(3) + ",\"system\":" + random.value(3);
            String odd = random.value(2) + "," + "{" + random.member("\"content\"", random.value(2)) + ","
                    + random.member("\"role\"", random.value(1)) + "}";
            String first = "{" + random.member("\"role\"", "\"user\"") + ","
                    + random.member("\"content\"", random.value(3)) + "}";
            String messages = before + ",\"messages\":[" + odd + "," + first;
            long key = PromptKey.of(anthropic(messages + "]"), 64);
            String more = messages + "," + random.value(3) + "," + user("more") + "],\"x\":" + random.value(2);
            assertThat(PromptKey.of(anthropic(more), 64))
                    .as("seed " + seed + ": " + more)
                    .isEqualTo(key);
        }
    }
}
