package dev.cortexllm.router.pipeline;

import static dev.cortexllm.router.pipeline.FakeUpstream.content;
import static dev.cortexllm.router.pipeline.FakeUpstream.done;
import static dev.cortexllm.router.pipeline.FakeUpstream.finish;
import static dev.cortexllm.router.pipeline.FakeUpstream.role;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.api.v1alpha1.WireFormat;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events that an upstream sends together do not go out one by one, and none of them stays behind. */
class GatheredEventsTest {
    private static final int EVENTS = 200;
    private static final Pattern CHUNK = Pattern.compile("\r\n[0-9a-f]+\r\n");

    private final Vertx vertx = Vertx.vertx();
    private FakeUpstream cloud;
    private TestRouter router;

    @BeforeEach
    void start() throws Exception {
        cloud = new FakeUpstream(vertx);
        router = new TestRouter().serve(new Configs().provider("cloud", cloud.url()));
    }

    @AfterEach
    void stop() {
        router.close();
        FakeUpstream.await(vertx.close());
    }

    @Test
    void what_comes_together_goes_out_together_and_in_order() throws Exception {
        cloud.then(FakeUpstream.stream(events(finish(), done())));

        String answer = RawClient.post(router.port(), TestRouter.STREAM).text();

        assertThat(inOrder(answer)).containsExactlyElementsOf(numbers());
        assertThat(answer).contains("[DONE]");
        assertThat(CHUNK.matcher(answer).results().count()).isLessThan(EVENTS / 2);
    }

    @Test
    void what_came_before_a_stream_breaks_off_goes_out_before_it_is_told() throws Exception {
        cloud.then(FakeUpstream.stream(events(Fixtures.failure(WireFormat.OPENAI))));

        String answer = RawClient.post(router.port(), TestRouter.STREAM).text();

        assertThat(inOrder(answer)).containsExactlyElementsOf(numbers());
        assertThat(answer.indexOf("\"error\"")).isGreaterThan(answer.indexOf("n" + (EVENTS - 1) + "."));
    }

    private static String[] events(String... last) {
        List<String> events = new ArrayList<>(List.of(role()));
        numbers().forEach(number -> events.add(content(number)));
        events.addAll(List.of(last));
        return events.toArray(String[]::new);
    }

    private static List<String> numbers() {
        return IntStream.range(0, EVENTS).mapToObj(i -> "n" + i + ".").toList();
    }

    private static List<String> inOrder(String answer) {
        return Pattern.compile("n[0-9]+\\.")
                .matcher(answer)
                .results()
                .map(found -> found.group())
                .toList();
    }
}
