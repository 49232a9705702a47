package dev.cortexllm.config;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything that a router needs to serve, except the secrets (see {@link ConfigBundle}).
 *
 * @param schemaVersion {@link #SCHEMA_VERSION} of the writer; a router refuses a newer one and keeps what it serves
 * @param gateway {@code namespace/name} of the LLMGateway
 * @param settings what concerns the router as a whole
 * @param upstreams every API and model deployment that a target may call, sorted by id
 * @param policies every policy, sorted by id; no two claim the same model name
 */
public record RouterConfig(
        int schemaVersion, String gateway, Settings settings, List<Upstream> upstreams, List<Policy> policies) {
    /**
     * Version of this shape. Raised when an older router would misread a newer configuration: version 2 knows wire formats
     * other than OpenAI's and other ways for a key to travel, version 3 who may call, what may be spent, cooler retries, and
     * what rules ask of a prompt, version 4 scores, chains, overrides, what stays local and who waits.
     */
    public static final int SCHEMA_VERSION = 4;

    /** Every budget of gateway, workspaces, upstreams and policies. */
    public List<Budget> allBudgets() {
        Clients clients = settings.clients();
        return Stream.of(
                        Stream.of(Optional.ofNullable(settings.budgets())),
                        clients == null
                                ? Stream.<Optional<List<Budget>>>empty()
                                : clients.workspaces().stream().map(w -> Optional.ofNullable(w.budgets())),
                        upstreams.stream().map(upstream -> Optional.ofNullable(upstream.budgets())),
                        policies.stream()
                                .map(policy -> Optional.of(
                                        List.copyOf(policy.allBudgets().values()))))
                .flatMap(lists -> lists)
                .flatMap(Optional::stream)
                .flatMap(List::stream)
                .toList();
    }

    /**
     * What concerns the router as a whole.
     *
     * @param maxRequestBytes largest request body that is read, in bytes
     * @param drainTimeoutMillis how long a stopping router lets running answers finish
     * @param limits how much all policies together may be used; null when there are none
     * @param redis where all routers of the gateway count together; null when each counts for itself
     * @param budgets how much all policies together may spend; null when there are none
     * @param clients who may call; null: anybody who can reach the router
     * @param adminKey {@link KeyDigest} of the key for the admin port under the bundle's digest key, in hexadecimal digits;
     *     null: there is none, and it tells only its own machine more than whether it lives
     */
    public record Settings(
            long maxRequestBytes,
            long drainTimeoutMillis,
            List<Limit> limits,
            RedisSettings redis,
            List<Budget> budgets,
            Clients clients,
            String adminKey) {

        /** Without limits and store. */
        public Settings(long maxRequestBytes, long drainTimeoutMillis) {
            this(maxRequestBytes, drainTimeoutMillis, null, null, null, null);
        }

        /** Without a key for the admin port. */
        public Settings(
                long maxRequestBytes,
                long drainTimeoutMillis,
                List<Limit> limits,
                RedisSettings redis,
                List<Budget> budgets,
                Clients clients) {
            this(maxRequestBytes, drainTimeoutMillis, limits, redis, budgets, clients, null);
        }

        /**
         * The same for others.
         *
         * @param others who may call; null: anybody
         * @return the settings
         */
        public Settings withClients(Clients others) {
            return new Settings(maxRequestBytes, drainTimeoutMillis, limits, redis, budgets, others, adminKey);
        }
    }
}
