package dev.cortexllm.sandbox.apiserver.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.http.Request;
import dev.cortexllm.sandbox.apiserver.object.ApiError;
import dev.cortexllm.sandbox.apiserver.object.Json;
import dev.cortexllm.sandbox.apiserver.type.ResourceType;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Reviews: answered at once, never stored. Authorisation always says yes: RBAC objects are kept but not enforced. */
final class Reviews {
    private final Tokens tokens;

    Reviews(Tokens tokens) {
        this.tokens = tokens;
    }

    ObjectNode answer(ResourceType type, Request request) throws IOException {
        if (!request.method().equals("POST")) {
            throw ApiError.methodNotAllowed();
        }
        ObjectNode review = request.objectBody();
        review.put("kind", type.kind()).put("apiVersion", type.apiVersion());
        Json.child(review, "metadata");
        ObjectNode status = review.putObject("status");
        switch (type.kind()) {
            case "TokenReview" -> reviewToken(review.path("spec"), status);
            case "SelfSubjectReview" -> status.set("userInfo", self(request));
            default -> status.put("allowed", true).put("reason", "the sandbox does not enforce RBAC");
        }
        return review;
    }

    private ObjectNode self(Request request) {
        Optional<Tokens.Grant> grant = tokens.find(request.token());
        if (grant.isPresent()) {
            return user(grant.get());
        }
        ObjectNode admin = Json.object().put("username", "admin");
        admin.set("groups", Json.strings(List.of("system:masters", "system:authenticated")));
        return admin;
    }

    private void reviewToken(JsonNode spec, ObjectNode status) {
        Optional<Tokens.Grant> grant = tokens.find(Json.text(spec, "token"));
        List<String> asked = Json.elements(spec.path("audiences")).stream()
                .map(JsonNode::asText)
                .toList();
        List<String> wanted = asked.isEmpty() ? List.of(Tokens.API_AUDIENCE) : asked;
        List<String> met = grant.map(
                        g -> g.audiences().stream().filter(wanted::contains).toList())
                .orElse(List.of());
        if (met.isEmpty()) {
            status.putObject("user");
            status.put("error", grant.map(g -> refusal(g, wanted)).orElse("[invalid bearer token]"));
            return;
        }
        status.put("authenticated", true);
        status.set("user", user(grant.get()));
        status.set("audiences", Json.strings(met));
    }

    private static String refusal(Tokens.Grant grant, List<String> wanted) {
        return "[invalid bearer token, token audiences " + Json.strings(grant.audiences())
                + " is invalid for the target audiences " + Json.strings(wanted) + "]";
    }

    private static ObjectNode user(Tokens.Grant grant) {
        String namespace = grant.account().namespace();
        ObjectNode user = Json.object();
        user.put(
                "username",
                "system:serviceaccount:" + namespace + ":" + grant.account().name());
        user.put("uid", grant.accountUid());
        user.set(
                "groups",
                Json.strings(List.of(
                        "system:serviceaccounts", "system:serviceaccounts:" + namespace, "system:authenticated")));
        ObjectNode extra = user.putObject("extra");
        extra.set("authentication.kubernetes.io/credential-id", Json.strings(List.of(grant.id())));
        if (!grant.pod().isEmpty()) {
            extra.set("authentication.kubernetes.io/pod-name", Json.strings(List.of(grant.pod())));
            extra.set("authentication.kubernetes.io/pod-uid", Json.strings(List.of(grant.podUid())));
        }
        return user;
    }
}
