package dev.cortexllm.router.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.router.target.RouteTarget;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds of every choice, whatever the policy, the present and the request. */
class ChoosingPropertiesTest {
    private static final int POLICIES = 400;
    private static final int REQUESTS = 50;
    private static final double A_BIT = 1e-9;

    /** A policy, a request and a present, and what was chosen for them. */
    private record Case(
            ArrayNode targets,
            ObjectNode spec,
            Route route,
            RequestFacts facts,
            RandomChoosing.View view,
            Choice choice) {
        Choice again(Route other) {
            return Chooser.choose(other, facts, view.again(), draws(facts.hashCode()));
        }
    }

    private static void everyCase(int policies, int requests, Consumer<Case> property) {
        for (long seed = 0; seed < policies; seed++) {
            RandomChoosing random = new RandomChoosing(new Random(seed));
            ArrayNode targets = random.targets();
            ObjectNode spec = random.spec(targets);
            Route route = route(targets, spec);
            for (int i = 0; route != null && i < requests; i++) {
                RequestFacts facts = random.facts(route);
                RandomChoosing.View view = random.view(route);
                try {
                    Choice choice = Chooser.choose(route, facts, view, draws(facts.hashCode()));
                    property.accept(new Case(targets, spec, route, facts, view, choice));
                } catch (RuntimeException | AssertionError e) {
                    throw new AssertionError(
                            "seed " + seed + ", request " + i + ": " + facts + "\n" + targets + "\n" + spec, e);
                }
            }
        }
    }

    /** Null where the policy makes no sense, such as one that draws among targets without weight. */
    private static Route route(ArrayNode targets, ObjectNode spec) {
        try {
            return ChoosingWorld.route(targets, spec);
        } catch (IllegalArgumentException senseless) {
            return null;
        }
    }

    private static Draws draws(long seed) {
        Random random = new Random(seed);
        return new Draws() {
            @Override
            public double even() {
                return random.nextDouble();
            }

            @Override
            public double random() {
                return random.nextDouble();
            }
        };
    }

    @Test
    void what_must_stay_local_is_sent_nowhere_else() {
        int[] stayed = new int[1];
        everyCase(POLICIES, REQUESTS, one -> {
            if (one.facts().wishes().localOnly()
                    || one.choice().rule().choosing().localOnly()) {
                assertThat(one.choice().order()).allSatisfy(target -> {
                    assertThat(target.config().local()).isTrue();
                    assertThat(target.upstream().config().selfHosted()
                                    || target.upstream().config().engine() != null)
                            .isTrue();
                    assertThat(target.config().model().toLowerCase()).doesNotEndWith("cloud");
                });
                stayed[0] += one.choice().order().length;
            }
        });
        assertThat(stayed[0]).as("attempts at home").isGreaterThan(1000);
    }

    @Test
    void a_private_policy_has_private_rules() {
        everyCase(POLICIES, 1, one -> {
            if (one.spec().path("localOnly").asBoolean()) {
                assertThat(one.choice().rule().choosing().localOnly()).isTrue();
            }
        });
    }

    @Test
    void the_same_arguments_give_the_same_choice() {
        everyCase(POLICIES, REQUESTS, one -> {
            Choice again = one.again(one.route());
            assertThat(again.order()).isEqualTo(one.choice().order());
            assertThat(again.reasons()).isEqualTo(one.choice().reasons());
            assertThat(again.scores()).isEqualTo(one.choice().scores());
        });
    }

    @Test
    void reasons_agree_with_the_order_and_each_target_is_in_it_once() {
        everyCase(POLICIES, REQUESTS, one -> {
            ChoosingTablesTest.agrees(one.choice());
            if (one.choice().order().length == 0) {
                assertThat(one.choice().whyNothing()).isNotBlank();
            }
        });
    }

    @Test
    void who_wants_no_fallback_gets_one_attempt_and_who_forces_gets_what_is_forced() {
        everyCase(POLICIES, REQUESTS, one -> {
            Wishes wishes = one.facts().wishes();
            assertThat(one.choice().order()).hasSizeLessThanOrEqualTo(wishes.noFallback() ? 1 : Integer.MAX_VALUE);
            assertThat(one.choice().order()).allSatisfy(target -> assertThat(!wishes.force() || wishes.allow(target))
                    .isTrue());
        });
    }

