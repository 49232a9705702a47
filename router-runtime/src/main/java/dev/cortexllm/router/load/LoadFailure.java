package dev.cortexllm.router.load;

import dev.cortexllm.load.LoadEnd;
import dev.cortexllm.load.LoadReason;

/** A download ends without the model. */
public final class LoadFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final LoadReason reason;

    /**
     * @param reason why
     * @param message a sentence without secrets
     */
    public LoadFailure(LoadReason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** What the pod leaves behind. */
    public LoadEnd end() {
        return new LoadEnd(reason, getMessage());
    }
}
