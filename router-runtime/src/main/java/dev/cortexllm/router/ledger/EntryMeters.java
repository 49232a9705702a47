package dev.cortexllm.router.ledger;

import dev.cortexllm.router.account.Meters;
import dev.cortexllm.router.account.SpendMeters;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Puts what entries say into meters: tokens and cost by policy, provider, model and workspace. Safe for any thread. */
public final class EntryMeters implements Ledger {
    private final Meters meters;
    private final Map<Labels, SpendMeters> known = new ConcurrentHashMap<>();

    /**
     * @param meters where meters live
     */
    public EntryMeters(Meters meters) {
        this.meters = meters;
    }

    private record Labels(String policy, String upstream, String model, String workspace) {}

    @Override
    public void record(Entry entry) {
        Labels labels = new Labels(
                entry.policy(), entry.upstream(), entry.model(), entry.workspace() == null ? "" : entry.workspace());
        SpendMeters spent = known.get(labels);
        if (spent == null) {
            spent = known.computeIfAbsent(labels, this::register);
        }
        spent.used(entry.usage(), entry.picoUsd());
        meters.tally(entry.policy()).spent(entry.picoUsd());
    }

    private SpendMeters register(Labels labels) {
        return meters.spending(name(labels.policy), name(labels.upstream), labels.model, labels.workspace);
    }

    /** The other meters have plain names, without namespaces. */
    private static String name(String id) {
        return id.substring(id.lastIndexOf('/') + 1);
    }
}
