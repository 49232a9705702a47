package dev.cortexllm.sandbox.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.sandbox.clients.client.Json;
import dev.cortexllm.sandbox.clients.client.Library.Dialect;
import dev.cortexllm.sandbox.clients.world.Calls;
import dev.cortexllm.sandbox.clients.world.Simulator;
import dev.cortexllm.sandbox.clients.world.Target;
import dev.cortexllm.sandbox.clients.world.Wire;
import dev.cortexllm.sandbox.clients.world.World;
import dev.cortexllm.sandbox.clients.world.WorldExtension;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What of a stream no library shows: its frame, the order of its events, and the comment at its end. */
@ExtendWith(WorldExtension.class)
class StreamsIT {
    static Stream<Arguments> everyPair() {
        return Arrays.stream(Dialect.values())
                .flatMap(dialect -> Arrays.stream(Target.values()).map(target -> Arguments.of(dialect, target)));
    }

    @ParameterizedTest(name = "{argumentsWithNames}")
    @MethodSource("everyPair")
    void the_trailing_comment_tells_tokens_and_cost(Dialect dialect, Target target, World world) {
        Wire.Answer answer = stream(dialect, target, world, "");
        Simulator.Answer said = world.simulator(target).lastAnswer();
        long input = said.tokens("promptTokens");
        long output = said.tokens("completionTokens");
        List<String> comments = answer.text()
                .lines()
                .filter(line -> line.startsWith(": cortex"))
                .toList();
        assertThat(comments).hasSize(1);
        assertThat(comments.get(0))
                .matches(": cortex cost_usd=0\\.0*" + trimmed(2 * input + 8 * output) + "0* input_tokens=" + input
                        + " output_tokens=" + output);
        String afterContent = answer.text().substring(answer.text().indexOf(comments.get(0)));
        assertThat(afterContent).doesNotContain("content_block", "\"delta\":{\"content\"");
    }

    /** The digits of a number of millionths, without the zeros at its end. */
    private static String trimmed(long micros) {
        return Long.toString(micros).replaceFirst("0+$", "");
    }

    @ParameterizedTest(name = "{argumentsWithNames}")
    @MethodSource("everyPair")
    void events_come_in_the_order_of_the_clients_dialect(Dialect dialect, Target target, World world) {
        List<String> data = stream(dialect, target, world, "")
                .text()
                .lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring("data: ".length()))
                .toList();
        if (dialect == Dialect.OPENAI) {
            assertThat(data).last().isEqualTo("[DONE]");
            assertThat(data.get(0)).contains("\"role\":\"assistant\"");
            assertThat(data.get(data.size() - 2)).contains("\"finish_reason\":\"stop\"");
            assertThat(data.subList(1, data.size() - 2)).allMatch(chunk -> chunk.contains("\"finish_reason\":null"));
            assertThat(data).as("usage was not asked for").noneMatch(chunk -> chunk.contains("\"usage\":{"));
        } else {
            List<String> events = data.stream()
                    .map(event -> Json.of(event).path("type").asText())
                    .filter(type -> !type.equals("ping"))
                    .toList();
            assertThat(events).startsWith("message_start", "content_block_start", "content_block_delta");
            assertThat(events).endsWith("content_block_delta", "content_block_stop", "message_delta", "message_stop");
            assertThat(events.subList(2, events.size() - 3)).containsOnly("content_block_delta");
        }
    }

    @ParameterizedTest(name = "{argumentsWithNames}")
    @MethodSource("everyPair")
    void usage_comes_where_it_is_asked_for(Dialect dialect, Target target, World world) {
        String asked = dialect == Dialect.OPENAI ? ",\"stream_options\":{\"include_usage\":true}" : "";
        String text = stream(dialect, target, world, asked).text();
        Simulator.Answer said = world.simulator(target).lastAnswer();
        String output = dialect == Dialect.OPENAI ? "\"completion_tokens\":" : "\"output_tokens\":";
        assertThat(text).contains(output + said.tokens("completionTokens"));
        if (dialect == Dialect.OPENAI) {
            assertThat(text).contains("\"choices\":[]").contains("\"prompt_tokens\":" + said.tokens("promptTokens"));
        }
    }

    @ParameterizedTest(name = "{argumentsWithNames}")
    @MethodSource("everyPair")
    void characters_that_arrive_in_parts_leave_whole(Dialect dialect, Target target, World world) {
        world.simulator(target).failNext("{'kind':'split','bytes':1}");
        String text = stream(dialect, target, world, "").text();
        assertThat(text).doesNotContain("\uFFFD");
        assertThat(Calls.text(dialect, text))
                .isEqualTo(world.simulator(target).lastAnswer().text());
    }

    @ParameterizedTest(name = "{argumentsWithNames}")
    @MethodSource("everyPair")
    void a_client_that_leaves_is_left_alone_by_the_provider(Dialect dialect, Target target, World world) {
        Simulator server = world.simulator(target);
        long before = server.cancelled();
        // A token every half second: an answer of some of them is far from its end, and the next one shows that nobody
        // reads.
        server.failNext("{'kind':'slow','factor':100}");
        Calls.streamAndLeave(dialect, world.url(), target.route());
        server.awaitCancelled(before + 1);
    }

    private static Wire.Answer stream(Dialect dialect, Target target, World world, String more) {
        Wire.Answer answer = Calls.send(dialect, world.url(), Calls.body(dialect, target.route(), "Flow.", true, more));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type").orElse("")).startsWith("text/event-stream");
        return answer;
    }
}
