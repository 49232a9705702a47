package dev.cortexllm.sandbox.apiserver.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.access.Asked;
import dev.cortexllm.sandbox.apiserver.access.Guard;
import dev.cortexllm.sandbox.apiserver.access.User;
import dev.cortexllm.sandbox.apiserver.http.Request;
import dev.cortexllm.sandbox.apiserver.object.ApiError;
import dev.cortexllm.sandbox.apiserver.object.Json;
import dev.cortexllm.sandbox.apiserver.type.ResourceType;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reviews of tokens and of rights: answered at once, never stored. */
final class Reviews {
    private final Tokens tokens;
    private final Guard guard;

    Reviews(Tokens tokens, Guard guard) {
        this.tokens = tokens;
        this.guard = guard;
    }

    ObjectNode answer(ResourceType type, Request request) throws IOException {
        if (!request.method().equals("POST")) {
            throw ApiError.methodNotAllowed();
        }
        ObjectNode review = request.objectBody();
        review.put("kind", type.kind()).put("apiVersion", type.apiVersion());
        Json.child(review, "metadata");
        ObjectNode status = review.putObject("status");
        JsonNode spec = review.path("spec");
        switch (type.kind()) {
            case "TokenReview" -> reviewToken(spec, status);
            case "SelfSubjectReview" ->
                status.set("userInfo", guard.user(request).json());
            case "SelfSubjectAccessReview" -> reviewAccess(guard.user(request), spec, status);
            case "SubjectAccessReview" -> reviewAccess(named(spec), spec, status);
            case "SelfSubjectRulesReview" -> reviewRules(guard.user(request), spec, status);
            default -> throw ApiError.noSuchPath();
        }
        return review;
    }

    private static User named(JsonNode spec) {
        List<String> groups = Json.elements(spec.path("groups")).stream()
                .map(JsonNode::asText)
                .toList();
        return new User(Json.text(spec, "user"), Json.text(spec, "uid"), groups, Map.of());
    }

    private void reviewAccess(User user, JsonNode spec, ObjectNode status) {
        JsonNode wanted = spec.path("resourceAttributes");
        if (wanted.isMissingNode()) {
            // Paths that are no resources are open to everybody here.
            status.put("allowed", true);
            return;
        }
        String subresource = Json.text(wanted, "subresource");
        Asked asked = new Asked(
                Json.text(wanted, "verb"),
                Json.text(wanted, "group"),
                Json.text(wanted, "resource") + (subresource.isEmpty() ? "" : "/" + subresource),
                Json.text(wanted, "namespace"),
                Json.text(wanted, "name"));
        guard.authorizer()
                .decide(user, asked)
                .ifPresentOrElse(
                        granted -> status.put("allowed", true).put("reason", "RBAC: allowed by " + granted.role()),
                        () -> status.put("allowed", false));
    }

    private void reviewRules(User user, JsonNode spec, ObjectNode status) {
        ArrayNode rules = status.putArray("resourceRules");
        guard.authorizer().rules(user, Json.text(spec, "namespace")).forEach(rules::add);
        status.putArray("nonResourceRules");
        status.put("incomplete", false);
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
        status.set("user", Tokens.user(grant.get()).json());
        status.set("audiences", Json.strings(met));
    }

    private static String refusal(Tokens.Grant grant, List<String> wanted) {
        return "[invalid bearer token, token audiences " + Json.strings(grant.audiences())
                + " is invalid for the target audiences " + Json.strings(wanted) + "]";
    }
}
