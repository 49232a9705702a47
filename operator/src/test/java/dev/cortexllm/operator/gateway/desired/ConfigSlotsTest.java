package dev.cortexllm.operator.gateway.desired;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.config.BundleFiles;
import dev.cortexllm.operator.gateway.desired.ConfigSlots.Plan;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ConfigSlotsTest {
    private static final byte[] LINK = {1};

    @Test
    void oneSecretForOnePart() {
        Plan plan = ConfigSlots.plan(files("p1"), LINK, Map.of());
        assertThat(plan.writes().keySet()).containsExactly(0);
        assertThat(plan.writes().get(0)).containsOnlyKeys("index.json", "link.json", "p1");
        assertThat(plan.empty()).containsExactly(1, 2, 3, 4, 5, 6, 7);
    }

    @Test
    void theIndexIsWrittenLast() {
        Plan plan = ConfigSlots.plan(files("p1", "p2", "p3"), LINK, Map.of());
        assertThat(plan.writes().keySet()).containsExactly(1, 2, 0);
    }

    @Test
    void whereverItIsCutOffAReadableConfigurationRemains() {
        List<List<String>> versions = List.of(
                List.of("a1", "a2", "a3", "a4"),
                List.of("b1", "b2", "b3", "b4"),
                List.of("b1", "c2", "b3"),
                List.of("d1"),
                List.of("e1", "e2", "e3"));
        Map<Integer, Set<String>> present = new HashMap<>();
        List<String> served = List.of();
        for (List<String> version : versions) {
            Plan plan = ConfigSlots.plan(files(version.toArray(String[]::new)), LINK, present);
            for (Map.Entry<Integer, Map<String, byte[]>> write : plan.writes().entrySet()) {
                present.put(write.getKey(), write.getValue().keySet());
                served = write.getKey() == 0 ? version : served;
                assertThat(names(present)).containsAll(served);
            }
            plan.empty().forEach(present::remove);
            assertThat(names(present)).containsAll(version);
            assertThat(names(present)).hasSize(version.size() + 2);
        }
    }

    @Test
    void eightPartsFillAllSlotsAndMayReplaceEachOther() {
        String[] old = {"a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8"};
        String[] next = {"b1", "b2", "b3", "b4", "b5", "b6", "b7", "b8"};
        Map<Integer, Set<String>> present = new HashMap<>();
        ConfigSlots.plan(files(old), LINK, present)
                .writes()
                .forEach((slot, files) -> present.put(slot, files.keySet()));
        Plan plan = ConfigSlots.plan(files(next), LINK, present);
        assertThat(plan.writes()).hasSize(8);
        assertThat(plan.empty()).isEmpty();
    }

    private static Map<String, byte[]> files(String... parts) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(BundleFiles.INDEX, new byte[] {0});
        for (String part : parts) {
            files.put(part, new byte[] {2});
        }
        return files;
    }

    private static Set<String> names(Map<Integer, Set<String>> present) {
        Set<String> names = new TreeSet<>();
        present.values().forEach(names::addAll);
        return names;
    }
}
