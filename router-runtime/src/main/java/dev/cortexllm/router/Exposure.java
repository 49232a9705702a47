package dev.cortexllm.router;

import dev.cortexllm.router.admin.AdminGuard;
import dev.cortexllm.router.route.Snapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log what others than this machine may do, whenever that changes. One thread at a time. */
final class Exposure {
    private static final Logger LOG = LoggerFactory.getLogger(Exposure.class);

    private final RouterOptions options;
    private final AdminKeys adminKeys;
    private String said = "";

    Exposure(RouterOptions options, AdminKeys adminKeys) {
        this.options = options;
        this.adminKeys = adminKeys;
    }

    void tell(Snapshot serving) {
        String clients = AdminGuard.isLoopback(options.listenAddress()) || serving.clients() != null
                ? ""
                : "whoever reaches " + options.listenAddress() + " may use every model: no client key is configured. ";
        String admin = AdminGuard.isLoopback(options.adminAddress()) || adminKeys.any()
                ? ""
                : "the admin port on " + options.adminAddress()
                        + " tells other machines only whether this one lives and serves: no admin key is configured. ";
        String now = clients + admin;
        if (!now.equals(said) && !now.isEmpty()) {
            LOG.warn("{}", now.strip());
        }
        said = now;
    }
}
