package dev.cortexllm.operator.gateway.desired;

import dev.cortexllm.config.RouterConfig;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;

/**
 * What the routers ask for keys, so that everybody may connect.
 *
 * @param clients whether clients need one
 * @param admin whether the admin port is opened by one
 */
public record Guarded(boolean clients, boolean admin) {
    /** Nothing. */
    public static final Guarded NOTHING = new Guarded(false, false);

    /**
     * As a configuration wants it.
     *
     * @param wanted what the routers are to serve
     * @return what they ask for keys then
     */
    public static Guarded by(RouterConfig wanted) {
        return new Guarded(
                wanted.settings().clients() != null, wanted.settings().adminKey() != null);
    }

    /**
     * What may be relied on: a router that has not heard yet that it is to ask for keys answers everybody.
     *
     * @param present the network policy as it is; null when there is none
     * @param everywhere whether every router serves the configuration that wants this
     * @return what may be opened to everybody
     */
    public Guarded reliable(NetworkPolicy present, boolean everywhere) {
        Guarded open = present == null ? NOTHING : RouterNetworkPolicy.open(present);
        return new Guarded(clients && (everywhere || open.clients), admin && (everywhere || open.admin));
    }
}
