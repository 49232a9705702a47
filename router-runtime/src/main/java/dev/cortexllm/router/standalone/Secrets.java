package dev.cortexllm.router.standalone;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.api.v1alpha1.ClientKeys;
import dev.cortexllm.api.v1alpha1.ClientKeysRef;
import dev.cortexllm.api.v1alpha1.CredentialSource;
import dev.cortexllm.api.v1alpha1.LLMGatewaySpec;
import dev.cortexllm.api.v1alpha1.LLMProviderSpec;
import dev.cortexllm.api.v1alpha1.RedisStoreSpec;
import dev.cortexllm.api.v1alpha1.SecretKeyRef;
import dev.cortexllm.catalogue.Catalogue;
import dev.cortexllm.catalogue.Vendor;
import dev.cortexllm.compile.Resource;
import dev.cortexllm.compile.SecretId;
import dev.cortexllm.compile.SecretValue;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Secrets outside Kubernetes: from {@code Secret} documents, and from environment variables, which win. A reference to
 * key {@code apiKey} of Secret {@code moonshot} is answered by {@code CORTEX_SECRET_MOONSHOT_APIKEY}, and the first
 * credential of a provider also by its vendor's usual variable, such as {@code MOONSHOT_API_KEY}.
 */
public final class Secrets {
    /** Label without which a Secret is never read, inside Kubernetes and out. */
    public static final String CREDENTIAL_LABEL = "cortexllm.dev/credential";

    private static final String ALLOWED_HOSTS = "cortexllm.dev/allowed-hosts";

    private Secrets() {}

    /**
     * The entries of a Secret document.
     *
     * @param document the document
     * @param namespace its namespace
     * @return its values by id; empty when it does not carry the credential label
     * @throws IllegalArgumentException when {@code data} is not base64
     */
    static Map<SecretId, SecretValue> of(ObjectNode document, String namespace) {
        if (!document.at("/metadata/labels").path(CREDENTIAL_LABEL).asText().equals("true")) {
            return Map.of();
        }
        String name = document.at("/metadata/name").asText();
        Set<String> hosts =
                hosts(document.at("/metadata/annotations").path(ALLOWED_HOSTS).asText());
        Map<SecretId, SecretValue> values = new HashMap<>();
        values.put(SecretId.empty(namespace, name), new SecretValue(null, hosts));
        document.path("data")
                .properties()
                .forEach(e -> values.put(
                        new SecretId(namespace, name, e.getKey()),
                        new SecretValue(decoded(name, e.getKey(), e.getValue().asText()), hosts)));
        document.path("stringData")
                .properties()
                .forEach(e -> values.put(
                        new SecretId(namespace, name, e.getKey()),
                        new SecretValue(e.getValue().asText(), hosts)));
        return values;
    }

    /**
     * Values that the environment gives to the credentials of some providers.
     *
     * @param providers the providers
     * @param environment environment variables
     * @param catalogue knows each vendor's usual variable
     * @return values by id
     */
    static Map<SecretId, SecretValue> fromEnvironment(
            List<Resource<LLMProviderSpec>> providers, Map<String, String> environment, Catalogue catalogue) {
        Map<SecretId, SecretValue> values = new HashMap<>();
        for (Resource<LLMProviderSpec> provider : providers) {
            List<CredentialSource> credentials =
                    Optional.ofNullable(provider.spec().credentials()).orElse(List.of());
            for (int i = 0; i < credentials.size(); i++) {
                SecretId id = new SecretId(
                        provider.id().namespace(),
                        credentials.get(i).secretRef().name(),
                        credentials.get(i).secretRef().key());
                put(values, id, environment.get(variable(id)));
                if (i == 0 && !values.containsKey(id)) {
                    put(
                            values,
                            id,
                            vendorVariables(provider.spec(), catalogue).stream()
                                    .map(environment::get)
                                    .filter(given -> given != null && !given.isBlank())
                                    .findFirst()
                                    .orElse(null));
                }
            }
        }
        return values;
    }

    /**
     * Values that the environment gives to what a gateway names: clients' keys, the admin port's, a store's password.
     *
     * @param gateway the gateway
     * @param environment environment variables
     * @return values by id
     */
    static Map<SecretId, SecretValue> fromEnvironment(
            Resource<LLMGatewaySpec> gateway, Map<String, String> environment) {
        LLMGatewaySpec spec = gateway.spec();
        Stream<ClientKeysRef> clients = spec.auth() == null
                ? Stream.empty()
                : spec.auth().keys().stream().map(ClientKeys::secretRef).filter(ref -> ref.key() != null);
        Stream<SecretKeyRef> others = Stream.of(
                        Optional.ofNullable(spec.adminAuth()),
                        Optional.ofNullable(spec.redis()).map(RedisStoreSpec::credentials))
                .flatMap(Optional::stream)
                .map(CredentialSource::secretRef);
        String namespace = gateway.id().namespace();
        Map<SecretId, SecretValue> values = new HashMap<>();
        Stream.concat(
                        clients.map(ref -> new SecretId(namespace, ref.name(), ref.key())),
                        others.map(ref -> new SecretId(namespace, ref.name(), ref.key())))
                .forEach(id -> put(values, id, environment.get(variable(id))));
        return values;
    }

    /**
     * Secrets with a stand-in for each credential of a provider that is not there.
     *
     * @param providers the providers
     * @param known the secrets that are there
     * @return all of them
     */
    static Map<SecretId, SecretValue> completed(
            List<Resource<LLMProviderSpec>> providers, Map<SecretId, SecretValue> known) {
        Map<SecretId, SecretValue> all = new HashMap<>(known);
        for (Resource<LLMProviderSpec> provider : providers) {
            for (CredentialSource credential :
                    Optional.ofNullable(provider.spec().credentials()).orElse(List.of())) {
                SecretId id = new SecretId(
                        provider.id().namespace(),
                        credential.secretRef().name(),
                        credential.secretRef().key());
                all.putIfAbsent(id, new SecretValue("a-stand-in-that-opens-nothing", Set.of()));
            }
        }
        return all;
    }

    private static void put(Map<SecretId, SecretValue> values, SecretId id, String value) {
        if (value != null && !value.isBlank()) {
            values.put(id, new SecretValue(value, Set.of()));
        }
    }

    private static List<String> vendorVariables(LLMProviderSpec spec, Catalogue catalogue) {
        return spec.vendor() == null
                ? List.of()
                : catalogue.vendor(spec.vendor()).map(Vendor::keyVariables).orElse(List.of());
    }

    /** The variable that answers for a reference. */
    static String variable(SecretId id) {
        String raw = "CORTEX_SECRET_" + id.name() + "_" + id.key();
        return raw.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    private static String decoded(String name, String key, String base64) {
        try {
            return new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("data." + key + " of Secret " + name + " is not base64", e);
        }
    }

    private static Set<String> hosts(String annotation) {
        return Arrays.stream(annotation.split(","))
                .map(String::strip)
                .filter(host -> !host.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }
}
