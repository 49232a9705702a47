package dev.cortexllm.compile;

import dev.cortexllm.api.v1alpha1.CredentialSource;
import dev.cortexllm.catalogue.Vendor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Finds the secrets that a provider names, and whether they may go where it wants them. */
final class Credentials {
    private final Map<SecretId, SecretValue> usable;
    private final Map<String, SecretValue> byPath = new HashMap<>();

    Credentials(Map<SecretId, SecretValue> usable) {
        this.usable = usable;
        usable.forEach((id, value) -> byPath.put(id.path(), value));
    }

    /**
     * Ids of the secrets of a provider that can be used, in its order. Those that are missing are findings; as long as one
     * is left the provider is served with it.
     */
    List<String> of(List<CredentialSource> sources, String namespace, String host, Vendor vendor, Findings findings) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            String path = "spec.credentials[" + i + "].secretRef";
            SecretId id = named(sources.get(i), namespace, path, findings);
            if (id != null) {
                check(id, path, host, ids, findings);
            }
        }
        if (sources.isEmpty() && vendor.keyRequired()) {
            findings.unresolved(
                    "spec.credentials",
                    Findings.CREDENTIALS_MISSING,
                    vendor.name() + " needs an API key and none is configured");
        }
        return List.copyOf(ids);
    }

    /**
     * Id of a single secret, with the same findings. One that is missing is named all the same: its last good value may be
     * known.
     */
    String one(CredentialSource source, String namespace, String host, String path, Findings findings) {
        SecretId id = named(source, namespace, path, findings);
        if (id == null) {
            return null;
        }
        check(id, path, host, new ArrayList<>(1), findings);
        return id.path();
    }

    private static SecretId named(CredentialSource source, String namespace, String path, Findings findings) {
        if (source == null
                || source.secretRef() == null
                || source.secretRef().name() == null
                || source.secretRef().key() == null) {
            findings.invalid(path, "name and key of a Secret are missing");
            return null;
        }
        return new SecretId(
                namespace, source.secretRef().name(), source.secretRef().key());
    }

    private void check(SecretId id, String path, String host, List<String> ids, Findings findings) {
        SecretValue value = usable.get(id);
        if (value == null || value.value() == null || value.value().isBlank()) {
            findings.unresolved(
                    path,
                    Findings.CREDENTIALS_MISSING,
                    "Secret " + id.namespace() + "/" + id.name() + " does not exist with key '" + id.key()
                            + "' and label cortexllm.dev/credential=true");
        } else if (!allows(value, host)) {
            findings.invalid(
                    path,
                    "Secret " + id.namespace() + "/" + id.name() + " may not be sent to " + host
                            + " (its annotation cortexllm.dev/allowed-hosts)");
        } else if (ids.contains(id.path())) {
            findings.warn(path, "Duplicate", "the same key is listed twice");
        } else {
            ids.add(id.path());
        }
    }

    /** Whether every secret may still be sent to a host; one that is gone now is judged by nobody. */
    boolean allowAll(List<String> ids, String host) {
        return ids.stream().map(byPath::get).allMatch(value -> value == null || allows(value, host));
    }

    /** The values of some ids: the current one, else the one served until now. */
    Map<String, String> values(List<String> ids, Map<String, String> servedUntilNow) {
        Map<String, String> values = new HashMap<>();
        for (String id : ids) {
            SecretValue current = byPath.get(id);
            String value = current == null || current.value() == null ? servedUntilNow.get(id) : current.value();
            if (value != null) {
                values.put(id, value);
            }
        }
        return values;
    }

    private static boolean allows(SecretValue value, String host) {
        return value.allowedHosts() == null
                || value.allowedHosts().isEmpty()
                || value.allowedHosts().stream()
                        .anyMatch(h -> h.strip().toLowerCase(Locale.ROOT).equals(host));
    }
}
