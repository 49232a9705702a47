package dev.cortexllm.router.outcome;

/**
 * Why one attempt failed.
 *
 * @param kind class of failure
 * @param upstream name of the upstream, as clients may see it
 * @param status the upstream's HTTP status, 0 when it gave none
 * @param retryAfterSeconds what the upstream asked for, 0 when it did not
 */
public record Failure(Kind kind, String upstream, int status, int retryAfterSeconds) {

    /** Classes of failure. */
    public enum Kind {
        /** No connection came about. */
        CONNECT("could not be reached"),
        /** The connection broke before anything was received. */
        RESET("closed the connection without an answer"),
        /** The connection broke in the middle of the answer. */
        TRUNCATED("broke off in the middle of the answer"),
        /** Nothing came in time. */
        TIMEOUT("did not answer in time"),
        /** Too many requests there. */
        RATE_LIMITED("is out of capacity"),
        /** It is overloaded by its own account, whoever asks. */
        OVERLOADED("is overloaded"),
        /** Its account there is exhausted; coming again soon is no use. */
        QUOTA("has no quota left for the gateway"),
        /** The prompt does not fit into its model's context. */
        CONTEXT_TOO_LONG("takes no prompt of this length"),
        /** The request is larger than it reads. */
        TOO_LARGE("takes no request of this size"),
        /** It does not have the model. */
        UNKNOWN_MODEL("does not know the model"),
        /** It failed by its own account. */
        SERVER_ERROR("failed"),
        /** It refused our credential. */
        UNAUTHORIZED("refused the gateway's credential"),
        /** What it sent is not an answer. */
        MALFORMED("sent something that is not an answer");

        private final String clause;

        Kind(String clause) {
            this.clause = clause;
        }

        /** Whether it says nothing of the upstream's health: another request may well be answered there. */
        public boolean aboutRequest() {
            return this == CONTEXT_TOO_LONG || this == TOO_LARGE;
        }
    }

    /**
     * A failure without a status of the upstream's.
     *
     * @param kind class of failure
     * @param upstream name of the upstream
     * @return the failure
     */
    public static Failure of(Kind kind, String upstream) {
        return new Failure(kind, upstream, 0, 0);
    }

    /** A sentence for clients and logs: no secret, no text of the upstream's. */
    public String sentence() {
        String by = status == 0 ? "" : " (status " + status + ")";
        return "upstream " + upstream + " " + kind.clause + by;
    }

    /** Whether no byte of an answer was received, so that another endpoint can be asked without doubt. */
    public boolean nothingReceived() {
        return kind == Kind.CONNECT || kind == Kind.RESET;
    }
}
