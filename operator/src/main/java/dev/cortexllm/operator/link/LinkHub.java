package dev.cortexllm.operator.link;

import dev.cortexllm.config.CanonicalJson;
import dev.cortexllm.link.FromOperator;
import dev.cortexllm.operator.child.Labels;
import dev.cortexllm.operator.compilation.GatewayBoard;
import dev.cortexllm.operator.compilation.GatewayId;
import dev.cortexllm.operator.compilation.Published;
import dev.cortexllm.operator.watch.PodWatch;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells every connected router of its gateway's configuration and endpoints, at once and on each change. */
public final class LinkHub {
    /** Routers that may be connected at the same time; each takes a thread. */
    static final int MAX_STREAMS = 512;

    private static final Logger LOG = LoggerFactory.getLogger(LinkHub.class);
    private static final byte[] BEAT = line(new FromOperator.Beat());

    /** What the routers of one gateway are told now. */
    private static final class Feed {
        private String hash;
        private byte[] config;
        private Map<String, List<FromOperator.Endpoint>> deployments;
        private byte[] endpoints;
        private final Map<LinkStream, RouterId> streams = new HashMap<>();
    }

    private final GatewayBoard board;
    private final BiFunction<String, String, List<Pod>> enginePods;
    private final Map<GatewayId, Feed> feeds = new HashMap<>();
    private long revision;

    /**
     * @param board what gateways serve; the hub listens to it
     * @param pods the pods; the hub listens to them
     */
    public LinkHub(GatewayBoard board, PodWatch pods) {
        this(board, (namespace, name) -> pods.pods(namespace, name, Labels.ENGINE));
        pods.listen(pod -> {
            if (Labels.ENGINE.equals(pod.getMetadata().getLabels().get(Labels.COMPONENT))) {
                podsChanged(pod.getMetadata().getNamespace(), Labels.ownerName(pod));
            }
        });
    }

    LinkHub(GatewayBoard board, BiFunction<String, String, List<Pod>> enginePods) {
        this.board = board;
        this.enginePods = enginePods;
        board.listen((gateway, before) -> configChanged(gateway));
    }

    /** A router connects; empty when its gateway serves nothing yet or too many routers are connected. */
    synchronized Optional<LinkStream> connect(RouterId router) {
        Optional<Published> published = board.find(router.gateway());
        if (published.isEmpty() || connected() >= MAX_STREAMS) {
            return Optional.empty();
        }
        Feed feed = feeds.computeIfAbsent(router.gateway(), id -> new Feed());
        refresh(feed, published.get());
        LinkStream stream = new LinkStream();
        stream.config(feed.config);
        stream.endpoints(feed.endpoints);
        feed.streams.put(stream, router);
        return Optional.of(stream);
    }

    /** A router's connection has ended. */
    synchronized void disconnect(RouterId router, LinkStream stream) {
        Feed feed = feeds.get(router.gateway());
        if (feed != null) {
            feed.streams.remove(stream);
            if (feed.streams.isEmpty()) {
                feeds.remove(router.gateway());
            }
        }
    }

    /** Number of connected routers. */
    public synchronized int connected() {
        return feeds.values().stream().mapToInt(feed -> feed.streams.size()).sum();
    }

    /** A sign of life to everybody; readers that take nothing any more are cut off. */
    public synchronized void beat() {
        long now = System.nanoTime();
        for (Feed feed : feeds.values()) {
            feed.streams.forEach((stream, router) -> {
                if (stream.closeIfStuck(now)) {
                    LOG.warn("router {} of {} takes nothing any more; cut off", router.pod(), router.gateway());
                } else {
                    stream.beat(BEAT);
                }
            });
        }
    }

    /** Ends all streams. */
    public synchronized void close() {
        Set<LinkStream> all = new HashSet<>();
        feeds.values().forEach(feed -> all.addAll(feed.streams.keySet()));
        all.forEach(LinkStream::close);
    }

    private synchronized void configChanged(GatewayId gateway) {
        Feed feed = feeds.get(gateway);
        if (feed != null) {
            board.find(gateway).ifPresent(published -> tell(feed, published));
        }
    }

    /**
     * The pods of one deployment have changed. The others are not looked at: while a large fleet starts, this is called thousands of
     * times, and who connects waits for the same lock.
     */
    synchronized void podsChanged(String namespace, String name) {
        String id = "deployment/" + namespace + "/" + name;
        feeds.forEach((gateway, feed) -> board.find(gateway)
                .flatMap(published -> published.bundle().config().upstreams().stream()
                        .filter(upstream -> upstream.local() && upstream.id().equals(id))
                        .findFirst())
                .map(upstream -> EnginePods.endpoints(upstream, enginePods))
                .filter(now -> !now.equals(feed.deployments.get(id)))
                .ifPresent(now -> {
                    Map<String, List<FromOperator.Endpoint>> deployments = new TreeMap<>(feed.deployments);
                    deployments.put(id, now);
                    endpoints(feed, deployments);
                    feed.streams.keySet().forEach(stream -> stream.endpoints(feed.endpoints));
                }));
    }

    private void tell(Feed feed, Published published) {
        byte[] config = feed.config;
        byte[] endpoints = feed.endpoints;
        refresh(feed, published);
        for (LinkStream stream : feed.streams.keySet()) {
            if (feed.config != config) {
                stream.config(feed.config);
            }
            if (feed.endpoints != endpoints) {
                stream.endpoints(feed.endpoints);
            }
        }
    }

    private void refresh(Feed feed, Published published) {
        String hash = published.bundle().hash();
        if (!hash.equals(feed.hash)) {
            feed.hash = hash;
            feed.config = line(new FromOperator.Config(hash, published.files()));
        }
        Map<String, List<FromOperator.Endpoint>> deployments =
                EnginePods.endpoints(published.bundle().config(), enginePods);
        if (!Objects.equals(deployments, feed.deployments)) {
            endpoints(feed, deployments);
        }
    }

    private void endpoints(Feed feed, Map<String, List<FromOperator.Endpoint>> deployments) {
        revision++;
        feed.deployments = deployments;
        feed.endpoints = line(new FromOperator.Endpoints(revision, deployments));
    }

    private static byte[] line(FromOperator message) {
        return (CanonicalJson.text(message) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
