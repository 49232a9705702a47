package dev.cortexllm.sandbox.kubelet.probe;

/** What a probe decides. */
public enum ProbeKind {
    /** Whether the container has started; the other two wait for it. */
    STARTUP("Startup"),
    /** Whether it gets traffic. */
    READINESS("Readiness"),
    /** Whether it is restarted. */
    LIVENESS("Liveness");

    private final String title;

    ProbeKind(String title) {
        this.title = title;
    }

    /** As events name it. */
    public String title() {
        return title;
    }
}
