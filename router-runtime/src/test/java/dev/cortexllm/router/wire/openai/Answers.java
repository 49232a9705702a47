package dev.cortexllm.router.wire.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.api.v1alpha1.Unsupported;
import dev.cortexllm.router.wire.chat.AnswerReader;
import dev.cortexllm.router.wire.chat.ChatCall;
import dev.cortexllm.router.wire.chat.Conversation;
import dev.cortexllm.router.wire.chat.Fidelity;
import dev.cortexllm.router.wire.sse.MalformedStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What the readers make of answers, whose quotes are single, in a conversation that has a call with the id call_1. */
final class Answers {
    /** A tool's name that OpenAI does not take. */
    static final String LONG_NAME = "mcp/" + "x".repeat(70);

    private Answers() {}

    private static Conversation conversation() throws Exception {
        String body = """
                {"model":"m","messages":[{"role":"user","content":"x"},
                 {"role":"assistant","tool_calls":[{"id":"call_1","function":{"name":"f","arguments":""}}]},
                 {"role":"tool","tool_call_id":"call_1","content":""}],
                 "tools":[{"type":"function","function":{"name":"LONG"}}]}
                """.replace("LONG", LONG_NAME);
        ChatCall call = Calls.readJson(body);
        return new OpenAiFormat().open(call, Calls.target("openai"), new Fidelity(Unsupported.DROP));
    }

    private static String read(AnswerReader reader, byte[] bytes, int size) throws MalformedStream {
        RecordedAnswer answer = new RecordedAnswer();
        for (int from = 0; from < bytes.length; from += size) {
            reader.feed(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + size)), answer);
        }
        reader.end(answer);
        return answer.toString();
    }

    /** What a stream says, which must not depend on how it is cut. */
    static String stream(String sse) throws Exception {
        byte[] bytes = sse.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        String whole = read(conversation().stream(), bytes, bytes.length);
        assertThat(read(conversation().stream(), bytes, 1)).isEqualTo(whole);
        for (int cut = 1; cut < bytes.length; cut++) {
            assertThat(read(conversation().stream(), bytes, cut))
                    .as("cut at %d", cut)
                    .isEqualTo(whole);
        }
        return whole;
    }

    /** A stream of these choices' objects, a chunk each. */
    static String chunks(String... choices) throws Exception {
        StringBuilder sse = new StringBuilder();
        for (String choice : choices) {
            sse.append("data: {'id':'a','model':'b','choices':[").append(choice).append("]}\n\n");
        }
        return stream(sse + "data: [DONE]\n\n").replaceFirst("start a b\n", "");
    }

    static String whole(String json) throws Exception {
        byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        String answer = read(conversation().whole(), bytes, bytes.length);
        assertThat(read(conversation().whole(), bytes, 1)).isEqualTo(answer);
        return answer;
    }
}
