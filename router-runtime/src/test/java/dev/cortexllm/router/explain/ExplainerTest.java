package dev.cortexllm.router.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cortexllm.router.explain.Explanation.Candidate;
import dev.cortexllm.router.explain.Explanation.RuleCheck;
import dev.cortexllm.router.explain.Explanation.Trait;
import dev.cortexllm.router.route.Reason;
import dev.cortexllm.router.standalone.Question;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainerTest {
    private static final Explained EXPLAINED = Explained.assistant();
    private static final String HELLO = Explained.body("assistant", "Hello");
    private static final String CODE = "x-cortex-task: CodeGeneration";
    private static final String EASY = "x-cortex-complexity: low";

    private static String from(Trait trait) {
        return trait.value() + " " + trait.from();
    }

    private static String why(Explanation explanation, String target) {
        return explanation.candidates().stream()
                .filter(one -> one.target().equals(target))
                .map(one -> one.reason() + ": " + one.why())
                .findFirst()
                .orElseThrow();
    }

    private static Candidate candidate(Explanation explanation, String target) {
        return explanation.candidates().stream()
                .filter(one -> one.target().equals(target))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatTheCallerSaysIsToldApartFromWhatIsFound() throws Exception {
        String body =
                "{\"model\":\"assistant:high\",\"stream\":true,\"metadata\":{\"cortex_capabilities\":\"reasoning\"},"
                        + "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}],"
                        + "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
        Explanation explanation = EXPLAINED.ask(body, "", CODE);
        assertThat(explanation.request().servedAs()).isEqualTo("assistant");
        assertThat(from(explanation.classification().task())).isEqualTo("CodeGeneration header");
        assertThat(explanation.classification().task().confidence()).isNull();
        assertThat(from(explanation.classification().complexity())).isEqualTo("High suffix");
        assertThat(from(explanation.classification().latency())).isEqualTo("Interactive request");
        assertThat(explanation.classification().capabilities())
                .extracting(ExplainerTest::from)
                .containsExactly("Tools request", "Reasoning metadata");
        assertThat(explanation.classification().promptTokens().from()).isEqualTo("estimate");
    }

    @Test
    void theClassifierSaysHowSureItIs() throws Exception {
        Explanation explanation =
                EXPLAINED.ask(Explained.body("assistant", "Write a Java function that reverses a linked list."), "");
        assertThat(from(explanation.classification().task())).isEqualTo("CodeGeneration classifier");
        assertThat(explanation.classification().task().confidence()).isBetween(0.2, 1.0);
        String metadata = "{\"model\":\"assistant\",\"metadata\":{\"cortex_task\":\"creative\"},"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
        assertThat(from(EXPLAINED.ask(metadata, "").classification().task())).isEqualTo("Creative metadata");
    }

    @Test
    void everyRuleThatDoesNotMatchNamesItsFirstConditionThatFails() throws Exception {
        Explanation explanation = EXPLAINED.ask(HELLO, "", "x-cortex-task: Simple", EASY, "x-team: red");
        assertThat(explanation.rules())
                .containsExactly(
                        new RuleCheck("by-name", false, "wants model cheap, asked for is assistant"),
                        new RuleCheck("by-header", false, "wants header x-team to be blue, which it is not"),
                        new RuleCheck("seeing", false, "is for requests that need Vision, and this one does not"),
                        new RuleCheck("desk", false, "wants task Creative, this one is Simple"),
                        new RuleCheck(
                                "long", false, "is for prompts of at least 5000 tokens, and this one has about 6"),
                        new RuleCheck("nobody-waits", false, "wants latency class Batch, this one is Standard"),
                        new RuleCheck("code", false, "wants task CodeGeneration, this one is Simple"),
                        new RuleCheck("patient", false, "wants task ToolExecution, this one is Simple"),
                        new RuleCheck("secret", false, "wants task Configuration, this one is Simple"),
                        new RuleCheck("best", false, "wants task Analysis, this one is Simple"),
                        new RuleCheck("default", true, null));
        assertThat(EXPLAINED.ask(HELLO, "", "x-cortex-task: Creative", EASY).rules())
                .contains(new RuleCheck("desk", false, "is for workspace support, and the sender has none"))
                .contains(new RuleCheck("by-header", false, "wants header x-team, which is not there"));
    }

    /** State, headers, target, and how its reason begins. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{targets: {local: {ready: false}}} | x-cortex-task: CodeGeneration | local | Cold: cold",
                "{targets: {kimi: {ready: false}}} | x-cortex-task: CodeGeneration | kimi | NoEndpoint: unreachable",
                "{targets: {claude: {breakerOpen: true}}} | x-team: blue | claude | OpenBreaker: its circuit breaker",
                "{targets: {claude: {overBudget: true}}} | x-team: blue | claude | OverBudget: a budget does not cover it",
                "{budgets: {contract: {usedUsd: '1000'}}} | x-cortex-task: CodeGeneration | kimi | OverBudget: a budget does not cover it: Budget",
                "{} | x-cortex-budget-usd: 0.000001 | claude | OverBudget: a budget does not cover it: ",
                "{} | x-cortex-local-only: true | claude | Privacy: not self-hosted",
                "{} | x-cortex-provider: moonshot | claude | NotForced: the caller wants another",
                "{} | x-cortex-no-fallback: true | kimi | NoFallback: the caller wants no fallback",
                "{targets: {kimi: {firstTokenSeconds: 3}}} | x-cortex-max-latency-ms: 2000 | kimi | TooSlow: its first token is expected too late for the caller: after 3.00 s, and it wants to wait 2.00 s",
                "{} | x-team: blue | local | NotPreferred: neither the rule",
            })
    void everyRejectionHasItsReason(String state, String header, String target, String begins) throws Exception {
        assertThat(why(EXPLAINED.ask(HELLO, state, header, EASY), target)).startsWith(begins);
    }

    @Test
    void aModelThatCannotSeeSaysSo() throws Exception {
        String picture = "{\"model\":\"assistant\",\"messages\":[{\"role\":\"user\",\"content\":["
                + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,iVBORw0KGgo=\"}}]}]}";
        Explanation explanation = EXPLAINED.ask(picture, "");
        assertThat(explanation.decision().rule()).isEqualTo("seeing");
        assertThat(why(explanation, "blind"))
                .isEqualTo("Capability: its model lacks a capability that the request needs:"
                        + " it is not known to have Vision");
        assertThat(candidate(explanation, "claude").score().fit()).isNotNull();
    }

    @Test
    void aContextIsCountedAsItIsWhenServing() throws Exception {
        Explanation explanation = EXPLAINED.ask(Explained.body("assistant", "one two three ".repeat(4000)), "", EASY);
        assertThat(explanation.decision().rule()).isEqualTo("long");
        assertThat(why(explanation, "blind"))
                .matches("Context: the request does not fit its context: .* 8192 tokens; the prompt has .*\\d+\\.");
        assertThat(explanation.attempts()).containsExactly("claude", "kimi");
    }

    @Test
    void whatIsBeyondTheMostAttemptsStandsBy() throws Exception {
        Explanation explanation = EXPLAINED.ask(HELLO, "", EASY);
        assertThat(explanation.attempts()).containsExactly("local", "claude");
        assertThat(explanation.standBy()).containsExactly("kimi", "blind");
        assertThat(explanation.decision().maxAttempts()).isEqualTo(2);
        assertThat(explanation.candidates()).extracting(Candidate::place).containsExactly(1, 2, 3, 4);
    }

    @Test
    void scoresAreTheSumOfTheirParts() throws Exception {
        Explanation explanation = EXPLAINED.ask(
                HELLO, "{targets: {kimi: {errorRate: 0.5, waitSeconds: 2}}}", "x-cortex-task: Analysis", EASY);
        assertThat(explanation.decision().strategy()).isEqualTo("Balanced");
        Explanation.Weights by = explanation.decision().weights();
        assertThat(by.cost() + by.latency() + by.quality() + by.reliability()).isCloseTo(1, within(1e-9));
        for (String target : new String[] {"claude", "kimi"}) {
            Explanation.Score score = candidate(explanation, target).score();
            assertThat(score.total())
                    .isCloseTo(
                            by.cost() * score.cost()
                                    + by.latency() * score.latency()
                                    + by.quality() * score.qualityScore()
                                    + by.reliability() * score.reliability(),
                            within(1e-9));
        }
        assertThat(candidate(explanation, "kimi").score().reliability()).isEqualTo(0.5);
        assertThat(candidate(explanation, "kimi").score().firstTokenSeconds()).isEqualTo(3);
        assertThat(candidate(explanation, "local").score().total()).isNull();
        assertThat(explanation.attempts()).containsExactly("kimi", "claude");
    }

    @Test
    void oneScoreAloneIsTheTotal() throws Exception {
        Explanation cheap = EXPLAINED.ask(Explained.body("cheap", "Hello"), "", EASY);
        assertThat(cheap.attempts()).containsExactly("kimi", "claude");
        assertThat(candidate(cheap, "kimi").score().total())
                .isEqualTo(candidate(cheap, "kimi").score().cost());
        Explanation fast = EXPLAINED.ask(HELLO, "", "x-cortex-latency: batch");
        assertThat(candidate(fast, "kimi").score().total())
                .isEqualTo(candidate(fast, "kimi").score().latency());
    }

    @Test
    void weightedTellsHowLikelyEachTargetIs() throws Exception {
        Explanation explanation = EXPLAINED.askOf("support", HELLO, "{draw: 0.8}", "x-cortex-task: Creative");
        assertThat(explanation.decision().rule()).isEqualTo("desk");
        assertThat(explanation.decision().draw()).isEqualTo(0.8);
        assertThat(candidate(explanation, "claude").probability()).isEqualTo(0.75);
        assertThat(candidate(explanation, "kimi").probability()).isEqualTo(0.25);
        assertThat(explanation.attempts()).containsExactly("kimi", "claude");
    }

    /** The wait is at the limit: half of the requests spill. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.2 | kimi | true",
                "0.7 | local | true",
            })
    void spillingTellsWhatShareSpills(String draw, String first, boolean spilling) throws Exception {
        String state = "{draw: " + draw + ", targets: {local: {waitSeconds: 2.0001}}}";
        Explanation explanation = EXPLAINED.ask(HELLO, state, CODE, EASY);
        assertThat(explanation.attempts().get(0)).isEqualTo(first);
        Explanation.Spill spill = candidate(explanation, "local").spill();
        assertThat(spill.spilling()).isEqualTo(spilling);
        assertThat(spill.share()).isCloseTo(0.5, within(0.001));
        assertThat(spill.limitSeconds()).isEqualTo(2);
    }

    @Test
    void aRequestThatWaitsForAColdModelSaysForWhichAndHowLong() throws Exception {
        String cold = "{targets: {local: {ready: false}, kimi: {ready: false}, claude: {ready: false}}}";
        Explanation explanation = EXPLAINED.ask(HELLO, cold, "x-cortex-task: ToolExecution", EASY);
        assertThat(explanation.decision().waitsFor()).isEqualTo("local");
        assertThat(explanation.decision().waitsMillis()).isEqualTo(90_000);
        assertThat(explanation.attempts()).isEmpty();
        assertThat(explanation.refusal()).isNull();
        assertThat(PlainText.of(explanation)).contains("waits       for local, up to 90 s");
        assertThat(EXPLAINED
                        .ask(HELLO, cold, "x-cortex-task: ToolExecution", "x-cortex-max-latency-ms: 500")
                        .decision()
                        .waitsFor())
                .isNull();
    }

    @Test
    void aBudgetPastItsThresholdPutsTheCheapestFirstAndIsTold() throws Exception {
        Explanation explanation = EXPLAINED.askOf(
                "support", HELLO, "{budgets: {daily: {usedUsd: '46'}, team: {usedUsd: '1'}}}", "x-team: blue", EASY);
        assertThat(explanation.decision().cheapestFirst()).isTrue();
        assertThat(explanation.attempts()).containsExactly("kimi", "claude");
        assertThat(explanation.budgets())
                .contains(
                        new Explanation.Budget("daily", "policy chat", "Day", "50", "46", "Fallback"),
                        new Explanation.Budget("team", "workspace support", "Month", "100", "1", null));
    }

    @Test
    void whatFailedLatelyStaysBehindHoweverCheapItIs() throws Exception {
        Explanation explanation = EXPLAINED.ask(
                HELLO,
                "{budgets: {daily: {usedUsd: '46'}}, targets: {kimi: {failedLately: true}}}",
                "x-team: blue",
                EASY);
        assertThat(explanation.decision().cheapestFirst()).isTrue();
        assertThat(explanation.attempts()).containsExactly("claude", "kimi");
    }

    @Test
    void aWholeBudgetSpentIsARefusalInTheWordsOfTheClient() throws Exception {
        Explanation explanation = EXPLAINED.ask(HELLO, "{budgets: {daily: {usedUsd: '50'}}}", "x-team: blue", EASY);
        assertThat(explanation.attempts()).isEmpty();
        assertThat(explanation.refusal().status()).isEqualTo(402);
        assertThat(explanation.refusal().message()).contains("daily");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "assistant | '' | x-cortex-task: nonsense | 400 | Header x-cortex-task names no task",
                "unheard | '' | x-team: blue | 404 | The model 'unheard' does not exist.",
                "plain-name | support | x-team: blue | 403 | Workspace support may not use model 'plain-name'.",
                "assistant | '' | x-cortex-provider: nobody | 400 | No target of policy 'chat' is of provider 'nobody'",
                "assistant | '' | x-cortex-model: x | 400 | No target of policy 'chat' has model 'x'",
            })
    void whatIsRefusedBeforeChoosingSaysWhy(String model, String workspace, String header, int status, String begins)
            throws Exception {
        Explanation explanation =
                EXPLAINED.askOf(workspace.isEmpty() ? null : workspace, Explained.body(model, "Hello"), "", header);
        assertThat(explanation.refusal().status()).isEqualTo(status);
        assertThat(explanation.refusal().message()).startsWith(begins);
        assertThat(explanation.candidates()).isEmpty();
    }

    @Test
    void nothingReadyIsARefusalThatSaysSo() throws Exception {
        Explanation explanation =
                EXPLAINED.ask(HELLO, "{targets: {local: {ready: false}}}", "x-cortex-task: Configuration", EASY);
        assertThat(explanation.decision().localOnly()).isTrue();
        assertThat(explanation.refusal().status()).isEqualTo(503);
        assertThat(explanation.refusal().message()).contains("no endpoint of its self-hosted targets is ready");
    }

    @Test
    void aBudgetTakesNoRequestThatCannotBeRead() throws Exception {
        String odd = "{\"model\":\"assistant\",\"messages\":[{\"role\":\"user\",\"content\":7}]}";
        Explanation explanation = EXPLAINED.ask(odd, "", "x-team: blue");
        assertThat(why(explanation, "claude")).startsWith("OverBudget: nobody can tell what it would cost: ");
        assertThat(explanation.refusal().status()).isEqualTo(400);
    }

    /** Field names are a promise: the document has each of them, and every reason. */
    @Test
    void everyFieldAndEveryReasonIsInTheDocument() throws Exception {
        String document = Files.readString(Path.of("../docs/explain.md"));
        Stream<String> fields = Stream.concat(
                        Stream.of(Explanation.class), Arrays.stream(Explanation.class.getDeclaredClasses()))
                .filter(Class::isRecord)
                .flatMap(type -> Arrays.stream(type.getRecordComponents()))
                .map(RecordComponent::getName);
        assertThat(Stream.concat(fields, Arrays.stream(Reason.values()).map(Reason::label)))
                .allSatisfy(name -> assertThat(document).contains("`" + name + "`"));
    }

    @Test
    void neitherPromptNorUnknownHeadersAreTold() throws Exception {
        String secret = "hunter2-" + "z".repeat(12);
        Explanation explanation = EXPLAINED.ask(
                Explained.body("assistant", "My password is " + secret),
                "",
                "authorization: Bearer " + secret,
                "x-team: " + secret,
                "x-api-key: " + secret);
        assertThat(PlainText.of(explanation)).contains("policy").doesNotContain(secret);
        assertThat(ExplanationJson.of(explanation)).contains("\"policy\"").doesNotContain(secret);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{targets: {nobody: {ready: false}}} | There is no target 'nobody'; there is anthropic, blind,",
                "{budgets: {nothing: {usedUsd: '1'}}} | There is no budget 'nothing'; there is contract, daily, team.",
                "{budgets: {daily: {usedUsd: much}}} | budgets.daily.usedUsd must be an amount of USD",
                "{targets: {claude: {redy: false}}} | There is no field 'redy' in state.targets.claude; there is breakerOpen, errorRate, failedLately,",
                "{draw: 1} | draw must be a number from 0 to below 1.",
                "{at: yesterday} | at must be a moment",
                "{targets: 7} | state.targets has a value of another kind.",
            })
    void aStateThatNamesWhatThereIsNotIsRefused(String state, String begins) {
        assertThatThrownBy(() -> EXPLAINED.ask(HELLO, state)).hasMessageStartingWith(begins);
    }

    @Test
    void aWorkspaceThatThereIsNotIsRefused() {
        assertThatThrownBy(() -> EXPLAINED.askOf("nobody", HELLO, "", CODE))
                .isInstanceOf(Question.Unanswerable.class)
                .hasMessage("There is no workspace 'nobody'; there is support.");
    }
}
