package dev.cortexllm.operator.scale;

import dev.cortexllm.api.v1alpha1.Autoscaling;
import dev.cortexllm.api.v1alpha1.Condition.Status;
import dev.cortexllm.api.v1alpha1.ModelDeployment;
import dev.cortexllm.compile.ChildNames;
import dev.cortexllm.engine.Replicas;
import dev.cortexllm.operator.child.keda.ScaledObject;
import dev.cortexllm.operator.child.keda.ScaledObjectStatus;
import dev.cortexllm.operator.scale.ScalerChoice.Who;
import dev.cortexllm.operator.status.Finding;
import dev.cortexllm.operator.status.ScalingFacts;
import dev.cortexllm.operator.watch.OptionalKind;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Optional;
import java.util.function.Supplier;

/** Who scales a model deployment, as both its reconciler and the operator's own scaler see it. */
public final class Scaling {
    /** Type of the condition. */
    static final String AUTOSCALER_READY = "AutoscalerReady";

    private final OptionalKind<ScaledObject> keda;
    private final Supplier<Optional<String>> url;
    private final Knowledge knowledge;
    private final ScaleWriter writer;

    /**
     * @param keda KEDA's objects, where the cluster has KEDA
     * @param url where KEDA can ask for the load, see {@link ScalingPage}
     * @param knowledge how much is known of the load
     * @param writer sets the number of replicas
     */
    public Scaling(
            OptionalKind<ScaledObject> keda, Supplier<Optional<String>> url, Knowledge knowledge, ScaleWriter writer) {
        this.keda = keda;
        this.url = url;
        this.knowledge = knowledge;
        this.writer = writer;
    }

    /** KEDA's objects. */
    public OptionalKind<ScaledObject> keda() {
        return keda;
    }

    /**
     * Fills the number of replicas in where nobody has said it: an HorizontalPodAutoscaler takes an absent number for 0, and
     * switches itself off at 0. It is there by the next run.
     *
     * @param model the deployment
     */
    public void fill(ModelDeployment model) {
        if (model.getSpec().replicas() == null && model.getMetadata().getDeletionTimestamp() == null) {
            writer.write(model, Replicas.initial(model.getSpec()));
        }
    }

    /**
     * Who scales a deployment.
     *
     * @param model the deployment
     * @return who
     */
    public ScalerChoice choice(ModelDeployment model) {
        boolean ordered = ordered(model).isPresent();
        return ScalerChoice.of(
                model.getSpec().autoscaling(),
                new ScalerChoice.Keda(keda.present(), keda.refusal(), ordered, url.get()));
    }

    /**
     * The ScaledObject of a deployment.
     *
     * @param model the deployment
     * @return the object as last seen; empty when there is none
     */
    public Optional<ScaledObject> ordered(ModelDeployment model) {
        return keda.find(
                model.getMetadata().getNamespace(),
                ChildNames.engine(model.getMetadata().getName()));
    }

    /** Where KEDA can ask for the load of a deployment. */
    public Optional<String> url() {
        return url.get();
    }

    /**
     * What the status of a deployment says.
     *
     * @param model the deployment
     * @param choice who scales it
     * @return the facts
     */
    public ScalingFacts facts(ModelDeployment model, ScalerChoice choice) {
        Autoscaling scaling = model.getSpec().autoscaling();
        boolean sleeps =
                scaling != null && Integer.valueOf(0).equals(scaling.minReplicas()) && choice.who() != Who.NOBODY;
        return new ScalingFacts(
                scaling == null ? Optional.empty() : Optional.of(finding(model, choice)),
                Replicas.suspended(model.getSpec()),
                sleeps);
    }

    private Finding finding(ModelDeployment model, ScalerChoice choice) {
        if (choice.status() != Status.True) {
            return finding(choice.status(), choice.reason(), choice.message());
        }
        if (Replicas.suspended(model.getSpec())) {
            return finding(Status.False, "Suspended", "nothing is scaled while spec.suspend is true");
        }
        Knowledge.State known = knowledge.of(LoadBook.id(
                model.getMetadata().getNamespace(), model.getMetadata().getName()));
        if (!known.refusal().isEmpty()) {
            return finding(Status.False, "Refused", "replicas cannot be set: " + known.refusal());
        }
        if (!known.told()) {
            return finding(
                    Status.False,
                    "LoadUnknown",
                    "no router tells the load of this model, so replicas stays as it is: a RoutingPolicy must have it for a"
                            + " target, and an LLMGateway must serve that");
        }
        if (!known.silent().isEmpty()) {
            return finding(
                    Status.False,
                    "RoutersSilent",
                    "these routers do not tell what they have for this model, so replicas only goes up: "
                            + String.join(", ", known.silent()));
        }
        Finding other = choice.who() == Who.KEDA ? kedaSays(choice, ordered(model)) : null;
        return other != null
                ? other
                : finding(Status.True, choice.reason(), choice.message() + manifests(model.getMetadata()));
    }

    /** What keeps KEDA from it; null when nothing does. */
    static Finding kedaSays(ScalerChoice choice, Optional<ScaledObject> ordered) {
        Optional<ScaledObjectStatus.Condition> ready = ordered.map(ScaledObject::getStatus)
                .map(ScaledObjectStatus::conditions)
                .flatMap(all ->
                        all.stream().filter(c -> "Ready".equals(c.type())).findFirst());
        if (ready.isEmpty()) {
            return finding(
                    Status.Unknown,
                    "KedaNotReady",
                    choice.message()
                            + ", but has not said anything of its ScaledObject yet: does KEDA's operator run?");
        }
        return "True".equals(ready.get().status())
                ? null
                : finding(
                        "False".equals(ready.get().status()) ? Status.False : Status.Unknown,
                        "KedaNotReady",
                        choice.message() + ", but its ScaledObject is not ready: "
                                + ready.get().message());
    }

    private static String manifests(ObjectMeta meta) {
        return NumberOwners.of(meta).stream()
                .filter(entry -> "Apply".equals(entry.getOperation()))
                .map(ManagedFieldsEntry::getManager)
                .filter(manager -> !ScaleWriter.FIELD_MANAGER.equals(manager))
                .findFirst()
                .map(manager -> "; the manifest that '" + manager
                        + "' applies names spec.replicas and sets it back each time: take it out there")
                .orElse("");
    }

    private static Finding finding(Status status, String reason, String message) {
        return new Finding(AUTOSCALER_READY, status, reason, message);
    }
}
