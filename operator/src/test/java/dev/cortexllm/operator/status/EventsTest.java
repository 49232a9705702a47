package dev.cortexllm.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.api.v1alpha1.Condition;
import dev.cortexllm.operator.TestClock;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventsTest {
    @ParameterizedTest
    @CsvSource({
        "Ready,          Ready,          false", // nothing happened
        "Ready,          Invalid,        true",
        "Invalid,        Ready,          true",
        "Loading,        Ready,          true",
        "Ready,          Programming,    false", // routers are about to take the new configuration
        "Programming,    Ready,          false", // and have
        "Ready,          Loading,        false",
        "Loading,        Unschedulable,  true",
        "Unschedulable,  CrashLoopBackOff, true",
    })
    void tellsEachChangeOfReadyOnce(String before, String now, boolean told) {
        assertThat(Events.toTell(ready(before), ready(now)).isPresent()).isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource({"Ready, true", "ScaledToZero, true", "Suspended, true", "Unschedulable, false"})
    void warnsOfNothingThatSomebodyHasChosen(String reason, boolean normal) {
        assertThat(Events.normal(ready(reason).get(0))).isEqualTo(normal);
    }

    @org.junit.jupiter.api.Test
    void aNewResourceWithAMistakeIsTold() {
        assertThat(Events.toTell(null, ready("Invalid"))).isPresent();
    }

    @org.junit.jupiter.api.Test
    void anUpdateIsOfferedOnce() {
        List<Condition> none = offering(null, "abc", null);
        List<Condition> offered = offering(none, "abc", "def");
        assertThat(Events.offers(none, offered)).hasSize(1);
        assertThat(Events.offers(offered, offering(offered, "abc", "ghi"))).isEmpty();
        assertThat(Events.offers(offered, none)).isEmpty();
    }

    private static List<Condition> offering(List<Condition> before, String revision, String offered) {
        Finding ready = Finding.of("Ready", true, "Ready", "message");
        Finding update = UpdateFinding.of(new TemplateFact(revision, offered));
        return Conditions.of(before, 1, ready, List.of(update), new TestClock("2026-03-01T10:00:00Z"));
    }

    private static List<Condition> ready(String reason) {
        Finding finding = Finding.of("Ready", reason.equals("Ready"), reason, "message");
        return Conditions.of(null, 1, finding, List.of(), new TestClock("2026-03-01T10:00:00Z"));
    }
}
