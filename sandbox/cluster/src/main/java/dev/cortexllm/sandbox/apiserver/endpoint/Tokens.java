package dev.cortexllm.sandbox.apiserver.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.access.User;
import dev.cortexllm.sandbox.apiserver.object.ApiError;
import dev.cortexllm.sandbox.apiserver.object.Ids;
import dev.cortexllm.sandbox.apiserver.object.Json;
import dev.cortexllm.sandbox.apiserver.object.Meta;
import dev.cortexllm.sandbox.apiserver.store.Key;
import dev.cortexllm.sandbox.apiserver.store.Store;
import dev.cortexllm.sandbox.apiserver.type.ResourceType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** ServiceAccount tokens: opaque strings remembered with what they stand for. They do not outlive this process. */
public final class Tokens {
    /** Audience of tokens for the API server itself. */
    static final String API_AUDIENCE = "https://kubernetes.default.svc.cluster.local";

    /** How every token begins; that of the kubeconfig does not, and is the administrator's. */
    private static final String PREFIX = "sandbox.";

    private static final long SHORTEST_SECONDS = 600;
    private static final long DEFAULT_SECONDS = 3_600;
    private final Store store;
    private final Clock clock;
    private final Ids ids;
    private final Map<String, Grant> grants = new ConcurrentHashMap<>();

    public Tokens(Store store, Clock clock, Ids ids) {
        this.store = store;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * What a token stands for.
     *
     * @param account the ServiceAccount
     * @param accountUid its uid when the token was issued
     * @param audiences whom the token is for
     * @param expires from when on it is void
     * @param pod name of the pod it is bound to, empty for none
     * @param podUid uid of that pod
     * @param id the credential's id
     */
    record Grant(
            Key account,
            String accountUid,
            List<String> audiences,
            Instant expires,
            String pod,
            String podUid,
            String id) {}

    /**
     * Answers a TokenRequest.
     *
     * @throws ApiError 404 when account or pod are absent, 409 for another pod of that name, 422 for too short a life
     */
    ObjectNode issue(ResourceType accounts, Key key, ObjectNode request) {
        ObjectNode account = store.get(key).orElseThrow(() -> accounts.notFound(key.name()));
        ObjectNode spec = Json.child(request, "spec");
        long seconds = spec.path("expirationSeconds").asLong(DEFAULT_SECONDS);
        if (seconds < SHORTEST_SECONDS) {
            throw ApiError.invalid(
                    "authentication.k8s.io",
                    "TokenRequest",
                    "",
                    List.of(new ApiError.Cause(
                            "spec.expirationSeconds",
                            "FieldValueInvalid",
                            "Invalid value: " + seconds + ": may not specify a duration less than 10 minutes")));
        }
        List<String> audiences = Json.elements(spec.path("audiences")).stream()
                .map(a -> a.asText())
                .toList();
        audiences = audiences.isEmpty() ? List.of(API_AUDIENCE) : audiences;
        spec.set("audiences", Json.strings(audiences));
        spec.put("expirationSeconds", seconds);
        Instant expires = clock.instant().plusSeconds(seconds);
        String pod = checkPod(key.namespace(), spec);
        String token = PREFIX + ids.uid().get() + "." + ids.uid().get();
        grants.put(
                token,
                new Grant(
                        key,
                        Meta.uid(account),
                        audiences,
                        expires,
                        pod,
                        Json.text(spec, "boundObjectRef", "uid"),
                        "JTI=" + ids.uid().get()));
        request.putObject("status").put("token", token).put("expirationTimestamp", Meta.time(expires));
        return request;
    }

    private String checkPod(String namespace, ObjectNode spec) {
        if (!Json.text(spec, "boundObjectRef", "kind").equals("Pod")) {
            return "";
        }
        String name = Json.text(spec, "boundObjectRef", "name");
        String uid = Json.text(spec, "boundObjectRef", "uid");
        ObjectNode pod =
                store.get(new Key("pods", namespace, name)).orElseThrow(() -> ApiError.notFound("", "pods", name));
        if (!uid.isEmpty() && !uid.equals(Meta.uid(pod))) {
            throw ApiError.conflict(
                    "",
                    "pods",
                    name,
                    "the UID in the bound object reference (" + uid + ") does not match the UID in record ("
                            + Meta.uid(pod) + "). The object might have been deleted and then recreated");
        }
        Json.child(spec, "boundObjectRef").put("uid", Meta.uid(pod));
        return name;
    }

    /**
     * Whose a token is that is shown to this server; empty when it is no ServiceAccount's.
     *
     * @throws ApiError 401 when it was one, or is one for another audience
     */
    public Optional<User> account(String token) {
        if (!token.startsWith(PREFIX)) {
            return Optional.empty();
        }
        return Optional.of(find(token)
                .filter(grant -> grant.audiences().contains(API_AUDIENCE))
                .map(Tokens::user)
                .orElseThrow(ApiError::unauthorized));
    }

    /** The user that a token makes of its holder. */
    static User user(Grant grant) {
        Map<String, List<String>> extra = new TreeMap<>();
        extra.put("authentication.kubernetes.io/credential-id", List.of(grant.id()));
        if (!grant.pod().isEmpty()) {
            extra.put("authentication.kubernetes.io/pod-name", List.of(grant.pod()));
            extra.put("authentication.kubernetes.io/pod-uid", List.of(grant.podUid()));
        }
        return User.account(grant.account().namespace(), grant.account().name(), grant.accountUid(), extra);
    }

    /** What a token stands for, while it is good: not expired, its account and its pod still there. */
    Optional<Grant> find(String token) {
        grants.values().removeIf(g -> g.expires().isBefore(clock.instant()));
        return Optional.ofNullable(grants.get(token)).filter(this::alive);
    }

    private boolean alive(Grant grant) {
        boolean account = uidOf(grant.account()).equals(grant.accountUid());
        Key pod = new Key("pods", grant.account().namespace(), grant.pod());
        return account && (grant.pod().isEmpty() || uidOf(pod).equals(grant.podUid()));
    }

    private String uidOf(Key key) {
        return store.get(key).map(Meta::uid).orElse("");
    }
}
