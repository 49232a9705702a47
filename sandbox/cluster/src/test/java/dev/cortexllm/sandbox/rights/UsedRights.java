package dev.cortexllm.sandbox.rights;

import dev.cortexllm.operator.Permissions.Permission;
import dev.cortexllm.operator.Permissions.Scope;
import dev.cortexllm.sandbox.apiserver.access.Asked;
import dev.cortexllm.sandbox.apiserver.access.Decision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * What the operator did with its rights during one test class, as the embedded API server saw it. Kept in a file: test classes are
 * shared out among several JVMs.
 */
final class UsedRights {
    /** One file for each test class, the newest of its runs. */
    private static final Path FOLDER = Path.of("target/rights");

    private final Class<?> test;
    private final Set<String> used = new ConcurrentSkipListSet<>();
    private final List<String> refused = new ArrayList<>();

    UsedRights(Class<?> test) {
        this.test = test;
    }

    void decided(Decision decision) {
        if (decision.user().name().endsWith(":cortex-operator")) {
            decision.by()
                    .ifPresentOrElse(
                            granted -> used.add(line(scope(granted.role()), decision.asked())), () -> refuse(decision));
        }
    }

    private synchronized void refuse(Decision decision) {
        refused.add(decision.sentence());
    }

    /** What was refused since this was asked last. */
    synchronized List<String> refusedSince() {
        List<String> out = List.copyOf(refused);
        refused.clear();
        return out;
    }

    void keep() {
        try {
            Files.write(Files.createDirectories(FOLDER).resolve(test.getName()), used);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a test class has kept; null when it has not run. */
    static Set<String> kept(String test) throws IOException {
        Path file = FOLDER.resolve(test);
        return Files.exists(file) ? Set.copyOf(Files.readAllLines(file)) : null;
    }

    static String line(Permission permission) {
        return line(
                permission.scope().name(),
                new Asked(permission.verb(), permission.group(), permission.resource(), "", ""));
    }

    private static String line(String scope, Asked asked) {
        return scope + " " + asked.verb() + " " + asked.resource() + " " + asked.group();
    }

    /** The chart has one role for each. */
    private static String scope(String role) {
        if (role.startsWith("ClusterRole ")) {
            return Scope.CLUSTER.name();
        }
        return (role.endsWith("-watched") ? Scope.WATCHED : Scope.OWN).name();
    }
}
