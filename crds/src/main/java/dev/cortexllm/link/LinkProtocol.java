package dev.cortexllm.link;

/** Names that both ends of the link must agree on. */
public final class LinkProtocol {
    /** Audience of the projected token with which a router proves who it is; useless against the API server. */
    public static final String AUDIENCE = "link.cortexllm.dev";
    /** Path of the operator's event stream. */
    public static final String STREAM_PATH = "/link/v1/stream";
    /** Path to which routers report. */
    public static final String REPORT_PATH = "/link/v1/report";
    /** File beside the configuration that tells a router where the link is; content is {@link LinkAddress} as JSON. */
    public static final String ADDRESS_FILE = "link.json";
    /** Seconds between two reports of a router, and between two signs of life of the operator. */
    public static final int BEAT_SECONDS = 1;

    private LinkProtocol() {}
}
