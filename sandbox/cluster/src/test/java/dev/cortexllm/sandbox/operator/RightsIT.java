package dev.cortexllm.sandbox.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cortexllm.operator.Permissions;
import dev.cortexllm.operator.Permissions.Permission;
import dev.cortexllm.operator.Permissions.Scope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * No right too many: of what the chart grants, every verb has been used by the test classes before this one, which runs last. Skipped
 * when not all of them ran, for then nobody can know.
 */
@Order(Integer.MAX_VALUE)
class RightsIT {
    /** The framework wants to see it among the rules before it stands for election; it changes the lease by patch. */
    private static final Permission ASKED_FOR =
            new Permission(Scope.OWN, "coordination.k8s.io", "leases", "update", "");

    @RegisterExtension
    static final Seen SEEN = new Seen();

    private static final class Seen implements BeforeAllCallback {
        private UsedRights rights;

        @Override
        public void beforeAll(ExtensionContext context) {
            rights = UsedRights.of(context);
        }
    }

    @Test
    void everyVerbThatIsGrantedIsUsed() {
        List<String> notRun = suite().filter(name -> !SEEN.rights.hasRun(name)).toList();
        assumeTrue(notRun.isEmpty(), () -> "these have not run: " + notRun);
        assertThat(Permissions.all().stream()
                        .filter(permission -> !SEEN.rights.used(permission))
                        .filter(permission -> !ASKED_FOR.equals(permission)))
                .as(
                        "granted by the chart and never used; take it out of Permissions, charts/ and docs/rbac.md, or test what"
                                + " needs it")
                .isEmpty();
    }

    /** Names of the test classes that have an operator. */
    private static Stream<String> suite() {
        Path folder = Path.of("target/test-classes");
        try (Stream<Path> files = Files.walk(folder)) {
            return files
                    .map(file -> folder.relativize(file).toString())
                    .filter(file -> file.endsWith("IT.class"))
                    .map(file -> file.replace(".class", "").replace('/', '.'))
                    .filter(RightsIT::hasOperator)
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean hasOperator(String name) {
        try {
            Class<?> type = Class.forName(name, false, RightsIT.class.getClassLoader());
            return Arrays.stream(type.getDeclaredFields()).map(Field::getType).anyMatch(OperatorCluster.class::equals);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
