package dev.cortexllm.schema.node;

import com.fasterxml.jackson.databind.JsonNode;

/** Equality of JSON values by meaning: 1 and 1.0 are the same number whatever class Jackson chose for them. */
public final class JsonEquality {
    private JsonEquality() {}

    /** Whether both are the same JSON value; object fields may come in any order. */
    public static boolean same(JsonNode left, JsonNode right) {
        return left == right || left != null && right != null && left.equals(JsonEquality::compareLeaves, right);
    }

    private static int compareLeaves(JsonNode left, JsonNode right) {
        if (left.isNumber() && right.isNumber()) {
            return left.isIntegralNumber() && right.isIntegralNumber()
                    ? left.bigIntegerValue().compareTo(right.bigIntegerValue())
                    : Double.compare(left.doubleValue(), right.doubleValue());
        }
        return left.equals(right) ? 0 : 1;
    }
}
