package dev.cortexllm.router.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.api.v1alpha1.Complexity;
import dev.cortexllm.api.v1alpha1.LatencyClass;
import dev.cortexllm.api.v1alpha1.Task;
import dev.cortexllm.router.target.RouteTarget;
import dev.cortexllm.router.target.SpillState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Policies, presents and requests of all sorts, senseless ones among them, from one seed. */
final class RandomChoosing {
    private static final List<String> STRATEGIES = List.of(
            "Balanced",
            "CostOptimized",
            "LatencyOptimized",
            "QualityOptimized",
            "LocalFirst",
            "CapabilityMatch",
            "Fallback",
            "Weighted");
    private static final List<String> CHAINS =
            List.of("HighQuality", "CostOptimized", "FastLatency", "LocalOnly", "CodeGeneration", "mine");
    private static final List<String> CAPABILITIES =
            List.of("Tools", "Vision", "JsonSchema", "Reasoning", "LongContext");
    private static final double[] ABSURD = {
        Double.NaN, Double.NaN, 0, -1, -1e300, 1e-300, 1e300, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY
    };

    private final Random random;

    RandomChoosing(Random random) {
        this.random = random;
    }

    private boolean in(int times) {
        return random.nextInt(times) == 0;
    }

    private <T> T one(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private <T> List<T> some(List<T> list, int atLeast) {
        List<T> mixed = new ArrayList<>(list);
        Collections.shuffle(mixed, random);
        return mixed.subList(0, atLeast + random.nextInt(list.size() + 1 - atLeast));
    }

    /** Targets as {@link ChoosingWorld} reads them. */
    ArrayNode targets() {
        ArrayNode targets = ChoosingWorld.YAML.createArrayNode();
        int count = 1 + random.nextInt(7);
        for (int i = 0; i < count; i++) {
            ObjectNode target = targets.addObject().put("name", "t" + i);
            switch (random.nextInt(5)) {
                case 0 -> target.put("local", true).put("model", in(4) ? "m:cloud" : "m");
                case 1 -> target.put("selfHosted", true);
                case 2 -> target.put("selfHosted", true).put("model", in(2) ? "m:CLOUD" : "m:120b-cloud");
                default -> {}
            }
            target.put("weight", random.nextInt(4));
            if (in(2)) {
                target.putArray("usd").add(usd()).add(usd());
            }
            if (in(2)) {
                target.put("quality", random.nextInt(101));
            }
            if (in(3)) {
                target.putObject("tasks").put(one(List.of(Task.values())).name(), random.nextInt(101));
            }
            if (in(2)) {
                texts(target.putArray("can"), some(CAPABILITIES, 0));
            }
            if (in(3)) {
                target.put("window", random.nextInt(100_000));
            }
            if (in(8)) {
                target.put("missing", true);
            }
        }
        return targets;
    }

    private double usd() {
        return one(List.of(0.0, 0.1, 1.0, 10.0, 9e9, random.nextDouble()));
    }

    private static void texts(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }

    /** The rest of a policy. */
    ObjectNode spec(JsonNode targets) {
        List<String> names = new ArrayList<>();
        targets.forEach(target -> names.add(target.path("name").asText()));
        ObjectNode spec = ChoosingWorld.YAML.createObjectNode().put("strategy", one(STRATEGIES));
        texts(spec.putArray("chains").addObject().put("name", "mine").putArray("targets"), some(names, 1));
        boolean localOnly = in(6);
        spec.put("localOnly", localOnly);
        if (!in(3)) {
            fallback(spec.putObject("fallback"), names);
        }
        if (in(3)) {
            spec.putObject("spillover").put("whenQueueWaitExceeds", one(List.of("0s", "1s", "1h")));
        }
        ArrayNode rules = spec.putArray("rules");
        for (int i = random.nextInt(3); i > 0; i--) {
            ObjectNode rule = rules.addObject().put("name", "r" + i);
            if (!in(3)) {
                JsonNode task = ChoosingWorld.YAML.valueToTree(one(List.of(Task.values())));
                rule.putObject("match").putArray("task").add(task);
            }
            if (!in(3)) {
                texts(rule.putArray("prefer"), some(names, 1));
            }
            if (in(2)) {
                rule.put("strategy", one(STRATEGIES));
            }
            if (in(2)) {
                fallback(rule.putObject("fallback"), names);
            }
            if (in(4)) {
                rule.put("localOnly", true);
            }
        }
        return spec;
    }

    private void fallback(ObjectNode fallback, List<String> names) {
        if (in(2)) {
            fallback.put("chain", one(CHAINS));
        } else {
            texts(fallback.putArray("targets"), some(names, 0));
        }
    }

    /** A request. */
    RequestFacts facts(Route route) {
        return new RequestFacts(
                "assistant",
                in(3) ? null : one(List.of(Task.values())),
                name -> null,
                in(3) ? null : one(List.of(Complexity.values())),
                in(3) ? null : one(List.of(LatencyClass.values())),
                in(2) ? 0 : random.nextInt(1 << CAPABILITIES.size()),
                one(List.of(RequestFacts.UNKNOWN_TOKENS, 0L, 1L, 1000L, Long.MAX_VALUE)),
                one(List.of(0, 1, 4000, Integer.MAX_VALUE)),
                null,
                in(3) ? Wishes.NONE : wishes(route));
    }

    private Wishes wishes(Route route) {
        List<String> names = new ArrayList<>(List.of("local", "nobody"));
        for (RouteTarget target : route.targets()) {
            names.add(target.config().name());
            names.add(target.config().model());
            names.add(target.upstream().name());
        }
        return new Wishes(
                in(4) ? one(names) : null,
                in(4) ? one(names) : null,
                in(2) ? List.of() : some(names, 0),
                in(4),
                in(3) ? random.nextInt(3000) : Wishes.NO_MATTER,
                in(3));
    }

    /** A present, the same whenever it is asked. */
    View view(Route route) {
        return new View(route, this);
    }

    double absurd() {
        return in(4) ? ABSURD[random.nextInt(ABSURD.length)] : random.nextDouble() * 3;
    }

    /** The present of a route's targets, told by name. */
    static final class View implements TargetView {
        private final java.util.Map<String, double[]> numbers = new java.util.HashMap<>();
        private final java.util.Map<String, boolean[]> flags = new java.util.HashMap<>();
        private final java.util.Map<String, SpillState> spills = new java.util.HashMap<>();

        private View(Route route, RandomChoosing choosing) {
            for (RouteTarget target : route.targets()) {
                String name = target.config().name();
                numbers.put(name, new double[] {
                    choosing.absurd(), choosing.absurd(), choosing.absurd() * 30, choosing.absurd() / 2
                });
                flags.put(name, new boolean[] {
                    choosing.in(5), choosing.in(5), choosing.in(6), choosing.in(6), choosing.in(12)
                });
            }
        }

        /** The same without what was decided meanwhile. */
        View again() {
            spills.clear();
            return this;
        }

        private boolean flag(RouteTarget target, int which) {
            return flags.get(target.config().name())[which];
        }

        private double number(RouteTarget target, int which) {
            return numbers.get(target.config().name())[which];
        }

        @Override
        public boolean ready(RouteTarget target) {
            return !flag(target, 0);
        }

        @Override
        public boolean cooling(RouteTarget target) {
            return flag(target, 1);
        }

        @Override
        public boolean broken(RouteTarget target) {
            return flag(target, 2);
        }

        @Override
        public boolean returning(RouteTarget target) {
            return flag(target, 3);
        }

        @Override
        public Reason unfit(RouteTarget target) {
            return flag(target, 4) ? Reason.CONTEXT : null;
        }

        @Override
        public double waitSeconds(RouteTarget target) {
            return number(target, 0);
        }

        @Override
        public double firstTokenSeconds(RouteTarget target) {
            return number(target, 1);
        }

        @Override
        public double tokensPerSecond(RouteTarget target) {
            return number(target, 2);
        }

        @Override
        public double errorRate(RouteTarget target) {
            return number(target, 3);
        }

        @Override
        public SpillState spill(Route route, RouteRule rule, RouteTarget target) {
            return spills.computeIfAbsent(target.config().name(), name -> new SpillState());
        }
    }
}
