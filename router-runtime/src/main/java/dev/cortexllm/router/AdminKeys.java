package dev.cortexllm.router;

import dev.cortexllm.config.KeyDigest;
import dev.cortexllm.router.identity.KeyCheck;
import dev.cortexllm.router.identity.KeyRing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that open the admin port: the one of the configuration, and one of this process alone, which is read anew at
 * every use where it is a file, because mounted files change.
 */
final class AdminKeys {
    private static final Logger LOG = LoggerFactory.getLogger(AdminKeys.class);
    private static final int LARGEST_FILE = 4096;
    private static final int SHORTEST = 16;

    private final String own;
    private final Path file;
    private final String digestKey;
    private volatile KeyRing configured;
    private volatile boolean unreadable;

    /**
     * @param own the process's own key; null when it has none
     * @param file holds the process's own key; null when there is none
     * @param digestKey random text, under which the own key is compared
     */
    AdminKeys(String own, Path file, String digestKey) {
        this.own = own;
        this.file = file;
        this.digestKey = digestKey;
    }

    /** Takes the key of another configuration; null: it has none. */
    void serve(KeyRing ring) {
        configured = ring;
    }

    /** Whether there is any. */
    boolean any() {
        return configured != null || own() != null;
    }

    /** Whether the value of an {@code Authorization} header carries one of them. */
    boolean open(String authorization) {
        String given = KeyCheck.bearer(authorization);
        KeyRing ring = configured;
        String mine = own();
        KeyCheck check = new KeyCheck();
        boolean byConfiguration = ring != null && check.owner(ring, given) != null;
        boolean byOwn = mine != null
                && check.owner(KeyRing.single("own", KeyDigest.hex(digestKey, mine), digestKey), given) != null;
        return byConfiguration || byOwn;
    }

    private String own() {
        if (file == null) {
            return usable(own);
        }
        try (InputStream in = Files.newInputStream(file)) {
            String read = new String(in.readNBytes(LARGEST_FILE), StandardCharsets.UTF_8);
            unreadable = false;
            return usable(read);
        } catch (IOException e) {
            // Anybody can make this happen as often as he likes, so it is said once.
            if (!unreadable) {
                LOG.warn("the admin key cannot be read: {}", e.toString());
            }
            unreadable = true;
            return null;
        }
    }

    /** One that can be guessed opens nothing. */
    private static String usable(String key) {
        return key == null || key.strip().length() < SHORTEST ? null : key.strip();
    }
}
