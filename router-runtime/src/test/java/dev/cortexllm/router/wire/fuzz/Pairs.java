package dev.cortexllm.router.wire.fuzz;

import dev.cortexllm.router.wire.golden.CaseSettings;
import dev.cortexllm.router.wire.golden.GoldenCase;
import dev.cortexllm.router.wire.golden.GoldenRouter;
import java.util.List;
import java.util.stream.Stream;

/** Pairs of a dialect and a format, one of which an input chooses. */
final class Pairs {
    private final List<GoldenCase> cases;
    private final List<GoldenRouter> routers;

    Pairs(String... pairs) {
        cases = Stream.of(pairs)
                .map(pair -> pair.split("-"))
                .map(pair -> new GoldenCase(pair[0], pair[1], "fuzzed", CaseSettings.of(null)))
                .toList();
        routers = cases.stream().map(GoldenRouter::new).toList();
    }

    /** How many there are. */
    int size() {
        return routers.size();
    }

    /**
     * Whether bytes pass.
     *
     * @param index which pair
     */
    boolean passes(int index) {
        return cases.get(index).passes();
    }

    GoldenRouter router(int index) {
        return routers.get(index);
    }
}
