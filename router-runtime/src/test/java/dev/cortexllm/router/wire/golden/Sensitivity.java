package dev.cortexllm.router.wire.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.router.wire.chat.Codec;
import dev.cortexllm.router.wire.chat.Fidelity;
import dev.cortexllm.router.wire.chat.Refused;
import dev.cortexllm.router.wire.json.InvalidBody;
import dev.cortexllm.router.wire.json.JsonTrees;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Finds what of a case's input can change without anybody noticing. */
public final class Sensitivity {
    private Sensitivity() {}

    /**
     * Mutates the client's request: the provider's must change with it, or the request be refused.
     *
     * @param golden a case with a request
     */
    public static void checkRequest(GoldenCase golden) throws Exception {
        GoldenRouter router = new GoldenRouter(golden);
        Fidelity fidelity = router.fidelity();
        JsonNode request = JsonTrees.read(golden.bytes("request.in.json"));
        String expected = sent(router, request);
        router.attempt(golden.bytes("request.in.json"), fidelity);
        List<Mutation> mutations = new ArrayList<>(Mutation.of(request));
        // What was dropped is told as a whole: that its value does not matter is what the client is told.
        mutations.removeIf(mutation -> fidelity.dropped().stream().anyMatch(field -> told(mutation, field)));
        check(golden, golden.settings().insensitive(), Indifference.request(golden), mutations, changed -> {
            return sent(router, changed).equals(expected);
        });
    }

    private static boolean told(Mutation mutation, String dropped) {
        String path = mutation.path();
        return path.startsWith(dropped + ".")
                || path.startsWith(dropped + "[")
                || path.equals(dropped) && !mutation.what().equals(Mutation.REMOVED);
    }

    private static String sent(GoldenRouter router, JsonNode request) {
        Fidelity fidelity = router.fidelity();
        try {
            Codec codec = router.attempt(JsonTrees.bytes(request), fidelity);
            return codec.call().path()
                    + codec.call().headers()
                    + fidelity.dropped()
                    + new String(codec.call().body().bytes(), StandardCharsets.UTF_8);
        } catch (Refused | InvalidBody e) {
            return "refused: " + e.getMessage();
        }
    }

    /**
     * Mutates the provider's answer: the client's, or what is accounted, must change with it.
     *
     * @param golden a case with an answer in one piece
     */
    public static void checkAnswer(GoldenCase golden) throws Exception {
        GoldenRouter router = new GoldenRouter(golden);
        Replay replay = new Replay(router);
        JsonNode answer = JsonTrees.read(golden.bytes("answer.in.json"));
        String expected = seen(replay.whole(router.answering(false), JsonTrees.bytes(answer)));
        check(
                golden,
                golden.settings().insensitiveAnswer(),
                Indifference.answer(golden),
                Mutation.of(answer),
                changed -> seen(replay.whole(router.answering(false), JsonTrees.bytes(changed)))
                        .equals(expected));
    }

    /**
     * Mutates the events of the provider's stream, which count as one list.
     *
     * @param golden a case with a stream
     */
    public static void checkStream(GoldenCase golden) throws Exception {
        GoldenRouter router = new GoldenRouter(golden);
        Replay replay = new Replay(router);
        List<Events> events = Events.of(golden.text("stream.in.sse"));
        String expected = seen(replay.stream(router.answering(true), Events.pieces(events)));
        Map<JsonNode, Integer> places = new IdentityHashMap<>();
        List<Mutation> mutations = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            JsonNode data = events.get(i).json();
            if (data == null || !data.isContainerNode()) {
                continue;
            }
            for (Mutation mutation : Mutation.of(data)) {
                mutations.add(new Mutation(
                        "[" + i + "]." + mutation.path(), mutation.what(), mutation.matters(), mutation.tree()));
                places.put(mutation.tree(), i);
            }
        }
        check(
                golden,
                golden.settings().insensitiveStream(),
                Indifference.stream(golden, events),
                mutations,
                changed -> {
                    List<Events> others = new ArrayList<>(events);
                    int place = places.get(changed);
                    others.set(place, new Events(events.get(place).name(), JsonTrees.text(changed)));
                    return seen(replay.stream(router.answering(true), Events.pieces(others)))
                            .equals(expected);
                });
    }

    private static String seen(ClientView view) {
        String error = view.error() == null ? "" : new String(view.error().body(), StandardCharsets.UTF_8);
        return view.ending() + view.usage() + view.text() + error;
    }

    private static void check(
            GoldenCase golden, Map<String, String> own, Globs shared, List<Mutation> mutations, Ignored ignored)
            throws Exception {
        Globs listed = new Globs(own == null ? List.of() : own.keySet());
        TreeSet<String> unnoticed = new TreeSet<>();
        for (Mutation mutation : mutations) {
            if (!mutation.matters()) {
                listed.match(mutation);
            } else if (ignored.test(mutation.tree()) && !listed.match(mutation) && !shared.match(mutation)) {
                unnoticed.add(mutation.path() + " " + mutation.what());
            }
        }
        assertThat(unnoticed).as("%s: changes that nobody notices", golden).isEmpty();
        assertThat(listed.unused())
                .as("%s: paths listed in case.yaml whose changes are noticed", golden)
                .isEmpty();
    }

    private interface Ignored {
        boolean test(JsonNode changed) throws Exception;
    }
}
