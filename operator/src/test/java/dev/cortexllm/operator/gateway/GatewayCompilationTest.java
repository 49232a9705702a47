package dev.cortexllm.operator.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.api.v1alpha1.LLMGatewaySpec;
import dev.cortexllm.catalogue.Catalogue;
import dev.cortexllm.compile.Compilation;
import dev.cortexllm.compile.Kind;
import dev.cortexllm.compile.Resource;
import dev.cortexllm.compile.ResourceId;
import dev.cortexllm.compile.Resources;
import dev.cortexllm.operator.compilation.GatewayBoard;
import dev.cortexllm.operator.compilation.GatewayId;
import dev.cortexllm.operator.compilation.Published;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GatewayCompilationTest {
    private static final GatewayId MAIN = new GatewayId("default", "main");

    private final GatewayBoard board = new GatewayBoard();
    private final GatewayCompilation compiling =
            new GatewayCompilation(board, Catalogue.bundled(), "cluster.local", true, new SecureRandom());

    @Test
    void compilesAgainOnlyWhatIsAnother() {
        publish(1);
        Compilation known = publish(1);
        assertThat(publish(1)).isSameAs(known);
        Compilation edited = publish(2);
        assertThat(edited).isNotSameAs(known);
    }

    @Test
    void goesOnFromWhatIsServed() {
        Compilation first = publish(1);
        assertThat(publish(1)).as("it went on from nothing").isNotSameAs(first);
        assertThat(publish(1).bundle().digestKey()).isEqualTo(first.bundle().digestKey());
    }

    private Compilation publish(long generation) {
        Resources resources = new Resources(
                new Resource<>(
                        new ResourceId(Kind.LLMGateway, "default", "main"),
                        "",
                        generation,
                        Instant.EPOCH,
                        Map.of(),
                        Map.of(),
                        new LLMGatewaySpec(null, null, null, null, null, null, null, null, null)),
                List.of(),
                List.of(),
                List.of(),
                Map.of());
        Compilation compilation = compiling.run(MAIN, resources, List.of());
        board.post(MAIN, Published.of(compilation, resources, board.find(MAIN)));
        return compilation;
    }
}
