package dev.cortexllm.bench.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarTest {
    @TempDir
    private Path checkout;

    @Test
    void a_program_is_what_its_module_has_built() throws IOException {
        Path target = Files.createDirectories(checkout.resolve("operator/target"));
        for (String name : new String[] {"cortex-operator-0.1.0-SNAPSHOT-tests.jar", "other-0.1.0.jar", "lib"}) {
            Files.createFile(target.resolve(name));
        }
        assertThat(Jar.OPERATOR.file(checkout)).isEmpty();

        Path jar = Files.createFile(target.resolve("cortex-operator-0.1.0-SNAPSHOT.jar"));
        assertThat(Jar.OPERATOR.file(checkout)).contains(jar);
        assertThat(Jar.ROUTER.file(checkout)).isEmpty();
    }
}
