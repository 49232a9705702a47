package dev.cortexllm.router.config;

import dev.cortexllm.config.BundleFiles;
import dev.cortexllm.config.ConfigBundle;
import dev.cortexllm.config.ConfigException;
import dev.cortexllm.config.ConfigHash;
import dev.cortexllm.link.LinkProtocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the folder in which Secrets are mounted. Kubernetes changes such a folder by swapping the link {@code ..data}, so
 * the folder is watched, not its files; because a watch can miss something (or not exist on a file system), the index is
 * looked at every few seconds as well.
 */
public final class ConfigFolder {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigFolder.class);
    private static final String SWAPPED = "..data";
    private static final long POLL_MILLIS = 3_000;
    private static final long RETRY_MILLIS = 200;

    private final Path folder;
    private final ConfigSink sink;
    private final Consumer<byte[]> linkAddress;
    private final Thread thread;
    private volatile boolean stopped;
    private String lastIndex = "";
    private String lastAddress = "";
    private String lastProblem = "";

    /**
     * @param folder the folder
     * @param sink takes what is found
     * @param linkAddress takes the content of the link's address file, when there is one and each time it changes
     */
    public ConfigFolder(Path folder, ConfigSink sink, Consumer<byte[]> linkAddress) {
        this.folder = folder;
        this.sink = sink;
        this.linkAddress = linkAddress;
        this.thread = new Thread(this::run, "config-folder");
        this.thread.setDaemon(true);
    }

    /** Begins to look, on a thread of its own. */
    public void start() {
        thread.start();
    }

    /** Looks no more. */
    public void stop() {
        stopped = true;
        thread.interrupt();
    }

    private void run() {
        try (WatchService watch = folder.getFileSystem().newWatchService()) {
            WatchKey key = null;
            while (!stopped) {
                if (key == null || !key.isValid()) {
                    key = watchFolder(watch);
                }
                boolean complete = look();
                WatchKey woken = watch.poll(complete ? POLL_MILLIS : RETRY_MILLIS, TimeUnit.MILLISECONDS);
                if (woken != null) {
                    woken.pollEvents();
                    woken.reset();
                }
            }
        } catch (IOException e) {
            LOG.error("folder {} can no longer be watched, its changes will not be seen: {}", folder, e.toString());
        } catch (InterruptedException e) {
            LOG.debug("no longer watching {}", folder);
        }
    }

    private WatchKey watchFolder(WatchService watch) throws IOException {
        if (!Files.isDirectory(folder)) {
            return null;
        }
        return folder.register(
                watch,
                StandardWatchEventKinds.ENTRY_CREATE,
                StandardWatchEventKinds.ENTRY_MODIFY,
                StandardWatchEventKinds.ENTRY_DELETE);
    }

    /** Reads what has changed; false when something is still missing and should be looked for soon. */
    private boolean look() {
        try {
            Path current = Files.exists(folder.resolve(SWAPPED))
                    ? folder.resolve(SWAPPED).toRealPath()
                    : folder;
            lookForAddress(current);
            return lookForConfig(current);
        } catch (IOException | ConfigException e) {
            problem("folder " + folder + ": " + e.getMessage());
            return !(e instanceof NoSuchFileException);
        }
    }

    private void lookForAddress(Path current) throws IOException {
        Path file = current.resolve(LinkProtocol.ADDRESS_FILE);
        if (Files.exists(file)) {
            byte[] content = Files.readAllBytes(file);
            String digest = ConfigHash.sha256(content);
            if (!digest.equals(lastAddress)) {
                lastAddress = digest;
                linkAddress.accept(content);
            }
        }
    }

    private boolean lookForConfig(Path current) throws IOException {
        Path file = current.resolve(BundleFiles.INDEX);
        if (!Files.exists(file)) {
            return false;
        }
        byte[] index = Files.readAllBytes(file);
        String digest = ConfigHash.sha256(index);
        if (digest.equals(lastIndex)) {
            return true;
        }
        Optional<ConfigBundle> bundle = read(current, index, digest);
        if (bundle.isEmpty()) {
            return false;
        }
        lastIndex = digest;
        lastProblem = "";
        sink.offer(bundle.get());
        return true;
    }

    private Optional<ConfigBundle> read(Path current, byte[] index, String digest) throws IOException {
        try {
            Map<String, byte[]> files = new HashMap<>();
            files.put(BundleFiles.INDEX, index);
            for (String part : BundleFiles.readIndex(index).parts()) {
                Path file = current.resolve(part).normalize();
                if (file.startsWith(current) && Files.exists(file)) {
                    files.put(part, Files.readAllBytes(file));
                }
            }
            return BundleFiles.read(files);
        } catch (ConfigException e) {
            lastIndex = digest;
            throw e;
        }
    }

    private void problem(String sentence) {
        if (!sentence.equals(lastProblem)) {
            lastProblem = sentence;
            sink.refuse(sentence);
        }
    }
}
