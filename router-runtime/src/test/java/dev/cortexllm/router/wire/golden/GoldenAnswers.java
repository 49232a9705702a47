package dev.cortexllm.router.wire.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.router.account.Usage;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Set;

/** Checks what becomes of what the provider of a case sends. */
public final class GoldenAnswers {
    private static final String COMPLETE = "complete";

    private GoldenAnswers() {}

    /**
     * Checks an answer in one piece; a case without one passes.
     *
     * @param golden the case
     */
    public static void checkWhole(GoldenCase golden) throws Exception {
        if (!golden.has("answer.in.json")) {
            return;
        }
        GoldenRouter router = new GoldenRouter(golden);
        ClientView view = new Replay(router).whole(router.answering(false), golden.bytes("answer.in.json"));
        ending(golden, "answer", golden.settings().answer(), view);
        if (view.error() != null) {
            told(golden, view.error());
        } else if (golden.passes()) {
            assertThat(view.text()).as("%s: answer", golden).isEqualTo(golden.expected("answer.out.json", view.text()));
        } else {
            json(golden, "answer.out.json", view.text());
        }
    }

    /**
     * Checks a stream; a case without one passes.
     *
     * @param golden the case
     */
    public static void checkStream(GoldenCase golden) throws Exception {
        if (!golden.has("stream.in.sse")) {
            return;
        }
        GoldenRouter router = new GoldenRouter(golden);
        Replay replay = new Replay(router);
        byte[] stream = golden.bytes("stream.in.sse");
        ClientView view =
                replay.stream(router.answering(true), Pieces.single(stream).pieces());
        ending(golden, "stream", golden.settings().stream(), view);
        if (view.error() != null) {
            told(golden, view.error());
        } else {
            assertThat(view.text())
                    .as("%s: stream byte by byte", golden)
                    .isEqualTo(golden.expected("stream.out.sse", view.text()));
            CaseSettings settings = golden.settings();
            assertThat(StreamRules.broken(golden, router.api(), view))
                    .as("%s: rules that the stream breaks", golden)
                    .isEqualTo(
                            settings.breaks() == null
                                    ? Set.of()
                                    : settings.breaks().keySet());
        }
        if (golden.settings().firstContent() != null) {
            assertThat(view.firstContent())
                    .as("%s: events until the first content", golden)
                    .isEqualTo(golden.settings().firstContent());
        }
        for (Iterator<Pieces> ways = Pieces.ways(stream).iterator(); ways.hasNext(); ) {
            Pieces way = ways.next();
            same(golden + ": stream " + way.name(), replay.stream(router.answering(true), way.pieces()), view);
        }
    }

    /**
     * Checks an error; a case without one passes.
     *
     * @param golden the case
     */
    public static void checkError(GoldenCase golden) throws Exception {
        String file = golden.has("error.in.json") ? "error.in.json" : "error.in.txt";
        if (!golden.has(file)) {
            return;
        }
        CaseSettings settings = golden.settings();
        assertThat(settings.status()).as("%s: status of the error", golden).isNotNull();
        GoldenRouter router = new GoldenRouter(golden);
        ClientView view = new Replay(router).error(router.answering(false), settings.status(), golden.bytes(file));
        assertThat(view.ending()).as("%s: kind of the error", golden).isEqualTo(settings.kind());
        told(golden, view.error());
    }

    private static void same(String way, ClientView view, ClientView expected) {
        assertThat(view.ending()).as("%s: ending", way).isEqualTo(expected.ending());
        if (expected.failed()) {
            assertThat(expected.text()).as(way).startsWith(new String(view.bytes(), StandardCharsets.UTF_8));
        } else {
            assertThat(view.text()).as(way).isEqualTo(expected.text());
        }
        assertThat(view.usage()).as("%s: usage", way).isEqualTo(expected.usage());
    }

    private static void ending(GoldenCase golden, String what, String expected, ClientView view) {
        assertThat(view.ending())
                .as("%s: how the %s ends", golden, what)
                .isEqualTo(expected == null ? COMPLETE : expected);
        Usage usage = golden.settings().expectedUsage();
        assertThat(view.usage())
                .as("%s: usage of the %s is '%s'", golden, what, CaseSettings.written(view.usage()))
                .isEqualTo(usage);
    }

    private static void told(GoldenCase golden, ClientView.Told told) throws Exception {
        CaseSettings settings = golden.settings();
        String body = new String(told.body(), StandardCharsets.UTF_8);
        json(golden, "error.out.json", body);
        if (settings.clientStatus() != null) {
            assertThat(told.status()).as("%s: status for the client", golden).isEqualTo(settings.clientStatus());
        }
        if (settings.retryAfter() != null) {
            assertThat(told.retryAfterSeconds())
                    .as("%s: retry-after for the client", golden)
                    .isEqualTo(settings.retryAfter());
        }
    }

    private static void json(GoldenCase golden, String file, String actual) throws Exception {
        String pretty = JsonShape.prettyOrWhy(actual);
        assertThat(pretty).as("%s: %s", golden, file).doesNotStartWith("not JSON");
        String expected = golden.expected(file, pretty);
        assertThat(pretty).as("%s: %s", golden, file).isEqualTo(JsonShape.prettyOrWhy(expected));
    }
}
