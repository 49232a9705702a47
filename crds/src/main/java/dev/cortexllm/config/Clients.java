package dev.cortexllm.config;

import java.util.List;

/**
 * Who may call the gateway. Where it is absent nobody is asked who he is.
 *
 * @param keys API keys of clients, sorted by uid; may be empty: then nobody may
 * @param workspaces what the keys' owners may use, sorted by name
 */
public record Clients(List<Key> keys, List<Workspace> workspaces) {

    /**
     * An API key of a client.
     *
     * @param name how logs, metrics and bills call it; never the key
     * @param uid identity of what its limits count: {@code namespace/Secret/entry}. Another key in the same place counts on
     * @param digest {@link KeyDigest} of the key under the bundle's digest key, in hexadecimal digits
     * @param workspace the workspace whose key it is; null: none, everything is allowed
     */
    public record Key(String name, String uid, String digest, String workspace) {}

    /**
     * What some clients share.
     *
     * @param name its name
     * @param policies {@code namespace/name} of the policies that it may use; null: all
     * @param models model names that it may ask for; null: all
     * @param limits how much it may use; null when there are none
     * @param budgets how much it may spend; null when there are none
     */
    public record Workspace(
            String name, List<String> policies, List<String> models, List<Limit> limits, List<Budget> budgets) {}
}
