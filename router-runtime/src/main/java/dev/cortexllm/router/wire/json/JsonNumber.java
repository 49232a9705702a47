package dev.cortexllm.router.wire.json;

/** The form of numbers in JSON (RFC 8259, section 6). */
final class JsonNumber {
    private JsonNumber() {}

    /**
     * Finds the end of a number.
     *
     * @param json a document
     * @param from where a number may begin
     * @return offset behind it; -1 when there is none, or one that is longer than {@link JsonReading} takes
     */
    static int end(byte[] json, int from) {
        int at = from < json.length && json[from] == '-' ? from + 1 : from;
        int whole = digits(json, at);
        if (whole == at || whole > at + 1 && json[at] == '0') {
            return -1;
        }
        at = whole;
        if (at < json.length && json[at] == '.') {
            int fraction = digits(json, at + 1);
            if (fraction == at + 1) {
                return -1;
            }
            at = fraction;
        }
        if (at < json.length && (json[at] == 'e' || json[at] == 'E')) {
            boolean sign = at + 1 < json.length && (json[at + 1] == '+' || json[at + 1] == '-');
            int first = sign ? at + 2 : at + 1;
            int exponent = digits(json, first);
            if (exponent == first) {
                return -1;
            }
            at = exponent;
        }
        return at - from > JsonReading.LONGEST_NUMBER ? -1 : at;
    }

    /** Whether a number has neither fraction nor exponent. */
    static boolean isWhole(byte[] json, int from, int to) {
        for (int i = from; i < to; i++) {
            if (json[i] != '-' && (json[i] < '0' || json[i] > '9')) {
                return false;
            }
        }
        return true;
    }

    private static int digits(byte[] json, int from) {
        int at = from;
        while (at < json.length && json[at] >= '0' && json[at] <= '9') {
            at++;
        }
        return at;
    }
}
