package dev.cortexllm.router;

import dev.cortexllm.config.ConfigBundle;
import dev.cortexllm.config.ConfigException;
import dev.cortexllm.router.config.ConfigSink;
import dev.cortexllm.router.notice.BudgetReader;
import dev.cortexllm.router.route.Snapshot;
import dev.cortexllm.router.route.SnapshotCompiler;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a snapshot of each configuration, off the event loops and one after another, and has every event loop serve it.
 * What cannot be served is refused with a sentence, and the last good one goes on.
 */
final class SnapshotPublisher implements ConfigSink {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotPublisher.class);

    private final RouterParts parts;
    private final SnapshotCompiler compiler;
    private final Context context;
    private final List<RouterVerticle> verticles;

    /**
     * @param parts of the process
     * @param verticles every event loop
     */
    SnapshotPublisher(RouterParts parts, List<RouterVerticle> verticles) {
        this.parts = parts;
        this.compiler = new SnapshotCompiler(parts.states(), parts.meters(), System::nanoTime);
        this.context = parts.vertx().getOrCreateContext();
        this.verticles = verticles;
    }

    @Override
    public void offer(ConfigBundle bundle) {
        context.executeBlocking(() -> compiler.compile(bundle), true)
                .compose(this::publish)
                .onSuccess(snapshot -> announce(snapshot, bundle))
                .onFailure(failure -> refuse(sentence(bundle, failure)));
    }

    private Future<Snapshot> publish(Snapshot snapshot) {
        return Future.all(verticles.stream()
                        .map(verticle -> verticle.serve(snapshot))
                        .toList())
                .map(snapshot);
    }

    private void announce(Snapshot snapshot, ConfigBundle bundle) {
        parts.signals().serving(snapshot);
        parts.status().serving(snapshot.hash());
        LOG.info(
                "serving configuration {}: {} models",
                snapshot.hash(),
                snapshot.models().size());
        RouterVerticle any = verticles.get(0);
        parts.board().serve(bundle.config(), any::first, BudgetReader.of(any::read, snapshot.store() != null));
        parts.limits().retain(snapshot.limitKeys());
        parts.signals().news();
    }

    private static String sentence(ConfigBundle bundle, Throwable failure) {
        if (!(failure instanceof ConfigException)) {
            LOG.error("configuration {} made the compiler fail", bundle.hash(), failure);
            return "configuration " + bundle.hash() + " cannot be served: " + failure;
        }
        return "configuration " + bundle.hash() + ": " + failure.getMessage();
    }

    @Override
    public void refuse(String sentence) {
        parts.status().refused(sentence);
        LOG.warn("refused: {}; still serving {}", sentence, parts.status().servedHash());
        parts.signals().news();
    }
}
