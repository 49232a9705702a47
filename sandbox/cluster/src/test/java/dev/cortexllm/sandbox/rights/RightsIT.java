package dev.cortexllm.sandbox.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cortexllm.operator.Permissions;
import dev.cortexllm.operator.Permissions.Permission;
import dev.cortexllm.operator.Permissions.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * No right too many: of what the chart grants, every verb has been used by the test classes that run an operator. An execution of its
 * own runs this after them; it is skipped when not all of them have run, or on a real API server, which does not tell.
 */
class RightsIT {
    /** The framework wants to see it among the rules before it stands for election; it changes the lease by patch. */
    private static final Permission ASKED_FOR =
            new Permission(Scope.OWN, "coordination.k8s.io", "leases", "update", "");

    @Test
    void everyVerbThatIsGrantedIsUsed() throws IOException {
        Set<String> used = new TreeSet<>();
        List<String> missing = new ArrayList<>();
        for (String test : suite()) {
            Set<String> kept = UsedRights.kept(test);
            if (kept == null || kept.isEmpty()) {
                missing.add(test);
            } else {
                used.addAll(kept);
            }
        }
        assumeTrue(missing.isEmpty(), () -> "nothing is known of what these used: " + missing);
        assertThat(Permissions.all().stream()
                        .filter(permission -> !ASKED_FOR.equals(permission))
                        .filter(permission -> !used.contains(UsedRights.line(permission))))
                .as(
                        "granted by the chart and never used: take it out of Permissions, charts/ and docs/rbac.md, or test what"
                                + " needs it")
                .isEmpty();
    }

    /** Names of the test classes that run an operator. */
    private static List<String> suite() throws IOException {
        Path folder = Path.of("target/test-classes");
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> folder.relativize(file).toString())
                    .filter(file -> file.endsWith("IT.class"))
                    .map(file -> file.replace(".class", "").replace('/', '.'))
                    .filter(RightsIT::runsAnOperator)
                    .sorted()
                    .toList();
        }
    }

    private static boolean runsAnOperator(String name) {
        try {
            Class<?> type = Class.forName(name, false, RightsIT.class.getClassLoader());
            return fields(type).anyMatch(field -> fields(field).anyMatch(ActingOperator.class::equals));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<Class<?>> fields(Class<?> type) {
        return Arrays.stream(type.getDeclaredFields()).map(field -> field.getType());
    }
}
