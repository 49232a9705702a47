package dev.cortexllm.router.link;

import dev.cortexllm.config.CanonicalJson;
import dev.cortexllm.link.FromOperator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last endpoints that the link told, kept in a file so that a router that restarts while the operator is away finds
 * its pods. Blocking; every write replaces the file at once.
 */
public final class EndpointStore {
    private static final Logger LOG = LoggerFactory.getLogger(EndpointStore.class);
    private static final String FILE = "endpoints.json";

    private final Path folder;

    /**
     * @param folder where to keep it; null: nowhere
     */
    public EndpointStore(Path folder) {
        this.folder = folder;
    }

    /** What was kept; empty when nothing was, or it cannot be read. */
    public Optional<FromOperator.Endpoints> load() {
        if (folder == null) {
            return Optional.empty();
        }
        try {
            byte[] json = Files.readAllBytes(folder.resolve(FILE));
            return Optional.of((FromOperator.Endpoints) CanonicalJson.read(json, FromOperator.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | ClassCastException e) {
            LOG.warn("kept endpoints in {} are not readable and not used: {}", folder, e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Keeps endpoints.
     *
     * @param endpoints all of them
     */
    public void save(FromOperator.Endpoints endpoints) {
        if (folder == null) {
            return;
        }
        try {
            Files.createDirectories(folder);
            Path next = folder.resolve(FILE + ".next");
            Files.write(next, LinkJson.bytes(endpoints));
            Files.move(next, folder.resolve(FILE), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.warn("endpoints could not be kept in {}: {}", folder, e.toString());
        }
    }
}
