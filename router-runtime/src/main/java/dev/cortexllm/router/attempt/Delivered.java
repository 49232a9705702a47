package dev.cortexllm.router.attempt;

import dev.cortexllm.router.account.Usage;

/**
 * What an attempt had come to when it ended, or when it is asked.
 *
 * @param usage what the answer said was used so far, or null
 * @param bytes bytes of the answer's content so far, at the least as many as it has tokens
 * @param streamed whether what was made has come as it was made, or has come whole
 * @param ended whether the upstream itself has said that nothing more comes
 * @param sinceNanos how long ago its last piece came
 */
record Delivered(Usage usage, long bytes, boolean streamed, boolean ended, long sinceNanos) {

    /** An answer in one piece that does not say what it used. */
    static Delivered whole(long bytes) {
        return new Delivered(null, bytes, true, true, 0);
    }

    /** The same a while later, when nobody has heard of it since. */
    Delivered until(long nanos) {
        return new Delivered(usage, bytes, streamed, ended, sinceNanos + nanos);
    }
}
