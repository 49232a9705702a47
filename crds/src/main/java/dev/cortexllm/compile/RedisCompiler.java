package dev.cortexllm.compile;

import dev.cortexllm.api.v1alpha1.Defaults;
import dev.cortexllm.api.v1alpha1.LLMGatewaySpec;
import dev.cortexllm.api.v1alpha1.RedisStoreSpec;
import dev.cortexllm.config.RedisSettings;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/** Compiles a gateway's Redis. */
final class RedisCompiler {
    private static final String FORM = "rediss?://[^\\s?#@/]+(/[0-9]{1,4})?";
    private static final int SCHEME = "redis".length();

    private final Credentials credentials;
    private final UrlGuard guard;

    RedisCompiler(Credentials credentials, UrlGuard guard) {
        this.credentials = credentials;
        this.guard = guard;
    }

    /** The settings; null when there is no Redis, or none that can be used. */
    RedisSettings compile(Resource<LLMGatewaySpec> resource, Findings findings) {
        RedisStoreSpec spec = resource.spec().redis();
        if (spec == null) {
            return null;
        }
        long timeout =
                Spans.positive(spec.commandTimeout(), Defaults.REDIS_COMMAND, "spec.redis.commandTimeout", findings);
        if (spec.url() == null || !spec.url().matches(FORM)) {
            findings.invalid("spec.redis.url", "must be redis://host:port or rediss://host:port, without a password");
            return null;
        }
        String asHttp = "http" + spec.url().substring(SCHEME);
        Optional<String> refusal = guard.refusal(asHttp);
        if (refusal.isPresent()) {
            findings.invalid("spec.redis.url", refusal.get());
            return null;
        }
        String host = UrlGuard.hostOf(URI.create(asHttp));
        String credential = spec.credentials() == null
                ? null
                : credentials.one(
                        spec.credentials(),
                        resource.id().namespace(),
                        host,
                        "spec.redis.credentials.secretRef",
                        findings);
        String uid = Objects.requireNonNullElse(resource.uid(), "");
        return new RedisSettings(
                spec.url(), credential, timeout, uid.isEmpty() ? resource.id().path() : uid);
    }
}
