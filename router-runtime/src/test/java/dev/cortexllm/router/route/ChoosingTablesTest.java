package dev.cortexllm.router.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.api.v1alpha1.Capability;
import dev.cortexllm.api.v1alpha1.Complexity;
import dev.cortexllm.api.v1alpha1.LatencyClass;
import dev.cortexllm.api.v1alpha1.Task;
import dev.cortexllm.router.target.RouteTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs every table in {@code src/test/resources/choose}. A table has {@code targets} (see {@link ChoosingWorld}), {@code spec} (of
 * a RoutingPolicy, without models and targets), and {@code cases}: {@code name}; {@code spec}, fields in place of the table's;
 * {@code state} (see {@link TableView}); {@code ask}, the request ({@code task, complexity, latency, needs, tokens, bytes,
 * workspace, headers}); {@code wish}, what its caller decides ({@code provider, model, prefer, noFallback, maxLatencyMs,
 * localOnly}); {@code spill} and {@code draws}, where chance comes in; and what is expected of it: {@code rule}, {@code order},
 * {@code why} (reasons of the targets that are named there), {@code scores}, {@code nothing} (why no target can be tried),
 * {@code awaited}, {@code refused} (by a name that is none).
 */
class ChoosingTablesTest {
    private static final Path TABLES = Path.of("src/test/resources/choose");
    private static final double ROUNDED = 0.0005;
    private static final Set<String> FIELDS = Set.of(
            "name", "spec", "state", "ask", "wish", "spill", "draws", "rule", "order", "why", "scores", "nothing",
            "awaited", "refused");

    private static List<Path> tables() throws IOException {
        try (Stream<Path> files = Files.list(TABLES)) {
            return files.sorted().toList();
        }
    }

    @TestFactory
    List<DynamicContainer> tables_are_what_is_chosen() throws IOException {
        List<DynamicContainer> all = new ArrayList<>();
        for (Path file : tables()) {
            JsonNode table = ChoosingWorld.YAML.readTree(file.toFile());
            List<DynamicTest> tests = new ArrayList<>();
            table.get("cases")
                    .forEach(one ->
                            tests.add(DynamicTest.dynamicTest(one.path("name").asText(), () -> check(table, one))));
            assertThat(tests).as("cases of %s", file).isNotEmpty();
            all.add(DynamicContainer.dynamicContainer(file.getFileName().toString(), tests));
        }
        return all;
    }

    /** Whoever adds a reason adds a case. */
    @Test
    void every_reason_is_in_a_table() throws IOException {
        Set<Reason> seen = EnumSet.noneOf(Reason.class);
        for (Path file : tables()) {
            for (JsonNode one : ChoosingWorld.YAML.readTree(file.toFile()).get("cases")) {
                one.path("why").forEach(reason -> seen.add(Reason.valueOf(reason.asText())));
            }
        }
        assertThat(seen).containsExactlyInAnyOrder(Reason.values());
    }

    private static void check(JsonNode table, JsonNode one) {
        one.fieldNames().forEachRemaining(field -> assertThat(FIELDS).contains(field));
        Route route = ChoosingWorld.route(table.get("targets"), spec(table.path("spec"), one.path("spec")));
        RequestFacts facts = facts(one.path("ask"), wishes(one.path("wish")));
        if (one.has("refused")) {
            assertThat(facts.wishes().unknown(route))
                    .isEqualTo(one.get("refused").asText());
            return;
        }
        assertThat(facts.wishes().unknown(route)).isNull();
        Choice choice = Chooser.choose(route, facts, new TableView(one.path("state")), draws(one));
        assertThat(names(choice)).as("order; %s", reasons(choice)).isEqualTo(words(one.get("order")));
        assertThat(choice.rule().name()).isEqualTo(one.path("rule").asText("default"));
        one.path("why").fields().forEachRemaining(why -> assertThat(reasons(choice))
                .containsEntry(why.getKey(), Reason.valueOf(why.getValue().asText())));
        one.path("scores").fields().forEachRemaining(score -> assertThat(score(choice, score.getKey()))
                .as("score of %s", score.getKey())
                .isCloseTo(score.getValue().asDouble(), within(ROUNDED)));
        if (one.has("nothing")) {
            assertThat(choice.whyNothing()).isEqualTo(one.get("nothing").asText());
        }
        if (one.has("awaited")) {
            assertThat(
                            choice.awaited() == null
                                    ? null
                                    : choice.awaited().config().name())
                    .isEqualTo(one.get("awaited").asText(null));
        }
        agrees(choice);
    }

