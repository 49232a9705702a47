package dev.cortexllm.sandbox.kubelet.volume;

import java.nio.file.Path;

/** Knows where claims are. */
public interface ClaimFolders {
    /**
     * The folder of a claim.
     *
     * @param namespace the claim's namespace
     * @param name its name
     */
    Path of(String namespace, String name);
}
