package dev.cortexllm.router.identity;

/**
 * Who sends a request, as the key that it came with says. Made once per key and configuration, never per request.
 *
 * @param key name of the client's key, for logs, metrics and bills; null when the gateway asks for none
 * @param workspace name of the workspace whose key it is; null when there is none
 * @param uid what the counts of this key alone belong to; null when the gateway asks for no key
 * @param grants what the workspace allows; null: everything
 */
public record Identity(String key, String workspace, String uid, Grants grants) {
    /** Of a gateway that asks nobody who he is. */
    public static final Identity NOBODY = new Identity(null, null, null, null);

    /**
     * Whether a model may be asked for.
     *
     * @param policy id of the policy that serves it
     * @param model the name asked for
     */
    public boolean mayUse(String policy, String model) {
        return grants == null || grants.allow(policy, model);
    }

    /** Whether requests may go straight to a provider, past policies and everything that they count. */
    public boolean mayPassThrough() {
        return grants == null || grants.unrestricted();
    }
}
