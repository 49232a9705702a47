package dev.cortexllm.operator.gateway.desired;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.config.Clients;
import dev.cortexllm.config.RouterConfig;
import dev.cortexllm.operator.child.Owner;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuardedTest {
    private static final Guarded BOTH = new Guarded(true, true);
    private static final Owner OWNER = new Owner("cortexllm.dev/v1alpha1", "LLMGateway", "default", "main", "u1");

    @Test
    void aConfigurationSaysWhatIsAskedFor() {
        RouterConfig.Settings none = new RouterConfig.Settings(1, 1);
        assertThat(Guarded.by(config(none))).isEqualTo(Guarded.NOTHING);
        RouterConfig.Settings keys = none.withClients(new Clients(List.of(), List.of()));
        assertThat(Guarded.by(config(keys))).isEqualTo(new Guarded(true, false));
    }

    private static RouterConfig config(RouterConfig.Settings settings) {
        return new RouterConfig(RouterConfig.SCHEMA_VERSION, "default/main", settings, List.of(), List.of());
    }

    @Test
    void nothingOpensBeforeEveryRouterAsksForKeys() {
        assertThat(BOTH.reliable(null, false)).isEqualTo(Guarded.NOTHING);
        assertThat(BOTH.reliable(RouterNetworkPolicy.desired(OWNER, Guarded.NOTHING), false))
                .isEqualTo(Guarded.NOTHING);
        assertThat(BOTH.reliable(null, true)).isEqualTo(BOTH);
    }

    @Test
    void whatIsOpenStaysOpenWhileKeysAreAskedFor() {
        assertThat(BOTH.reliable(RouterNetworkPolicy.desired(OWNER, BOTH), false))
                .isEqualTo(BOTH);
        assertThat(BOTH.reliable(RouterNetworkPolicy.desired(OWNER, new Guarded(true, false)), false))
                .isEqualTo(new Guarded(true, false));
    }

    @Test
    void itClosesAtOnceWhenTheyAreNot() {
        assertThat(Guarded.NOTHING.reliable(RouterNetworkPolicy.desired(OWNER, BOTH), true))
                .isEqualTo(Guarded.NOTHING);
    }
}
