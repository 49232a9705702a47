package dev.cortexllm.compile;

import dev.cortexllm.api.v1alpha1.ClientAuth;
import dev.cortexllm.api.v1alpha1.ClientKeys;
import dev.cortexllm.api.v1alpha1.CredentialSource;
import dev.cortexllm.api.v1alpha1.LLMGatewaySpec;
import dev.cortexllm.config.Clients;
import dev.cortexllm.config.KeyDigest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Compiles who may call a gateway. A Secret that is not there any more, or an entry that holds nothing usable, keeps the keys
 * that it had: half an edit must not shut everybody out. An entry that was taken out of a Secret that is there is revoked.
 */
final class ClientCompiler {
    private final KeySecrets secrets;
    private final LastGood lastGood;
    private final String digestKey;

    ClientCompiler(Map<SecretId, SecretValue> secrets, LastGood lastGood, String digestKey) {
        this.secrets = new KeySecrets(secrets);
        this.lastGood = lastGood;
        this.digestKey = digestKey;
    }

    /**
     * Compiles.
     *
     * @param resource the gateway
     * @param budgets compiles the budgets of workspaces
     * @param serves whether the gateway serves the policy of an id
     * @param findings told what makes no sense and what is missing
     * @return the clients; null when nobody is asked for a key
     */
    Clients compile(Resource<LLMGatewaySpec> resource, Budgets budgets, Predicate<String> serves, Findings findings) {
        ClientAuth auth = resource.spec().auth();
        List<Clients.Workspace> workspaces = Workspaces.compile(resource, budgets, serves, findings);
        if (auth == null) {
            if (!workspaces.isEmpty()) {
                findings.warn(
                        "spec.workspaces",
                        "NoClientAuth",
                        "without spec.auth no request belongs to a workspace, and anybody may use everything");
            }
            return null;
        }
        List<ClientKeys> sources = PolicyChecks.orEmpty(auth.keys());
        if (sources.isEmpty()) {
            findings.invalid("spec.auth.keys", "at least one key is needed; without spec.auth nobody is asked for one");
        }
        Set<String> names = workspaces.stream().map(Clients.Workspace::name).collect(Collectors.toSet());
        KeyTable table = new KeyTable(digestKey, lastGood.keys(digestKey), findings);
        for (int i = 0; i < sources.size(); i++) {
            String path = "spec.auth.keys[" + i + "]";
            ClientKeys source = sources.get(i);
            if (source == null
                    || source.secretRef() == null
                    || source.secretRef().name() == null
                    || source.secretRef().name().isBlank()) {
                findings.invalid(path + ".secretRef", "the name of a Secret is missing");
            } else if (source.workspace() != null && !names.contains(source.workspace())) {
                findings.invalid(path + ".workspace", "there is no workspace '" + source.workspace() + "'");
            } else {
                from(source, resource.id().namespace(), path + ".secretRef", table, findings);
            }
        }
        return new Clients(table.keys(), workspaces);
    }

    private void from(ClientKeys source, String namespace, String path, KeyTable table, Findings findings) {
        String name = source.secretRef().name();
        String key = source.secretRef().key();
        String secret = namespace + "/" + name;
        Optional<Map<String, String>> entries = secrets.entries(namespace, name);
        if (entries.isEmpty()) {
            int kept = table.keep(secret, key, source.workspace());
            findings.unresolved(
                    path,
                    Findings.CREDENTIALS_MISSING,
                    "Secret " + secret + " does not exist with label " + KeySecrets.LABEL
                            + (kept == 0 ? "" : "; keys of it that stay in use: " + kept));
        } else if (key == null) {
            entries.get().forEach((entry, value) -> table.add(secret, entry, entry, value, source.workspace(), path));
        } else if (entries.get().containsKey(key)) {
            table.add(secret, key, name + "/" + key, entries.get().get(key), source.workspace(), path);
        } else {
            findings.unresolved(path, Findings.CREDENTIALS_MISSING, "Secret " + secret + " has no entry '" + key + "'");
        }
    }

    /**
     * The key of the admin port.
     *
     * @param resource the gateway
     * @param findings told what is missing
     * @return its digest; null when there is none
     */
    String adminKey(Resource<LLMGatewaySpec> resource, Findings findings) {
        CredentialSource source = resource.spec().adminAuth();
        if (source == null) {
            return null;
        }
        String path = "spec.adminAuth.secretRef";
        if (source.secretRef() == null
                || source.secretRef().name() == null
                || source.secretRef().key() == null) {
            findings.invalid(path, "name and key of a Secret are missing");
            return null;
        }
        String name = source.secretRef().name();
        String key = source.secretRef().key();
        String secret = resource.id().namespace() + "/" + name;
        Optional<Map<String, String>> entries = secrets.entries(resource.id().namespace(), name);
        String value = entries.map(all -> all.get(key)).orElse(null);
        Optional<String> flaw = value == null
                ? Optional.of(
                        "Secret " + secret + " does not exist with key '" + key + "' and label " + KeySecrets.LABEL)
                : KeySecrets.flaw(value).map(why -> "entry '" + key + "' of Secret " + secret + " " + why);
        if (flaw.isEmpty()) {
            return KeyDigest.hex(digestKey, value);
        }
        boolean revoked = entries.isPresent() && value == null;
        String before = revoked ? null : lastGood.adminKey(digestKey);
        findings.unresolved(
                path,
                Findings.CREDENTIALS_MISSING,
                flaw.get() + (before == null ? "" : "; the key until now stays in use"));
        return before;
    }

    /** What a broken gateway goes on with: who was known before, with today's keys. */
    Clients refreshed(Clients before) {
        return before == null
                ? null
                : new Clients(
                        before.keys().stream()
                                .map(this::refreshed)
                                .filter(Objects::nonNull)
                                .toList(),
                        before.workspaces());
    }

    private Clients.Key refreshed(Clients.Key key) {
        String[] place = key.uid().split("/", 3);
        Optional<Map<String, String>> entries = secrets.entries(place[0], place[1]);
        if (entries.isEmpty()) {
            return key;
        }
        String value = entries.get().get(place[2]);
        if (value == null) {
            return null;
        }
        return KeySecrets.flaw(value).isPresent()
                ? key
                : new Clients.Key(key.name(), key.uid(), KeyDigest.hex(digestKey, value), key.workspace());
    }
}
