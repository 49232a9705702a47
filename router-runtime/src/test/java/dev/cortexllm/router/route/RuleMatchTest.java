package dev.cortexllm.router.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.api.v1alpha1.Capability;
import dev.cortexllm.api.v1alpha1.Complexity;
import dev.cortexllm.api.v1alpha1.LatencyClass;
import dev.cortexllm.api.v1alpha1.Strategy;
import dev.cortexllm.api.v1alpha1.Task;
import dev.cortexllm.config.Policy;
import dev.cortexllm.config.Policy.Traits;
import dev.cortexllm.router.account.Meters;
import dev.cortexllm.router.pipeline.Configs;
import dev.cortexllm.router.target.TargetStates;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which rule takes which request. */
class RuleMatchTest {
    private static Policy.Rule rule(String name, List<Task> tasks, Traits traits) {
        return new Policy.Rule(name, List.of(), tasks, List.of(), List.of(), Strategy.FALLBACK, 500, false, traits);
    }

    private static Snapshot snapshot(Policy.Rule... rules) {
        Configs configs = new Configs().provider("c", "http://127.0.0.1:1/v1");
        Arrays.stream(rules).forEach(configs::rule);
        return new SnapshotCompiler(new TargetStates(), new Meters(new SimpleMeterRegistry()), () -> 0L)
                .compile(configs.bundle());
    }

    private static final Route ROUTE = snapshot(
                    rule(
                            "hard-code",
                            List.of(Task.CODE_GENERATION, Task.ERROR_DEBUGGING),
                            new Traits(List.of(Complexity.HIGH), null, null, null, null)),
                    rule("nobody-waits", List.of(), new Traits(null, List.of(LatencyClass.BATCH), null, null, null)),
                    rule(
                            "tools-and-schema",
                            List.of(),
                            new Traits(null, null, List.of(Capability.TOOLS, Capability.JSON_SCHEMA), null, null)),
                    rule("long", List.of(), new Traits(null, null, null, 1000L, null)),
                    rule("middling", List.of(), new Traits(null, null, null, 100L, 200L)),
                    rule("short-and-easy", List.of(), new Traits(List.of(Complexity.LOW), null, null, null, 10L)))
            .route("assistant");

    @ParameterizedTest
    @CsvSource({
        "CodeGeneration, High,   Interactive, '',                      50,   hard-code",
        "ErrorDebugging, High,   Batch,       '',                      50,   hard-code",
        "ErrorDebugging, Medium, Batch,       '',                      50,   nobody-waits",
        "Creative,       High,   Interactive, '',                      50,   default",
        "Creative,       High,   Batch,       '',                      50,   nobody-waits",
        "Creative,       High,   Standard,    'Tools JsonSchema',      50,   tools-and-schema",
        "Creative,       High,   Standard,    'Vision JsonSchema Tools', 50, tools-and-schema",
        "Creative,       High,   Standard,    'Tools',                 50,   default",
        "Creative,       High,   Standard,    'Tools',                 999,  default",
        "Creative,       High,   Standard,    'Tools',                 1000, long",
        "Creative,       High,   Standard,    '',                      99,   default",
        "Creative,       High,   Standard,    '',                      100,  middling",
        "Creative,       High,   Standard,    '',                      200,  middling",
        "Creative,       High,   Standard,    '',                      201,  default",
        "Simple,         Low,    Standard,    '',                      10,   short-and-easy",
        "Simple,         Medium, Standard,    '',                      10,   default",
        "Simple,         Low,    Standard,    '',                      11,   default",
    })
    void the_first_rule_that_matches_wins(
            String task, String complexity, String latency, String capabilities, long tokens, String expected) {
        int bits = 0;
        for (String one : capabilities.split(" ")) {
            bits |= one.isEmpty() ? 0 : 1 << Capability.of(one).orElseThrow().ordinal();
        }
        RequestFacts facts = new RequestFacts(
                "assistant",
                Task.of(task).orElseThrow(),
                name -> null,
                Complexity.of(complexity).orElseThrow(),
                LatencyClass.of(latency).orElseThrow(),
                bits,
                tokens);

        assertThat(ROUTE.match(facts).name()).isEqualTo(expected);
    }

    @Test
    void what_no_rule_asks_for_is_not_looked_for() {
        assertThat(ROUTE.needs())
                .isEqualTo(Needs.TASK | Needs.COMPLEXITY | Needs.LATENCY | Needs.CAPABILITIES | Needs.PROMPT_TOKENS);
        Snapshot without = snapshot(new Policy.Rule(
                "r",
                List.of("assistant"),
                List.of(),
                List.of(new Policy.Header("h", null)),
                List.of(),
                Strategy.FALLBACK,
                5));
        assertThat(without.route("assistant").needs()).isZero();
        assertThat(without.classifier()).isNull();
        Snapshot byLength = snapshot(rule("long", List.of(), new Traits(null, null, null, 1L, null)));
        assertThat(byLength.route("assistant").needs()).isEqualTo(Needs.PROMPT_TOKENS);
        assertThat(byLength.classifier()).isNull();
        assertThat(snapshot(rule("t", List.of(Task.SIMPLE), null)).classifier()).isNotNull();
    }

    @Test
    void what_the_caller_has_said_is_not_looked_for() {
        int all = Needs.TASK | Needs.COMPLEXITY | Needs.LATENCY | Needs.CAPABILITIES | Needs.PROMPT_TOKENS;
        RequestFacts said = new RequestFacts(
                "m", Task.SIMPLE, name -> null, Complexity.LOW, LatencyClass.BATCH, 1, RequestFacts.UNKNOWN_TOKENS);

        assertThat(new RequestFacts("m", null, name -> null).open(all)).isEqualTo(all);
        assertThat(said.open(all)).isEqualTo(Needs.CAPABILITIES | Needs.PROMPT_TOKENS);
        assertThat(said.open(Needs.TASK | Needs.LATENCY)).isZero();
    }
}
