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
import java.util.concurrent.ConcurrentHashMap;

/**
 * Compiles a gateway from what the caches hold, going on from what it serves: from memory, else from its Secrets. A gateway is
 * looked at for many reasons (its routers report, its Secrets were written, pods come and go); it is compiled again only when
 * something that compilations read is another.
 */
public final class GatewayCompilation {
    private static final int DIGEST_KEY_BYTES = 32;

    private final GatewayBoard board;
    private final Catalogue catalogue;
    private final String clusterDomain;
    private final boolean allowLoopback;
    private final SecureRandom random;
    private final Map<GatewayId, Done> latest = new ConcurrentHashMap<>();

    /**
     * A compilation.
     *
     * @param resources what it was made from
     * @param lastGood hash of what it went on from
     * @param sound whether it found all it needs, so that nothing in it is from what it went on from
     */
    private record Done(Resources resources, Optional<String> lastGood, Compilation compilation, boolean sound) {
        static Done of(Resources resources, Optional<String> lastGood, Compilation compilation) {
            boolean sound = compilation.verdicts().values().stream()
                    .allMatch(verdict ->
                            verdict.accepted().ok() && verdict.resolvedRefs().ok());
            return new Done(resources, lastGood, compilation, sound);
        }

        boolean answers(Resources asked, Optional<String> from) {
            String own = compilation.bundle().hash();
            boolean goesOn =
                    lastGood.equals(from) || sound && from.filter(own::equals).isPresent();
            // What the caches still hold is the same object, so that comparing is cheap.
            return goesOn && resources.equals(asked);
        }
    }

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
        latest.keySet().removeIf(known -> !known.equals(id) && board.find(known).isEmpty());
        Optional<ConfigBundle> lastGood = board.find(id).map(Published::bundle).or(() -> StoredConfig.read(stored));
        Optional<String> from = lastGood.map(ConfigBundle::hash);
        Done done = latest.get(id);
        if (from.isPresent() && done != null && done.answers(resources, from)) {
            return done.compilation();
        }
        String digestKey = lastGood.map(ConfigBundle::digestKey).orElseGet(this::newDigestKey);
        Compilation compilation = Compiler.compile(
                resources, lastGood, catalogue, new CompileOptions(digestKey, clusterDomain, Map.of(), allowLoopback));
        latest.put(id, Done.of(resources, from, compilation));
        return compilation;
    }

    private String newDigestKey() {
        byte[] bytes = new byte[DIGEST_KEY_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