    /** Order and reasons say the same; each target is tried once at the most. */
    static void agrees(Choice choice) {
        Set<RouteTarget> tried = new HashSet<>(Arrays.asList(choice.order()));
        assertThat(tried).hasSameSizeAs(choice.order());
        for (RouteTarget target : choice.route().targets()) {
            Reason reason = choice.reasons()[target.index()];
            assertThat(reason.tried() || reason == Reason.OPEN_BREAKER)
                    .as("%s of %s", reason, target.config().name())
                    .isEqualTo(tried.contains(target));
        }
    }

    static JsonNode spec(JsonNode base, JsonNode own) {
        ObjectNode spec = base.isObject() ? base.deepCopy() : ChoosingWorld.YAML.createObjectNode();
        own.fields().forEachRemaining(field -> spec.set(field.getKey(), field.getValue()));
        return spec;
    }

    private static RequestFacts facts(JsonNode ask, Wishes wishes) {
        Map<String, String> headers = new HashMap<>();
        ask.path("headers")
                .fields()
                .forEachRemaining(
                        one -> headers.put(one.getKey(), one.getValue().asText()));
        int needs = 0;
        for (JsonNode need : ask.path("needs")) {
            needs |= Merits.bit(ChoosingWorld.word(need, Capability.class));
        }
        return new RequestFacts(
                "assistant",
                ask.has("task") ? Task.of(ask.get("task").asText()).orElseThrow() : null,
                headers::get,
                ChoosingWorld.word(ask.path("complexity"), Complexity.class),
                ChoosingWorld.word(ask.path("latency"), LatencyClass.class),
                needs,
                ask.path("tokens").asLong(RequestFacts.UNKNOWN_TOKENS),
                ask.path("bytes").asInt(),
                ask.path("workspace").asText(null),
                wishes);
    }

    private static Wishes wishes(JsonNode wish) {
        return wish instanceof MissingNode
                ? Wishes.NONE
                : new Wishes(
                        wish.path("provider").asText(null),
                        wish.path("model").asText(null),
                        words(wish.path("prefer")),
                        wish.path("noFallback").asBoolean(),
                        wish.path("maxLatencyMs").asLong(Wishes.NO_MATTER),
                        wish.path("localOnly").asBoolean());
    }

    private static Draws draws(JsonNode one) {
        Iterator<JsonNode> drawn = one.path("draws").elements();
        return new Draws() {
            @Override
            public double even() {
                return one.path("spill").asDouble(0.5);
            }

            @Override
            public double random() {
                return drawn.next().asDouble();
            }
        };
    }

    private static List<String> words(JsonNode list) {
        List<String> words = new ArrayList<>();
        list.forEach(word -> words.add(word.asText()));
        return words;
    }

    static List<String> names(Choice choice) {
        return Arrays.stream(choice.order())
                .map(target -> target.config().name())
                .toList();
    }

    private static Map<String, Reason> reasons(Choice choice) {
        Map<String, Reason> reasons = new HashMap<>();
        for (RouteTarget target : choice.route().targets()) {
            reasons.put(target.config().name(), choice.reasons()[target.index()]);
        }
        return reasons;
    }

    private static double score(Choice choice, String name) {
        for (RouteTarget target : choice.route().targets()) {
            if (target.config().name().equals(name)) {
                return choice.scores()[target.index()];
            }
        }
        throw new IllegalArgumentException("there is no target " + name);
    }
}
