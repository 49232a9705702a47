package dev.cortexllm.operator.gateway.desired;

import dev.cortexllm.config.BundleFiles;
import dev.cortexllm.link.LinkProtocol;
import dev.cortexllm.operator.child.Labels;
import dev.cortexllm.operator.child.Owner;
import dev.cortexllm.operator.child.RouterNames;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Spreads a configuration over Secrets. Slot 0 carries the index, the first part and the link's address, so that a
 * configuration of one part (nearly all of them) changes in a single write. Further parts are written before slot 0, to
 * slots that the present index does not name while there are such, so that a crash in between leaves the old configuration
 * readable; only beyond four parts a slot in use is overwritten.
 */
public final class ConfigSlots {
    /** Number of Secrets that a router mounts. */
    public static final int SLOTS = BundleFiles.MAX_PARTS;

    private ConfigSlots() {}

    /**
     * What goes where.
     *
     * @param writes file contents by slot, in the order in which they must be written: slot 0 last
     * @param empty slots that carry nothing afterwards and are deleted last
     */
    public record Plan(Map<Integer, Map<String, byte[]>> writes, Set<Integer> empty) {}

    /**
     * Plans the Secrets of a configuration.
     *
     * @param files the bundle's files as {@link BundleFiles#write} gives them
     * @param linkAddress content of {@link LinkProtocol#ADDRESS_FILE}
     * @param present names of the files in each slot now
     * @return the plan
     */
    public static Plan plan(Map<String, byte[]> files, byte[] linkAddress, Map<Integer, Set<String>> present) {
        List<String> parts = files.keySet().stream()
                .filter(name -> !name.equals(BundleFiles.INDEX))
                .toList();
        Map<Integer, Map<String, byte[]>> writes = new LinkedHashMap<>();
        Set<Integer> free = new TreeSet<>(IntStream.range(1, SLOTS).boxed().toList());
        List<String> homeless = new ArrayList<>();
        for (String part : parts.subList(1, parts.size())) {
            Integer home = slotOf(part, present);
            if (home == null || !free.remove(home)) {
                homeless.add(part);
            } else {
                writes.put(home, Map.of(part, files.get(part)));
            }
        }
        for (String part : homeless) {
            int slot = free.stream()
                    .filter(candidate -> !present.containsKey(candidate))
                    .findFirst()
                    .orElseGet(() -> free.iterator().next());
            free.remove(slot);
            writes.put(slot, Map.of(part, files.get(part)));
        }
        Map<String, byte[]> first = new TreeMap<>();
        first.put(BundleFiles.INDEX, files.get(BundleFiles.INDEX));
        first.put(LinkProtocol.ADDRESS_FILE, linkAddress);
        first.put(parts.get(0), files.get(parts.get(0)));
        writes.put(0, first);
        return new Plan(writes, free);
    }

    /**
     * One of the Secrets.
     *
     * @param gateway the owner
     * @param slot its number
     * @param files what it carries
     * @return the Secret
     */
    public static Secret secret(Owner gateway, int slot, Map<String, byte[]> files) {
        Map<String, String> data = new TreeMap<>();
        files.forEach((name, bytes) -> data.put(name, Base64.getEncoder().encodeToString(bytes)));
        return new SecretBuilder()
                .withMetadata(gateway.child(RouterNames.config(gateway.name(), slot), Labels.ROUTER))
                .withType("Opaque")
                .withData(data)
                .build();
    }

    private static Integer slotOf(String part, Map<Integer, Set<String>> present) {
        return present.entrySet().stream()
                .filter(slot -> slot.getKey() != 0 && slot.getValue().contains(part))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }
}
