package dev.cortexllm.router.identity;

import dev.cortexllm.config.Clients;
import dev.cortexllm.router.account.Meters;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The keys of a configuration, as digests, and whose they are. Immutable, shared by all event loops. */
public final class KeyRing {
    private final String digestKey;
    private final byte[][] digests;
    private final Identity[] owners;
    private final Map<String, Grants> workspaces;

    private KeyRing(String digestKey, byte[][] digests, Identity[] owners, Map<String, Grants> workspaces) {
        this.workspaces = workspaces;
        this.digestKey = digestKey;
        this.digests = digests;
        this.owners = owners;
    }

    /**
     * Compiles the clients of a gateway.
     *
     * @param clients as configured; null: everybody is one
     * @param digestKey what their keys are digested under
     * @param meters meters of the process
     * @return their keys; null when nobody is asked for one
     */
    public static KeyRing of(Clients clients, String digestKey, Meters meters) {
        if (clients == null) {
            return null;
        }
        Map<String, Grants> workspaces = new HashMap<>();
        for (Clients.Workspace workspace : clients.workspaces()) {
            workspaces.put(workspace.name(), Grants.of(workspace, meters));
        }
        List<Clients.Key> keys = clients.keys().stream()
                .filter(key -> key.workspace() == null || workspaces.containsKey(key.workspace()))
                .toList();
        return new KeyRing(
                digestKey,
                keys.stream().map(key -> HexFormat.of().parseHex(key.digest())).toArray(byte[][]::new),
                keys.stream()
                        .map(key -> new Identity(
                                key.name(),
                                key.workspace(),
                                key.uid(),
                                key.workspace() == null ? null : workspaces.get(key.workspace())))
                        .toArray(Identity[]::new),
                workspaces);
    }

    /**
     * A ring of a single key.
     *
     * @param name whose it is
     * @param digest its digest in hexadecimal digits; null when there is none
     * @param digestKey what it is digested under
     * @return the ring, or null when there is no key
     */
    public static KeyRing single(String name, String digest, String digestKey) {
        return digest == null
                ? null
                : new KeyRing(
                        digestKey,
                        new byte[][] {HexFormat.of().parseHex(digest)},
                        new Identity[] {new Identity(name, null, name, null)},
                        Map.of());
    }

    /**
     * Somebody of a workspace, for those who ask what would become of his request without having his key.
     *
     * @param workspace name of a workspace
     * @return an identity without a key; null when there is no such workspace
     */
    public Identity member(String workspace) {
        Grants grants = workspaces.get(workspace);
        return grants == null ? null : new Identity(null, workspace, null, grants);
    }

    /** Names of the workspaces, in order. */
    public Set<String> workspaces() {
        return new TreeSet<>(workspaces.keySet());
    }

    /** What keys are digested under; not for anybody's eyes. */
    String digestKey() {
        return digestKey;
    }

    /** Looks at every key, whichever it is: how long it takes tells nothing of how near a guess has come. */
    Identity owner(byte[] digest) {
        int found = -1;
        for (int i = 0; i < digests.length; i++) {
            found = MessageDigest.isEqual(digests[i], digest) ? i : found;
        }
        return found < 0 ? null : owners[found];
    }
}
