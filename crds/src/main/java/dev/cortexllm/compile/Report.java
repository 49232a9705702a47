package dev.cortexllm.compile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Gathers verdicts and problems of all resources, in an order of its own. */
final class Report {
    private final Map<ResourceId, Verdict> verdicts = new TreeMap<>(Ordering.IDS);
    private final Map<ResourceId, List<Problem>> problems = new TreeMap<>(Ordering.IDS);

    Report(List<Problem> beforehand) {
        beforehand.forEach(p -> of(p.resource()).add(p));
    }

    void add(ResourceId id, Findings findings, boolean served) {
        verdicts.put(id, findings.verdict(served));
        of(id).addAll(findings.problems());
    }

    private List<Problem> of(ResourceId id) {
        return problems.computeIfAbsent(id, key -> new ArrayList<>());
    }

    Map<ResourceId, Verdict> verdicts() {
        return Collections.unmodifiableMap(verdicts);
    }

    List<Problem> problems() {
        return problems.values().stream().flatMap(List::stream).toList();
    }
}
