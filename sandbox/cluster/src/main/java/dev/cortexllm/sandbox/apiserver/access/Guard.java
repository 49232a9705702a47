package dev.cortexllm.sandbox.apiserver.access;

import dev.cortexllm.sandbox.apiserver.http.Request;
import dev.cortexllm.sandbox.apiserver.http.ResourcePath;
import dev.cortexllm.sandbox.apiserver.object.ApiError;
import dev.cortexllm.sandbox.apiserver.resource.Resources;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/** Knows who sends a request, and turns away who may not. */
public final class Guard {
    private static final String IMPERSONATE_USER = "Impersonate-User";
    private static final String IMPERSONATE_GROUP = "Impersonate-Group";

    private final Resources resources;
    private final Authorizer authorizer;
    private final Function<String, Optional<User>> accounts;
    private final List<Consumer<Decision>> listeners = new CopyOnWriteArrayList<>();

    /**
     * @param resources where objects are
     * @param authorizer decides
     * @param accounts whose a ServiceAccount token for this server is; empty: nobody's
     */
    public Guard(Resources resources, Authorizer authorizer, Function<String, Optional<User>> accounts) {
        this.resources = resources;
        this.authorizer = authorizer;
        this.accounts = accounts;
    }

    /** Decides for those who ask about rights. */
    public Authorizer authorizer() {
        return authorizer;
    }

    /** Is told of every decision on somebody who may not do anything. */
    public void listen(Consumer<Decision> listener) {
        listeners.add(listener);
    }

    /**
     * Who sends a request, or is impersonated by its sender.
     *
     * @throws ApiError 403 when the sender may not impersonate
     */
    public User user(Request request) {
        User sender = accounts.apply(request.token()).orElse(User.ADMIN);
        String name = request.header(IMPERSONATE_USER);
        if (name.isEmpty()) {
            return sender;
        }
        List<String> groups = request.headers(IMPERSONATE_GROUP);
        check(sender, new Asked("impersonate", "", "users", "", name));
        groups.forEach(group -> check(sender, new Asked("impersonate", "", "groups", "", group)));
        return User.impersonated(name, groups);
    }

    /**
     * Lets a request for a resource through or not.
     *
     * @throws ApiError 403 when its sender may not
     */
    public void admit(Request request, ResourcePath path) {
        User user = user(request);
        Asked asked = Asked.of(request, path);
        check(user, asked);
        if (creates(request, path)) {
            check(user, asked.with("create"));
        }
    }

    /** An apply patch of what does not exist is a creation too, and needs both verbs. */
    private boolean creates(Request request, ResourcePath path) {
        return request.method().equals("PATCH")
                && path.subresource().isEmpty()
                && request.contentType().startsWith("application/apply-patch")
                && resources
                        .types()
                        .find(path.group(), path.version(), path.plural())
                        .map(type -> resources.store().get(type.key(path.namespace(), path.name())))
                        .filter(Optional::isEmpty)
                        .isPresent();
    }

    private void check(User user, Asked asked) {
        if (user.mayDoAnything()) {
            return;
        }
        Decision decision = new Decision(user, asked, authorizer.decide(user, asked));
        listeners.forEach(listener -> listener.accept(decision));
        if (decision.by().isEmpty()) {
            String plural = asked.resource().split("/")[0];
            throw ApiError.denied(asked.group(), plural, asked.name(), asked.refusal(user));
        }
    }
}
