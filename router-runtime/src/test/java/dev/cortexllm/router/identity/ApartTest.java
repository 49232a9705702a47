package dev.cortexllm.router.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.api.v1alpha1.LimitScope;
import dev.cortexllm.config.Limit;
import dev.cortexllm.router.limit.LimitEntry;
import dev.cortexllm.router.limit.Limits;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApartTest {
    private static final LimitEntry[] ROUTE =
            Limits.ask(0, Limits.requests("all", 5)).limits();
    private static final LimitEntry[] WORKSPACE =
            Limits.ask(0, Limits.requests("few", 5)).limits();
    private static final Identity BOB =
            new Identity("bob", "support", "ns/clients/bob", new Grants(null, null, WORKSPACE, null));

    @Test
    void what_is_not_configured_makes_nothing() {
        assertThat(Apart.limits(null, Identity.NOBODY, "m")).isNull();
        assertThat(Apart.limits(ROUTE, Identity.NOBODY, "m")).isSameAs(ROUTE);
        assertThat(Apart.limits(null, BOB, "m")).isSameAs(WORKSPACE);
    }

    @Test
    void limits_of_route_and_workspace_hold_together() {
        assertThat(Apart.limits(ROUTE, BOB, "m")).containsExactly(ROUTE[0], WORKSPACE[0]);
    }

    @Test
    void each_value_has_a_count_and_the_limit_itself_stays_as_it_is() {
        Limit one = Limits.requests("one", 1);
        List<LimitScope> per = List.of(LimitScope.KEY, LimitScope.WORKSPACE, LimitScope.MODEL);
        LimitEntry[] limits = Limits.ask(
                        0,
                        Limits.requests("all", 5),
                        new Limit(one.key(), "one", "o", one.measure(), 1, one.windowMillis(), 0, false, null, per))
                .limits();

        assertThat(keys(Apart.limits(limits, BOB, "m")))
                .containsExactly("k/all", "k/one|key=ns/clients/bob|workspace=support|model=m", "k/few");
        assertThat(keys(Apart.limits(limits, Identity.NOBODY, "m")))
                .containsExactly("k/all", "k/one|key=|workspace=|model=m");
        assertThat(keys(limits)).containsExactly("k/all", "k/one");
    }

    private static List<String> keys(LimitEntry[] limits) {
        return Arrays.stream(limits).map(entry -> entry.config().key()).toList();
    }
}
