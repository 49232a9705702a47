package dev.cortexllm.operator.gateway;

import dev.cortexllm.compile.Compilation;
import dev.cortexllm.config.Clients;
import dev.cortexllm.config.ConfigBundle;
import dev.cortexllm.config.KeyDigest;
import dev.cortexllm.config.RouterConfig;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Keys with which sidecars call their gateway. Nobody makes or stores them: each is derived from the gateway's digest key, is told over
 * the link to whoever shows the ServiceAccount's token, and counts for the gateway as long as its spec names the account.
 */
final class SidecarKeys {
    private static final String PURPOSE = "cortexllm.dev sidecar ";
    /** How bills and limits know a key: no Secret's entry is called so. */
    private static final String UID = "sidecar/";

    private SidecarKeys() {}

    /** The key of a ServiceAccount, {@code namespace/name}. */
    static String key(ConfigBundle bundle, String account) {
        return KeyDigest.hex(bundle.digestKey(), PURPOSE + account);
    }

    /** The compilation, with the sidecars' keys among those that the gateway asks for; a gateway that asks for none needs none. */
    static Compilation admit(Compilation compilation, List<String> accounts) {
        ConfigBundle bundle = compilation.bundle();
        RouterConfig config = bundle.config();
        Clients clients = config.settings().clients();
        if (clients == null || accounts.isEmpty()) {
            return compilation;
        }
        List<Clients.Key> keys = new ArrayList<>(clients.keys());
        accounts.forEach(account -> keys.add(new Clients.Key(
                UID + account, UID + account, KeyDigest.hex(bundle.digestKey(), key(bundle, account)), null)));
        keys.sort(Comparator.comparing(Clients.Key::uid));
        RouterConfig admitting = new RouterConfig(
                config.schemaVersion(),
                config.gateway(),
                config.settings().withClients(new Clients(keys, clients.workspaces())),
                config.upstreams(),
                config.policies());
        return new Compilation(
                ConfigBundle.of(admitting, bundle.secrets(), bundle.digestKey()),
                compilation.verdicts(),
                compilation.problems());
    }
}
