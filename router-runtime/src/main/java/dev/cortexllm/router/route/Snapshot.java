package dev.cortexllm.router.route;

import dev.cortexllm.config.RouterConfig;
import dev.cortexllm.router.classify.Classifier;
import dev.cortexllm.router.identity.Identity;
import dev.cortexllm.router.identity.KeyRing;
import dev.cortexllm.router.store.StoreAddress;
import dev.cortexllm.router.target.UpstreamEntry;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One configuration ready for serving: immutable, shared by all event loops. A request uses the snapshot it began with
 * to its end.
 *
 * @param hash hash of the configuration
 * @param settings what concerns the router as a whole
 * @param byModel routes by the model names that clients ask for
 * @param models those names in order
 * @param upstreams every upstream
 * @param store where all routers of the gateway count together; null when each counts for itself
 * @param limitKeys keys of every rate limit
 * @param clients whose requests are answered; null: everybody's
 * @param admins whom the admin port answers; null: nobody but its own machine
 * @param classifier judges prompts; null when no rule needs to know what a prompt is for or how hard it is
 */
public record Snapshot(
        String hash,
        RouterConfig.Settings settings,
        Map<String, Route> byModel,
        List<String> models,
        List<UpstreamEntry> upstreams,
        StoreAddress store,
        Set<String> limitKeys,
        KeyRing clients,
        KeyRing admins,
        Classifier classifier) {

    /**
     * The route of a model name.
     *
     * @param model what a client asked for
     * @return its route, or null when no policy has it
     */
    public Route route(String model) {
        return byModel.get(model);
    }

    /**
     * The model names that somebody may ask for.
     *
     * @param who who asks
     * @return names in order
     */
    public List<String> models(Identity who) {
        return who.grants() == null
                ? models
                : models.stream()
                        .filter(model -> who.mayUse(byModel.get(model).id(), model))
                        .toList();
    }

    /**
     * A provider that lets requests for unserved paths through.
     *
     * @param name its name, or {@code namespace/name} where the name is not the only one
     * @return the provider, or null when there is none of that name, or more than one, or it does not want to
     */
    public UpstreamEntry passingThrough(String name) {
        List<UpstreamEntry> found = upstreams.stream()
                .filter(one -> one.config().passThrough())
                .filter(one -> one.name().equals(name) || one.config().id().equals("provider/" + name))
                .toList();
        return found.size() == 1 ? found.get(0) : null;
    }
}
