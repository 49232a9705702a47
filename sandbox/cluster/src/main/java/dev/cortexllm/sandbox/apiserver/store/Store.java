package dev.cortexllm.sandbox.apiserver.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.object.ApiError;
import dev.cortexllm.sandbox.apiserver.object.Meta;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * All objects, in memory. One lock guards every read-check-write, one counter gives every write its resource version.
 * A stored tree is never changed again: readers may keep and serialise it without the lock, writers store a copy.
 */
public final class Store {
    private final int historyLimit;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, TreeMap<String, ObjectNode>> objects = new HashMap<>();
    private final Deque<Change> history = new ArrayDeque<>();
    private final Set<Subscription> subscriptions = new CopyOnWriteArraySet<>();
    private long revision = 1;
    private long forgotten = 1;

    /** @param historyLimit how many changes are kept for watches that start in the past */
    public Store(int historyLimit) {
        this.historyLimit = historyLimit;
    }

    /** Objects of a list in order, and the resource version at which they were so. */
    public record Snapshot(List<ObjectNode> items, long revision) {}

    /** Runs an action that reads and writes as one step. */
    public <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    public Optional<ObjectNode> get(Key key) {
        return locked(() -> Optional.ofNullable(
                objects.getOrDefault(key.resource(), new TreeMap<>()).get(key.path())));
    }

    /** Stores an object under a new resource version, which is set in it; the tree must not be changed afterwards. */
    public ObjectNode put(Key key, ObjectNode object) {
        return locked(() -> {
            revision++;
            Meta.of(object).put("resourceVersion", Long.toString(revision));
            ObjectNode before = objects.computeIfAbsent(key.resource(), r -> new TreeMap<>())
                    .put(key.path(), object);
            publish(new Change(revision, key, before, object, object));
            return object;
        });
    }

    /** Removes an object; returns its last state, which carries the removal's resource version. */
    public Optional<ObjectNode> remove(Key key) {
        return locked(() -> {
            ObjectNode before =
                    objects.getOrDefault(key.resource(), new TreeMap<>()).remove(key.path());
            if (before == null) {
                return Optional.empty();
            }
            revision++;
            ObjectNode last = before.deepCopy();
            Meta.of(last).put("resourceVersion", Long.toString(revision));
            publish(new Change(revision, key, before, null, last));
            return Optional.of(last);
        });
    }

    /** Objects of a resource, in one namespace or (empty namespace) in all, after a path when continuing a list. */
    public Snapshot list(String resource, String namespace) {
        return locked(() -> {
            TreeMap<String, ObjectNode> all = objects.getOrDefault(resource, new TreeMap<>());
            List<ObjectNode> items = namespace.isEmpty()
                    ? new ArrayList<>(all.values())
                    : new ArrayList<>(
                            all.subMap(namespace + "/", namespace + "0").values());
            return new Snapshot(items, revision);
        });
    }

    /** Keys of every stored object that a predicate accepts. */
    public List<Key> keys(Predicate<ObjectNode> wanted) {
        return locked(() -> {
            List<Key> out = new ArrayList<>();
            objects.forEach((resource, map) -> map.values().forEach(o -> {
                if (wanted.test(o)) {
                    out.add(new Key(resource, Meta.namespace(o), Meta.name(o)));
                }
            }));
            return out;
        });
    }

    /** The resource version of the newest write. */
    public long revision() {
        return locked(() -> revision);
    }

    /** Changes from now on. */
    public Subscription subscribe(Predicate<Key> interest) {
        return locked(() -> {
            Subscription subscription = new Subscription(interest, subscriptions::remove);
            subscriptions.add(subscription);
            return subscription;
        });
    }

    /**
     * Changes after a resource version.
     *
     * @throws ApiError 410 when that is further back than the history kept
     */
    public Subscription subscribeAfter(long since, Predicate<Key> interest) {
        return locked(() -> {
            if (since < forgotten) {
                throw ApiError.expired("too old resource version: " + since + " (" + forgotten + ")");
            }
            Subscription subscription = subscribe(interest);
            history.stream().filter(c -> c.revision() > since).forEach(subscription::offer);
            return subscription;
        });
    }

    private void publish(Change change) {
        history.addLast(change);
        while (history.size() > historyLimit) {
            forgotten = history.removeFirst().revision();
        }
        subscriptions.forEach(s -> s.offer(change));
    }
}
