package dev.cortexllm.sandbox.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.operator.Permissions;
import dev.cortexllm.operator.Permissions.Permission;
import dev.cortexllm.operator.Permissions.Scope;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The chart grants what the operator says that it needs, and the document tells the same. */
class ChartRightsTest {
    private static final String SYSTEM = "cortex-system";
    private static final String VALUES = "watchNamespaces: [team-a, team-b]";
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    @Test
    void theRolesAreWhatTheOperatorNeeds() {
        Set<String> needed = new TreeSet<>();
        for (Permission permission : Permissions.all()) {
            for (String place : places(permission.scope())) {
                needed.add(
                        line(place, permission.group(), permission.resource(), permission.verb(), permission.name()));
            }
        }
        assertThat(granted(VALUES)).isEqualTo(needed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", VALUES, "{rbac: {ownerReferencesPermissionEnforcement: true}}"})
    void noVerbOnSecretsHoldsForTheWholeCluster(String values) {
        assertThat(granted(values))
                .filteredOn(line -> line.startsWith("cluster "))
                .containsExactly("cluster authentication.k8s.io/tokenreviews create ");
        assertThat(granted(values)).noneMatch(line -> line.contains("*"));
    }

    @Test
    void theDocumentListsThem() throws IOException {
        Set<String> told = new TreeSet<>();
        Scope scope = Scope.WATCHED;
        for (String line : Files.readAllLines(Path.of("../../docs/rbac.md"))) {
            if (line.startsWith("## ")) {
                scope = line.contains("own namespace")
                        ? Scope.OWN
                        : line.contains("whole cluster") ? Scope.CLUSTER : scope;
            }
            if (line.startsWith("| ") && line.contains("`")) {
                String[] cells = line.split("\\|");
                for (String resource : code(cells[2])) {
                    for (String verb : cells[3].strip().split(", ")) {
                        told.add(scope + " "
                                + code(cells[1]).stream().findFirst().orElse("") + "/" + resource + " " + verb);
                    }
                }
            }
        }
        Set<String> needed = new TreeSet<>();
        Permissions.all().forEach(p -> needed.add(p.scope() + " " + p.group() + "/" + p.resource() + " " + p.verb()));
        assertThat(told).as("tables of docs/rbac.md").isEqualTo(needed);
    }

    private static List<String> code(String cell) {
        List<String> out = new ArrayList<>();
        for (Matcher matcher = CODE.matcher(cell); matcher.find(); ) {
            out.add(matcher.group(1));
        }
        return out;
    }

    private static List<String> places(Scope scope) {
        return switch (scope) {
            case WATCHED -> List.of("team-a", "team-b");
            case OWN -> List.of(SYSTEM);
            case CLUSTER -> List.of("cluster");
        };
    }

    private static Set<String> granted(String values) {
        Set<String> lines = new TreeSet<>();
        for (HasMetadata object : Chart.objects(SYSTEM, values)) {
            if (object instanceof Role role) {
                lines(role.getMetadata().getNamespace(), role.getRules()).forEach(lines::add);
            } else if (object instanceof ClusterRole role) {
                lines("cluster", role.getRules()).forEach(lines::add);
            }
        }
        return lines;
    }

    private static Stream<String> lines(String place, List<PolicyRule> rules) {
        return rules.stream().flatMap(rule -> rule.getApiGroups().stream()
                .flatMap(group -> rule.getResources().stream().flatMap(resource -> rule.getVerbs().stream()
                        .map(verb -> line(place, group, resource, verb, String.join(",", rule.getResourceNames()))))));
    }

    private static String line(String place, String group, String resource, String verb, String name) {
        return place + " " + group + "/" + resource + " " + verb + " " + name;
    }
}
