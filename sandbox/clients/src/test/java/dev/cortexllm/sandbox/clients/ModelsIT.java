package dev.cortexllm.sandbox.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.cortexllm.sandbox.clients.client.ChatClient;
import dev.cortexllm.sandbox.clients.client.Library;
import dev.cortexllm.sandbox.clients.client.Trouble;
import dev.cortexllm.sandbox.clients.world.Pair;
import dev.cortexllm.sandbox.clients.world.Target;
import dev.cortexllm.sandbox.clients.world.World;
import dev.cortexllm.sandbox.clients.world.WorldExtension;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The list of models, in the shape that each library reads. */
@ExtendWith(WorldExtension.class)
class ModelsIT {
    @ParameterizedTest(name = "{argumentsWithNames}")
    @EnumSource
    void every_route_is_listed(Library library, World world) {
        assertThat(world.client(library).models())
                .contains(Arrays.stream(Target.values()).map(Target::route).toArray(String[]::new))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest(name = "{argumentsWithNames}")
    @MethodSource("direct")
    void a_provider_lists_its_own_to_the_same_library(Pair pair, World world) {
        assertThat(pair.client(world).models()).contains(pair.target().model());
    }

    static List<Pair> direct() {
        return Pair.where(Pair::direct);
    }

    @ParameterizedTest(name = "{argumentsWithNames}")
    @EnumSource(names = {"OPENAI_JAVA", "ANTHROPIC_JAVA"})
    void a_model_is_looked_up_by_its_name(Library library, World world) {
        for (Target target : Target.values()) {
            assertThat(world.client(library).model(target.route())).isEqualTo(target.route());
        }
    }

    @ParameterizedTest(name = "{argumentsWithNames}")
    @EnumSource(names = {"OPENAI_JAVA", "ANTHROPIC_JAVA"})
    void an_unknown_model_is_not_found(Library library, World world) {
        ChatClient client = world.client(library);
        Trouble trouble = client.trouble(catchThrowable(() -> client.model("no-such-model")));
        assertThat(trouble.status()).isEqualTo(404);
        assertThat(trouble.exception()).isEqualTo("NotFoundException");
        assertThat(trouble.message()).contains("no-such-model");
    }
}
