package dev.cortexllm.router.ledger;

/** What is counted of attempts. Every measure is a sum of whole numbers, so that routers can add to the same in Redis. */
enum Measure {
    /** Attempts whose answer was complete. */
    ANSWERED("a"),
    /** Attempts that failed. */
    FAILED("f"),
    /** Attempts whose client left. */
    CANCELLED("c"),
    /** Attempts whose router died. */
    SWEPT("s"),
    /** Of all these, those that cost nothing for sure, so that they have no ledger entry. */
    UNBILLED("u"),
    /** Of all these, those whose cost is an estimate. */
    ESTIMATED("e"),
    /** Sum of how long they took. */
    LATENCY_MILLIS("l"),
    /** Prompt tokens. */
    INPUT("ti"),
    /** Of these, read from a cache. */
    CACHED("tc"),
    /** Of these, written to a cache. */
    CACHE_WRITE("tw"),
    /** Completion tokens. */
    OUTPUT("to"),
    /** Of these, reasoning. */
    REASONING("tr"),
    /** Whole micro-USD of each attempt's cost. */
    MICRO_USD("um"),
    /** What they leave of it, in pico-USD: one sum of pico-USD would be full at nine million USD. */
    PICO_USD("up"),
    /** Attempts up to each of {@link Latencies#BOUNDS}, the slower ones in the last. */
    UP_TO_0("0"),
    UP_TO_1("1"),
    UP_TO_2("2"),
    UP_TO_3("3"),
    UP_TO_4("4"),
    UP_TO_5("5"),
    UP_TO_6("6"),
    UP_TO_7("7"),
    UP_TO_8("8"),
    SLOWER("9");

    private static final Measure[] ALL = values();

    private final String code;

    Measure(String code) {
        this.code = code;
    }

    /** Short name in Redis; never changes. */
    String code() {
        return code;
    }

    /** How many there are. */
    static int count() {
        return ALL.length;
    }

    /** The one with an ordinal number. */
    static Measure at(int ordinal) {
        return ALL[ordinal];
    }

    /** The one of a code; null when it is a newer router's. */
    static Measure of(String code) {
        for (Measure measure : ALL) {
            if (measure.code.equals(code)) {
                return measure;
            }
        }
        return null;
    }
}
