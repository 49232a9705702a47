package dev.cortexllm.operator.compilation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.compile.ResourceId;
import dev.cortexllm.operator.ManyPolicies;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PolicyChangesTest {
    private static final ManyPolicies FOUR = ManyPolicies.of(4);

    private final Published before = FOUR.published(Optional.empty());

    @Test
    void anotherVerdictWakesWhomItIsOf() {
        ManyPolicies lost = new ManyPolicies(FOUR.generations(), 0, 1, false);
        assertThat(changed(lost)).hasSize(4);
    }

    @Test
    void aPolicyThatComesGoesOrIsNotSelectedAnyMoreIsWoken() {
        ManyPolicies five = ManyPolicies.of(5);
        assertThat(changed(five)).containsExactly("policy-4");
        assertThat(changed(ManyPolicies.of(3))).containsExactly("policy-3");
        assertThat(changed(new ManyPolicies(FOUR.generations(), 1, 1, true))).containsExactly("policy-3");
    }

    @Test
    void anotherDeploymentConcernsThoseOfWhichTheGatewaySaysNothing() {
        ManyPolicies some = new ManyPolicies(FOUR.generations(), 2, 1, true);
        ManyPolicies redeployed = new ManyPolicies(FOUR.generations(), 2, 2, true);
        Published one = some.published(Optional.empty());
        Published other = redeployed.published(Optional.of(one));
        assertThat(names(PolicyChanges.posted(one, other, Set.of()))).containsExactlyInAnyOrder("policy-2", "policy-3");
    }

    @Test
    void aConfigurationThatIsRememberedNoLongerConcernsWhatARouterServesOfIt() {
        String old = before.bundle().hash();
        Published now = before;
        for (int generation = 2; generation <= 17; generation++) {
            Published next = FOUR.edited(0, generation).published(Optional.of(now));
            Set<String> changed = names(PolicyChanges.posted(now, next, Set.of(old)));
            assertThat(changed).hasSize(next.generations().containsKey(old) ? 1 : 4);
            now = next;
        }
        assertThat(now.generations()).doesNotContainKey(old);
    }

    @Test
    void aReportConcernsWhatTheRouterServesInAnotherGeneration() {
        Published now = FOUR.edited(1, 2).published(Optional.of(before));
        String old = before.bundle().hash();
        String present = now.bundle().hash();
        assertThat(names(PolicyChanges.reported(now, old, present))).containsExactly("policy-1");
        assertThat(names(PolicyChanges.reported(now, present, present))).isEmpty();
        assertThat(names(PolicyChanges.reported(now, null, present))).hasSize(4);
        assertThat(names(PolicyChanges.reported(now, "unheard-of", null))).isEmpty();
    }

    private Set<String> changed(ManyPolicies next) {
        return names(PolicyChanges.posted(before, next.published(Optional.of(before)), Set.of()));
    }

    private static Set<String> names(Set<ResourceId> ids) {
        return ids.stream().map(ResourceId::name).collect(Collectors.toSet());
    }
}
