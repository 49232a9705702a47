package dev.cortexllm.operator.budget;

import dev.cortexllm.compile.ResourceId;
import dev.cortexllm.config.Budget.Action;
import dev.cortexllm.config.RouterConfig;
import dev.cortexllm.link.RouterReport;
import dev.cortexllm.link.RouterReport.BudgetNotice;
import dev.cortexllm.operator.compilation.GatewayId;
import dev.cortexllm.operator.link.RouterId;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kubernetes Events for thresholds of budgets, on the resource that has the budget. Routers repeat each notice for a minute and
 * two of them may tell of the same: an Event is named after what it tells, so that it is there once, also after a restart.
 */
public final class BudgetEvents {
    private static final Logger LOG = LoggerFactory.getLogger(BudgetEvents.class);
    private static final int REMEMBERED = 10_000;

    private final Function<ResourceId, HasMetadata> resources;
    private final Teller teller;
    private final Executor executor;
    private final Set<String> seen = Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    }));

    /** Sends an Event; see {@code Events}. */
    @FunctionalInterface
    public interface Teller {
        /**
         * Tells of something, at most once under each name.
         *
         * @param about the resource
         * @param name what is told, as a name that Kubernetes accepts
         * @param normal whether nothing is wrong
         * @param reason one CamelCase word
         * @param note a sentence
         */
        void tell(HasMetadata about, String name, boolean normal, String reason, String note);
    }

    /**
     * @param resources looks a resource up; null when it is gone
     * @param teller sends Events
     * @param executor bounded; takes what waits for the API server away from those who report
     */
    public BudgetEvents(Function<ResourceId, HasMetadata> resources, Teller teller, Executor executor) {
        this.resources = resources;
        this.teller = teller;
        this.executor = executor;
    }

    /**
     * Takes a report; does not block.
     *
     * @param router who reports
     * @param report what it says
     * @param config what its gateway serves; of other budgets it has nothing to say
     */
    public void report(RouterId router, RouterReport report, RouterConfig config) {
        if (report.notices() == null || report.notices().isEmpty()) {
            return;
        }
        OwnBudgets budgets = OwnBudgets.in(config);
        for (BudgetNotice notice : report.notices()) {
            if (notice == null || notice.id() == null || notice.action() == null || notice.sentence() == null) {
                continue;
            }
            Optional<ResourceId> owner = budgets.owner(notice.key());
            String name = name(router.gateway(), notice);
            if (owner.isPresent() && seen.add(name)) {
                later(owner.get(), name, notice);
            }
        }
    }

    private void later(ResourceId owner, String name, BudgetNotice notice) {
        try {
            executor.execute(() -> send(owner, name, notice));
        } catch (RejectedExecutionException full) {
            LOG.warn("too many Events at once: {}", notice.sentence());
        }
    }

    private void send(ResourceId owner, String name, BudgetNotice notice) {
        try {
            HasMetadata about = resources.apply(owner);
            if (about != null) {
                teller.tell(about, name, notice.action() == Action.NOTIFY, reason(notice.action()), notice.sentence());
            }
        } catch (KubernetesClientException e) {
            seen.remove(name);
            LOG.warn("no Event on {}: status {}", owner, e.getCode());
        }
    }

    private static String reason(Action action) {
        return "Budget" + action.name().charAt(0) + action.name().substring(1).toLowerCase(Locale.ROOT);
    }

    private static String name(GatewayId gateway, BudgetNotice notice) {
        return UUID.nameUUIDFromBytes((gateway + "/" + notice.id()).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
