package dev.cortexllm.router;

import dev.cortexllm.config.BundleFiles;
import dev.cortexllm.config.CanonicalJson;
import dev.cortexllm.config.ConfigBundle;
import dev.cortexllm.config.ConfigException;
import dev.cortexllm.link.FromOperator;
import dev.cortexllm.link.LinkAddress;
import dev.cortexllm.router.config.ConfigFolder;
import dev.cortexllm.router.config.ConfigInbox;
import dev.cortexllm.router.config.ConfigSink;
import dev.cortexllm.router.config.ConfigSource;
import dev.cortexllm.router.link.DnsFallback;
import dev.cortexllm.router.link.EndpointBook;
import dev.cortexllm.router.link.EndpointStore;
import dev.cortexllm.router.link.LinkClient;
import dev.cortexllm.router.link.LinkListener;
import dev.cortexllm.router.link.ReportBuilder;
import io.vertx.core.Context;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a gateway pod gets its configuration and endpoints: from the mounted folder at the start and whenever the link is
 * down, from the link else.
 */
public final class GatewaySource implements ConfigSource, LinkListener {
    private static final Logger LOG = LoggerFactory.getLogger(GatewaySource.class);
    /** A router that nobody tells where pods are serves all the same after that time: there may be clouds. */
    private static final long PATIENCE_MILLIS = 10_000;

    private final Path folder;
    private final EndpointStore store;
    private final EndpointBook book;
    private final LinkClient link;
    private final DnsFallback dns;
    private final ReportBuilder reports;
    private final RouterParts parts;
    private final Context context;
    private volatile boolean configured;
    private ConfigSink sink;
    private ConfigInbox inbox;
    private ConfigFolder watcher;

    /**
     * @param parts of the process
     * @param folder the mounted configuration
     * @param tokenFile the token for the link
     * @param stateFolder where the last endpoints are kept; null: nowhere
     */
    public GatewaySource(RouterParts parts, Path folder, Path tokenFile, Path stateFolder) {
        this.parts = parts;
        this.folder = folder;
        this.store = new EndpointStore(stateFolder);
        this.book = new EndpointBook(parts.states());
        this.context = parts.vertx().getOrCreateContext();
        reports = new ReportBuilder(
                UUID.randomUUID().toString(),
                parts.status(),
                book,
                parts.states(),
                parts.meters(),
                parts.board(),
                System::nanoTime);
        this.link = new LinkClient(
                parts.vertx(), tokenFile, this, reports::report, ThreadLocalRandom.current()::nextDouble);
        this.dns = new DnsFallback(parts.vertx(), context, book, link::up);
    }

    @Override
    public void start(ConfigSink into) {
        sink = into;
        parts.status().searching();
        inbox = new ConfigInbox(into);
        watcher = new ConfigFolder(folder, new FolderSink(), this::linkAddress);
        parts.signals().onNews(link::news);
        parts.signals().onServing(snapshot -> {
            reports.serving(snapshot.store() != null);
            book.configured(snapshot.upstreams());
            configured = true;
            found();
            dns.look();
        });
        context.executeBlocking(store::load, true).onComplete(kept -> {
            kept.result().ifPresent(book::told);
            dns.start();
            parts.vertx().setTimer(PATIENCE_MILLIS, id -> parts.status().found());
            watcher.start();
        });
    }

    @Override
    public void stop() {
        watcher.stop();
        dns.stop();
        link.stop();
    }

    /** What the folder brings goes through the inbox. */
    private final class FolderSink implements ConfigSink {
        @Override
        public void offer(ConfigBundle bundle) {
            inbox.fromFolder(bundle);
        }

        @Override
        public void refuse(String sentence) {
            sink.refuse(sentence);
        }
    }

    private void linkAddress(byte[] json) {
        try {
            link.dial(CanonicalJson.read(json, LinkAddress.class));
        } catch (IOException e) {
            LOG.warn("the link's address file is not readable: {}", e.getMessage());
        }
    }

    @Override
    public void message(FromOperator message) {
        if (message instanceof FromOperator.Config config) {
            context.executeBlocking(() -> unpack(config), true)
                    .onSuccess(inbox::fromLink)
                    .onFailure(failure -> sink.refuse(failure.getMessage()));
        } else if (message instanceof FromOperator.Endpoints endpoints) {
            book.told(endpoints);
            found();
            context.executeBlocking(
                    () -> {
                        store.save(endpoints);
                        return null;
                    },
                    true);
        }
    }

    /** Requests are not to come here before it is known where they can go. */
    private void found() {
        if (configured && book.complete()) {
            parts.status().found();
        }
    }

    private static ConfigBundle unpack(FromOperator.Config config) {
        return BundleFiles.read(config.files())
                .orElseThrow(
                        () -> new ConfigException("configuration " + config.hash() + " came without all of its parts"));
    }

    @Override
    public void down() {
        inbox.linkDown();
    }
}
