package dev.cortexllm.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.catalogue.Catalogue;
import dev.cortexllm.config.BundleFiles;
import dev.cortexllm.config.ConfigBundle;
import dev.cortexllm.config.Policy;
import dev.cortexllm.config.RouterConfig;
import dev.cortexllm.config.Upstream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever specs hold, and whatever was served before: a configuration comes out that a router can trust. */
class CompilerNeverFailsTest {
    private static final Catalogue CATALOGUE = Catalogue.bundled();
    private static final List<String> NAMESPACES = List.of("default", "default", "other");
    private static final List<String> NAMES = List.of("a", "b", "c", "d");

    @ParameterizedTest
    @ValueSource(ints = {0, 20, 60})
    void everyOutcomeIsConsistent(int nullPercent) {
        Random random = new Random(nullPercent);
        Optional<ConfigBundle> lastGood = Optional.empty();
        int served = 0;
        int kept = 0;
        for (int round = 0; round < 100; round++) {
            Resources resources = resources(random, nullPercent);
            CompileOptions options =
                    new CompileOptions("key", round % 2 == 0 ? "cluster.local" : null, Map.of(), false);
            Compilation result = Compiler.compile(resources, lastGood, CATALOGUE, options);
            assertConsistent(result);
            assertNoNameMoved(lastGood, result, resources);
            served += result.bundle().config().policies().size();
            kept += (int) result.verdicts().values().stream()
                    .filter(v -> v.served() && v.accepted().reason().equals("Invalid"))
                    .count();
            lastGood = Optional.of(result.bundle());
        }
        assertThat(served).as("policies that make sense, or nothing was tested").isGreaterThan(100);
        assertThat(kept).as("last good entries, or little was tested").isGreaterThan(50);
    }

    private static void assertConsistent(Compilation result) {
        RouterConfig config = result.bundle().config();
        assertThat(BundleFiles.read(BundleFiles.write(result.bundle()))).contains(result.bundle());
        Set<String> upstreams = config.upstreams().stream().map(Upstream::id).collect(Collectors.toSet());
        assertThat(config.upstreams()).extracting(Upstream::id).isSorted().doesNotHaveDuplicates();
        assertThat(config.policies()).extracting(Policy::id).isSorted().doesNotHaveDuplicates();
        List<String> names = new ArrayList<>();
        for (Policy policy : config.policies()) {
            names.addAll(policy.models());
            assertThat(policy.models()).isNotEmpty();
            int targets = policy.targets().size();
            assertThat(policy.targets()).allMatch(t -> upstreams.contains(t.upstream()) && t.model() != null);
            assertThat(policy.fallback()).allMatch(i -> i >= 0 && i < targets);
            assertThat(policy.rules()).allMatch(r -> r.prefer().stream().allMatch(i -> i >= 0 && i < targets));
            assertThat(policy.rules())
                    .allMatch(r ->
                            r.strategy() != null && (!r.closed() || r.prefer().isEmpty()));
            assertChoosing(policy, targets);
            policy.targets().forEach(target -> assertThat(target.local())
                    .as("local is what its upstream says, or a router refuses all of it")
                    .isEqualTo(config.upstreams().stream()
                            .filter(u -> u.id().equals(target.upstream()))
                            .anyMatch(u -> u.keeps(target.model()))));
        }
        assertThat(names).doesNotHaveDuplicates();
        assertThat(config.upstreams())
                .allSatisfy(u -> assertThat(u.timeouts().connect()).isPositive());
        assertThat(config.upstreams())
                .allSatisfy(u -> assertThat(result.bundle().secrets().keySet()).containsAll(u.credentials()));
        result.problems().forEach(p -> assertThat(p.message()).doesNotContain("sk-value", "cannot be compiled"));
    }

    private static void assertChoosing(Policy policy, int targets) {
        boolean stays = policy.choosing() != null && policy.choosing().localOnly();
        for (Policy.Rule rule : policy.rules()) {
            Policy.Choosing choosing = rule.choosing() == null ? Policy.Choosing.USUAL : rule.choosing();
            assertThat(choosing.localOnly() || !stays).isTrue();
            assertThat(choosing.fallback() == null
                            || choosing.fallback().stream().allMatch(i -> i >= 0 && i < targets))
                    .isTrue();
            assertThat(choosing.fallback() == null || choosing.chain() == null).isTrue();
        }
    }

    /** A name that a policy served is either still its own, or the policy gave it up with a valid spec or is gone. */
    private static void assertNoNameMoved(Optional<ConfigBundle> before, Compilation now, Resources resources) {
        if (before.isEmpty()) {
            return;
        }
        Set<String> present =
                resources.policies().stream().map(p -> p.id().path()).collect(Collectors.toSet());
        for (Policy policy : before.get().config().policies()) {
            Verdict verdict = now.verdicts().entrySet().stream()
                    .filter(e -> e.getKey().kind() == Kind.RoutingPolicy
                            && e.getKey().path().equals(policy.id()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(null);
            if (verdict != null
                    && present.contains(policy.id())
                    && verdict.accepted().reason().equals("Invalid")) {
                assertThat(now.bundle().config().policies())
                        .filteredOn(p -> p.id().equals(policy.id()))
                        .singleElement()
                        .satisfies(p -> assertThat(p.models()).isEqualTo(policy.models()));
            }
        }
    }

    private static Resources resources(Random random, int nullPercent) {
        RandomSpecs specs = new RandomSpecs(random, nullPercent);
        SensibleSpecs sense = new SensibleSpecs(random);
        int chance = random.nextInt(8);
        return new Resources(
                resource(random, Kind.LLMGateway, "default", "main", specs.changed(sense.gateway(), chance)),
                some(random, Kind.LLMProvider, () -> specs.changed(sense.provider(), chance)),
                some(random, Kind.ModelDeployment, () -> specs.changed(sense.deployment(), chance)),
                some(random, Kind.RoutingPolicy, () -> specs.changed(sense.policy(), chance)),
                Map.of(new SecretId("default", "a", "apiKey"), new SecretValue("sk-value", Set.of())));
    }

    private static <S> List<Resource<S>> some(Random random, Kind kind, Supplier<S> spec) {
        List<Resource<S>> resources = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (int i = 0; i < 6; i++) {
            String namespace = NAMESPACES.get(random.nextInt(NAMESPACES.size()));
            String name = NAMES.get(random.nextInt(NAMES.size()));
            if (taken.add(namespace + "/" + name)) {
                resources.add(resource(random, kind, namespace, name, spec.get()));
            }
        }
        return resources;
    }

    private static <S> Resource<S> resource(Random random, Kind kind, String namespace, String name, S spec) {
        return new Resource<>(
                new ResourceId(kind, namespace, name),
                random.nextInt(10) == 0 ? null : "",
                random.nextInt(3),
                Instant.ofEpochSecond(random.nextInt(5)),
                random.nextBoolean() ? null : Map.of("a", "b"),
                random.nextBoolean() ? null : Map.of(DeploymentCompiler.ENDPOINTS, "http://gpu:8000"),
                spec);
    }
}
