package dev.cortexllm.operator.gateway;

import dev.cortexllm.catalogue.Catalogue;
import dev.cortexllm.compile.Compilation;
import dev.cortexllm.compile.CompileOptions;
import dev.cortexllm.compile.Compiler;
import dev.cortexllm.compile.Resources;
import dev.cortexllm.config.ConfigBundle;
import dev.cortexllm.operator.compilation.GatewayBoard;
import dev.cortexllm.operator.compilation.GatewayId;
import dev.cortexllm.operator.compilation.Published;
import dev.cortexllm.operator.compilation.StoredConfig;
import io.fabric8.kubernetes.api.model.Secret;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compiles a gateway from what the caches hold, going on from what it serves: from memory, else from its Secrets. */
public final class GatewayCompilation {
    private static final int DIGEST_KEY_BYTES = 32;

    private final GatewayBoard board;
    private final Catalogue catalogue;
    private final String clusterDomain;
    private final boolean allowLoopback;
    private final SecureRandom random;

    /**
     * @param board what gateways serve
     * @param catalogue facts on vendors and models
     * @param clusterDomain DNS domain of the cluster
     * @param allowLoopback whether resources may name this machine
     * @param random makes the key of each gateway's digests
     */
    public GatewayCompilation(
            GatewayBoard board, Catalogue catalogue, String clusterDomain, boolean allowLoopback, SecureRandom random) {
        this.board = board;
        this.catalogue = catalogue;
        this.clusterDomain = clusterDomain;
        this.allowLoopback = allowLoopback;
        this.random = random;
    }

    /**
     * Compiles.
     *
     * @param id the gateway
     * @param resources what the caches hold
     * @param stored the Secrets with what it serves, as far as there are any
     * @return the outcome
     * @throws dev.cortexllm.config.ConfigException when there is a served configuration that cannot be read
     */
    Compilation run(GatewayId id, Resources resources, List<Secret> stored) {
        Optional<ConfigBundle> lastGood = board.find(id).map(Published::bundle).or(() -> StoredConfig.read(stored));
        String digestKey = lastGood.map(ConfigBundle::digestKey).orElseGet(this::newDigestKey);
        return Compiler.compile(
                resources, lastGood, catalogue, new CompileOptions(digestKey, clusterDomain, Map.of(), allowLoopback));
    }

    private String newDigestKey() {
        byte[] bytes = new byte[DIGEST_KEY_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
