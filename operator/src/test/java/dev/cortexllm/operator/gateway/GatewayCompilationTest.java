package dev.cortexllm.operator.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.api.v1alpha1.LLMGatewaySpec;
import dev.cortexllm.catalogue.Catalogue;
import dev.cortexllm.compile.Compilation;
import dev.cortexllm.compile.Kind;
import dev.cortexllm.compile.Resource;
import dev.cortexllm.compile.ResourceId;
import dev.cortexllm.compile.Resources;
import dev.cortexllm.operator.Samples;
import dev.cortexllm.operator.compilation.GatewayBoard;
import dev.cortexllm.operator.compilation.GatewayId;
import dev.cortexllm.operator.compilation.Published;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GatewayCompilationTest {
    private static final GatewayId MAIN = new GatewayId("default", "main");

    private static final LLMGatewaySpec GOOD = new LLMGatewaySpec(null, null, null, null, null, null, null, null, null);
    private static final LLMGatewaySpec BROKEN = null;

    private final GatewayBoard board = new GatewayBoard();
    private final GatewayCompilation compiling =
            new GatewayCompilation(board, Catalogue.bundled(), "cluster.local", true, new SecureRandom());

    @Test
    void compilesAgainOnlyWhatIsAnother() {
        Compilation first = publish(1, GOOD);
        assertThat(publish(1, GOOD)).isSameAs(first);
        Compilation edited = publish(2, GOOD);
        assertThat(edited).isNotSameAs(first);
        assertThat(publish(2, GOOD)).isSameAs(edited);
    }

    @Test
    void whatIsBrokenGoesOnFromWhatIsServedThen() {
        board.post(MAIN, Samples.published(1, Optional.empty()));
        Compilation first = publish(1, BROKEN);
        assertThat(first.bundle().config().settings().maxRequestBytes())
                .isEqualTo(Samples.bundle(1).config().settings().maxRequestBytes());
        Compilation second = publish(1, BROKEN);
        assertThat(second).as("it may have come from what was served before").isNotSameAs(first);
        assertThat(publish(1, BROKEN)).isSameAs(second);
    }

    @Test
    void aGatewayThatIsNotServedAnyMoreIsForgotten() {
        Compilation first = publish(1, GOOD);
        board.retain(Set.of());
        assertThat(publish(1, GOOD)).isNotSameAs(first);
    }

    private Compilation publish(long generation, LLMGatewaySpec spec) {
        Resources resources = new Resources(
                new Resource<>(
                        new ResourceId(Kind.LLMGateway, "default", "main"),
                        "",
                        generation,
                        Instant.EPOCH,
                        Map.of(),
                        Map.of(),
                        spec),
                List.of(),
                List.of(),
                List.of(),
                Map.of());
        Compilation compilation = compiling.run(MAIN, resources, List.of());
        board.post(MAIN, Published.of(compilation, resources, board.find(MAIN)));
        return compilation;
    }
}
