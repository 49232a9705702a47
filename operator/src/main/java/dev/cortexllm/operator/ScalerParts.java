package dev.cortexllm.operator;

import dev.cortexllm.api.v1alpha1.ModelDeployment;
import dev.cortexllm.operator.child.keda.ScaledObject;
import dev.cortexllm.operator.compilation.GatewayBoard;
import dev.cortexllm.operator.link.RouterRegistry;
import dev.cortexllm.operator.scale.Knowledge;
import dev.cortexllm.operator.scale.LoadBook;
import dev.cortexllm.operator.scale.Lookout;
import dev.cortexllm.operator.scale.RouterCensus;
import dev.cortexllm.operator.scale.ScaleEvents;
import dev.cortexllm.operator.scale.ScaleWriter;
import dev.cortexllm.operator.scale.ScalerLoop;
import dev.cortexllm.operator.scale.Scaling;
import dev.cortexllm.operator.status.Events;
import dev.cortexllm.operator.watch.Nudge;
import dev.cortexllm.operator.watch.OptionalKind;
import dev.cortexllm.operator.watch.PodWatch;
import dev.cortexllm.operator.watch.Primaries;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/** The parts that numbers of replicas are set by. */
final class ScalerParts {
    private final Primaries<ModelDeployment> models = new Primaries<>();
    private final Knowledge knowledge = new Knowledge();
    private final LoadBook book;
    private final OptionalKind<ScaledObject> keda;
    private final ScaleWriter writer;
    private final Scaling scaling;

    ScalerParts(KubernetesClient client, OperatorSettings settings, LoadBook book, Supplier<Optional<String>> url) {
        this.book = book;
        this.keda = new OptionalKind<>(client, ScaledObject.class, settings.namespaces());
        this.writer = new ScaleWriter(client);
        this.scaling = new Scaling(keda, url, knowledge, writer);
    }

    Primaries<ModelDeployment> models() {
        return models;
    }

    OptionalKind<ScaledObject> keda() {
        return keda;
    }

    Scaling scaling() {
        return scaling;
    }

    ScalerLoop loop(
            GatewayBoard board,
            PodWatch pods,
            RouterRegistry registry,
            Events events,
            Nudge<ModelDeployment> nudge,
            Clock clock) {
        return new ScalerLoop(
                models,
                scaling,
                new Lookout(book, new RouterCensus(board, pods, registry), pods, clock),
                knowledge,
                writer,
                new ScaleEvents(events),
                nudge);
    }
}