    @Test
    void scores_are_from_0_to_1_whatever_is_known() {
        everyCase(POLICIES, REQUESTS, one -> {
            if (one.choice().scores() != null) {
                assertThat(Arrays.stream(one.choice().scores()).boxed())
                        .allSatisfy(score -> assertThat(score).isBetween(0.0, 1 + A_BIT));
            }
            for (RouteTarget target : one.route().targets()) {
                Merits merits = one.route().merits(target.index());
                assertThat(List.of(
                                Scores.cost(merits, one.facts()),
                                Scores.latency(target, one.view()),
                                Scores.qualityAlone(merits, one.facts().task()),
                                Scores.match(merits, one.facts()),
                                Scores.reliability(target, one.view()),
                                Scores.balanced(target, merits, one.facts(), one.view())))
                        .allSatisfy(score -> assertThat(score).isBetween(0.0, 1 + A_BIT));
            }
        });
    }

    /** Scores are on fixed scales. A target that lacks a capability may come in when the last one that has it goes. */
    @Test
    void a_target_taken_away_does_not_reorder_the_others() {
        int[] compared = new int[1];
        everyCase(POLICIES, 4, one -> {
            if (!one.choice().rule().strategy().scores() || one.facts().wishes().noFallback()) {
                return;
            }
            for (RouteTarget gone : one.route().targets()) {
                ArrayNode targets = one.targets().deepCopy();
                ObjectNode spec = one.spec().deepCopy();
                String name = gone.config().name();
                if (!without(targets, name) || !unnamed(spec, name)) {
                    continue;
                }
                Route route = route(targets, spec);
                if (route == null) {
                    continue;
                }
                Choice less = one.again(route);
                List<String> before = ChoosingTablesTest.names(one.choice()).stream()
                        .filter(other -> !other.equals(name))
                        .toList();
                assertThat(ChoosingTablesTest.names(less).stream()
                                .filter(before::contains)
                                .toList())
                        .as("without %s", name)
                        .isEqualTo(before);
                compared[0]++;
            }
        });
        assertThat(compared[0]).isGreaterThan(500);
    }

    private static boolean without(ArrayNode targets, String name) {
        for (int i = 0; i < targets.size(); i++) {
            if (targets.get(i).path("name").asText().equals(name)) {
                targets.remove(i);
            }
        }
        return !targets.isEmpty();
    }

    /** Takes a name out of all lists; false when one would be empty then, as that has another meaning. */
    private static boolean unnamed(JsonNode node, String name) {
        if (node instanceof ArrayNode list) {
            int before = list.size();
            for (int i = list.size() - 1; i >= 0; i--) {
                if (list.get(i).isTextual() && list.get(i).asText().equals(name)) {
                    list.remove(i);
                }
            }
            if (before > 0 && list.isEmpty()) {
                return false;
            }
        }
        for (JsonNode child : node) {
            if (!unnamed(child, name)) {
                return false;
            }
        }
        return true;
    }

    /** Among those that remain, shares are as their weights, also when others are screened out. */
    @ParameterizedTest
    @CsvSource({
        "'1,1,1,1', ''",
        "'6,3,1,0', ''",
        "'6,3,1,0', t0",
        "'5,4,3,2', 't1 t3'",
        "'1000000,1,1,0', ''",
        "'1,0,0,9', t3",
    })
    void long_run_shares_follow_the_weights(String weights, String away) {
        int[] weight =
                Arrays.stream(weights.split(",")).mapToInt(Integer::parseInt).toArray();
        List<String> gone = List.of(away.split(" "));
        ArrayNode targets = ChoosingWorld.YAML.createArrayNode();
        ObjectNode state = ChoosingWorld.YAML.createObjectNode();
        double total = 0;
        for (int i = 0; i < weight.length; i++) {
            targets.addObject().put("name", "t" + i).put("weight", weight[i]);
            state.putObject("t" + i).put("cold", gone.contains("t" + i));
            total += gone.contains("t" + i) ? 0 : weight[i];
        }
        Route route = ChoosingWorld.route(
                targets, ChoosingWorld.YAML.createObjectNode().put("strategy", "Weighted"));
        RequestFacts facts = new RequestFacts("assistant", null, name -> null);
        Draws draws = draws(42);
        int[] firsts = new int[weight.length];
        int runs = 20_000;
        for (int i = 0; i < runs; i++) {
            firsts[
                    Chooser.choose(route, facts, new TableView(state), draws)
                            .order()[0]
                            .index()]++;
        }
        for (int i = 0; i < weight.length; i++) {
            double share = gone.contains("t" + i) ? 0 : weight[i] / total;
            double deviation = Math.sqrt(runs * share * (1 - share));
            assertThat((double) firsts[i])
                    .as("t%d", i)
                    .isBetween(runs * share - 4 * deviation - 1, runs * share + 4 * deviation + 1);
        }
    }
}
