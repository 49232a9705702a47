package dev.cortexllm.operator.provider;

import dev.cortexllm.api.Durations;
import dev.cortexllm.api.v1alpha1.Defaults;
import dev.cortexllm.api.v1alpha1.LLMProvider;
import dev.cortexllm.api.v1alpha1.LLMProviderStatus;
import dev.cortexllm.compile.Kind;
import dev.cortexllm.config.Upstream;
import dev.cortexllm.operator.budget.BudgetDisplay;
import dev.cortexllm.operator.compilation.Judge;
import dev.cortexllm.operator.compilation.Judge.ProviderJudgement;
import dev.cortexllm.operator.compilation.Readings;
import dev.cortexllm.operator.status.Conditions;
import dev.cortexllm.operator.status.ErrorStatus;
import dev.cortexllm.operator.status.Probe;
import dev.cortexllm.operator.status.ProviderStatuses;
import dev.cortexllm.operator.status.StatusWriter;
import dev.cortexllm.operator.watch.Nudge;
import dev.cortexllm.operator.watch.References;
import io.fabric8.kubernetes.api.model.Secret;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reconciles a provider: judge the spec, take the last connection check (and start the next), say so. */
@ControllerConfiguration(name = "llmprovider")
public final class LLMProviderReconciler implements Reconciler<LLMProvider> {
    private final Judge judge;
    private final Probes probes;
    private final BudgetDisplay budgets;
    private final StatusWriter<LLMProviderStatus, LLMProvider> statuses;
    private final Nudge<LLMProvider> nudge;
    private final Clock clock;

    private InformerEventSource<Secret, LLMProvider> credentials;

    /**
     * @param judge says whether a spec makes sense
     * @param probes the connection checks
     * @param budgets what is spent of budgets
     * @param statuses writes the status
     * @param nudge wakes this reconciler when a check has come to a result
     * @param clock for the times of conditions
     */
    public LLMProviderReconciler(
            Judge judge,
            Probes probes,
            BudgetDisplay budgets,
            StatusWriter<LLMProviderStatus, LLMProvider> statuses,
            Nudge<LLMProvider> nudge,
            Clock clock) {
        this.judge = judge;
        this.probes = probes;
        this.budgets = budgets;
        this.statuses = statuses;
        this.nudge = nudge;
        this.clock = clock;
    }

    @Override
    public List<EventSource<?, LLMProvider>> prepareEventSources(EventSourceContext<LLMProvider> context) {
        credentials = References.toCredentials(
                context, secret -> References.primaries(context, provider -> names(provider, secret)));
        return List.of(credentials, nudge.source());
    }

    @Override
    public UpdateControl<LLMProvider> reconcile(LLMProvider provider, Context<LLMProvider> context) {
        ResourceID id = ResourceID.fromResource(provider);
        ProviderJudgement judgement = judge.provider(
                Readings.of(Kind.LLMProvider, provider),
                Readings.secrets(
                        credentials.list(provider.getMetadata().getNamespace(), secret -> names(provider, secret))));
        Optional<Probe> probe = probe(id, provider, judgement);
        statuses.write(
                provider,
                ProviderStatuses.of(
                        judgement.verdict(),
                        baseUrl(provider, judgement),
                        probe,
                        budgets.of(
                                Readings.id(Kind.LLMProvider, provider),
                                provider.getStatus() == null
                                        ? null
                                        : provider.getStatus().budgets()),
                        provider.getStatus(),
                        provider.getMetadata().getGeneration(),
                        clock),
                context);
        return judgement.upstream().isEmpty()
                ? UpdateControl.noUpdate()
                : UpdateControl.<LLMProvider>noUpdate().rescheduleAfter(probes.untilDue(id));
    }

    @Override
    public ErrorStatusUpdateControl<LLMProvider> updateErrorStatus(
            LLMProvider provider, Context<LLMProvider> context, Exception failure) {
        if (ErrorStatus.worthTelling(context)) {
            LLMProviderStatus before = provider.getStatus();
            long generation = provider.getMetadata().getGeneration();
            statuses.write(
                    provider,
                    new LLMProviderStatus(
                            generation,
                            Conditions.failed(
                                    before == null ? null : before.conditions(),
                                    generation,
                                    ErrorStatus.sentence(failure),
                                    clock),
                            before == null ? null : before.baseUrl(),
                            before == null ? null : before.models(),
                            before == null ? null : before.budgets()),
                    context);
        }
        return ErrorStatusUpdateControl.defaultErrorProcessing();
    }

    private Optional<Probe> probe(ResourceID id, LLMProvider provider, ProviderJudgement judgement) {
        if (judgement.upstream().isEmpty()) {
            probes.forget(id);
            return Optional.empty();
        }
        String interval = provider.getSpec().healthCheckInterval();
        Duration every = Durations.parse(interval == null ? Defaults.HEALTH_CHECK_INTERVAL : interval);
        return probes.result(id, judgement.upstream().get(), judgement.secrets(), every);
    }

    private static String baseUrl(LLMProvider provider, ProviderJudgement judgement) {
        return judgement
                .upstream()
                .map(Upstream::baseUrl)
                .orElse(provider.getSpec().baseUrl());
    }

    private static boolean names(LLMProvider provider, Secret secret) {
        return provider.getSpec().credentials() != null
                && provider.getMetadata()
                        .getNamespace()
                        .equals(secret.getMetadata().getNamespace())
                && provider.getSpec().credentials().stream()
                        .anyMatch(c ->
                                c.secretRef().name().equals(secret.getMetadata().getName()));
    }
}
