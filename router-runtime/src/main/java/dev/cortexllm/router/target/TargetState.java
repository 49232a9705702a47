package dev.cortexllm.router.target;

/** What the process knows of one model behind one upstream. Safe for any thread. */
public final class TargetState {
    private final UpstreamState upstream;
    private final String model;
    private final CoolDown coolDown = new CoolDown();

    TargetState(UpstreamState upstream, String model) {
        this.upstream = upstream;
        this.model = model;
    }

    /** The upstream it stands behind. */
    public UpstreamState upstream() {
        return upstream;
    }

    /** The model's id there. */
    public String model() {
        return model;
    }

    /** Keeps requests away while it fails. */
    public CoolDown coolDown() {
        return coolDown;
    }
}
