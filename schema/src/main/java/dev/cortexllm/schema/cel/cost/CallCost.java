package dev.cortexllm.schema.cel.cost;

import java.util.Optional;

/**
 * What a call costs on top of its arguments, and how large its result is.
 *
 * @param cost in CEL's cost units
 * @param resultSize of a list, map, text or bytes, when known
 */
record CallCost(Range cost, Optional<Range> resultSize) {
    static CallCost of(Range cost) {
        return new CallCost(cost, Optional.empty());
    }

    static CallCost of(Range cost, Range resultSize) {
        return new CallCost(cost, Optional.of(resultSize));
    }
}
