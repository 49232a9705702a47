package dev.cortexllm.sandbox.operator;

import dev.cortexllm.operator.Permissions.Permission;
import dev.cortexllm.operator.Permissions.Scope;
import dev.cortexllm.sandbox.apiserver.access.Asked;
import dev.cortexllm.sandbox.apiserver.access.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** What the operator did with its rights, over all test classes of a run, as the embedded API server saw it. */
final class UsedRights {
    private final Set<String> used = new ConcurrentSkipListSet<>();
    private final Set<String> classes = new ConcurrentSkipListSet<>();
    private final List<String> refused = new ArrayList<>();

    /** The record of this run. */
    static UsedRights of(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(UsedRights.class))
                .getOrComputeIfAbsent(UsedRights.class, key -> new UsedRights(), UsedRights.class);
    }

    void decided(Decision decision) {
        if (!decision.user().name().endsWith(":cortex-operator")) {
            return;
        }
        decision.by()
                .ifPresentOrElse(
                        granted -> used.add(line(scope(granted.role()), decision.asked())), () -> refuse(decision));
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

    void ran(Class<?> testClass) {
        classes.add(testClass.getName());
    }

    boolean hasRun(String testClass) {
        return classes.contains(testClass);
    }

    boolean used(Permission permission) {
        return used.contains(line(
                permission.scope().name(),
                new Asked(permission.verb(), permission.group(), permission.resource(), "", "")));
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

    @Override
    public String toString() {
        return used.stream().collect(Collectors.joining("\n"));
    }
}
