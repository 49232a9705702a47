package dev.cortexllm.load;

/** Why a download failed; the name is the reason of condition {@code ModelCached}. */
public enum LoadReason {
    /** The volume has less room than what is still missing. */
    DiskTooSmall(true),
    /** The repository is gated: no token, or its owner has not accepted the licence. */
    GatedRepository(true),
    /** There is no such repository, file or model, or it is private. */
    NotFound(true),
    /** The repository has no such revision. */
    RevisionNotFound(true),
    /** The token is not accepted. */
    Unauthorized(true),
    /** The volume cannot be written to. */
    NotWritable(true),
    /** What the source offers is nothing that may be written: paths that leave their folder, hashes that are none. */
    Refused(true),
    /** What arrived is not what the source says it is. */
    HashMismatch(false),
    /** Anything else: the network, the source's own trouble. */
    DownloadFailed(false);

    /** Exit code after which trying again at once is useless. */
    public static final int PERMANENT_EXIT = 3;
    /** Exit code after which trying again may help. */
    public static final int TEMPORARY_EXIT = 1;

    private final boolean permanent;

    LoadReason(boolean permanent) {
        this.permanent = permanent;
    }

    /** The loader's exit code. */
    public int exitCode() {
        return permanent ? PERMANENT_EXIT : TEMPORARY_EXIT;
    }
}
