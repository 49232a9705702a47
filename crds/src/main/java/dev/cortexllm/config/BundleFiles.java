package dev.cortexllm.config;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A bundle as small files, the form in which Secrets carry it and a router finds it in a folder: {@code index.json} names
 * content-addressed parts of one gzip stream. Parts never change under a name, so whoever reads a new index either finds
 * all of its parts or waits for them.
 */
public final class BundleFiles {
    /** Name of the index file. */
    public static final String INDEX = "index.json";
    /** Largest part in bytes, well under the 1 MiB that one Secret holds after base64. */
    public static final int PART_BYTES = 700 * 1024;
    /** Largest number of parts, and so of Secrets. */
    public static final int MAX_PARTS = 8;

    /** Largest configuration that is unpacked, in bytes: a bound against a damaged or hostile index. */
    static final int MAX_JSON_BYTES = 256 * 1024 * 1024;

    private BundleFiles() {}

    /**
     * What the index says.
     *
     * @param schemaVersion version of the configuration inside; checked before anything else is read
     * @param hash the bundle's hash
     * @param parts file names of the parts, in order
     */
    public record Index(int schemaVersion, String hash, List<String> parts) {}

    /**
     * Writes a bundle.
     *
     * @param bundle the bundle
     * @return file contents by file name, the index first, the parts in order
     * @throws ConfigException when it needs more than {@link #MAX_PARTS} parts
     */
    public static Map<String, byte[]> write(ConfigBundle bundle) {
        byte[] packed = gzip(CanonicalJson.bytes(bundle));
        Map<String, byte[]> parts = new LinkedHashMap<>();
        for (int from = 0; from < packed.length; from += PART_BYTES) {
            byte[] part = Arrays.copyOfRange(packed, from, Math.min(packed.length, from + PART_BYTES));
            parts.put("part-" + ConfigHash.sha256(part).substring(0, 32), part);
        }
        if (parts.size() > MAX_PARTS) {
            throw new ConfigException(
                    "the configuration of gateway " + bundle.config().gateway() + " packs to " + packed.length
                            + " bytes; at most " + MAX_PARTS * PART_BYTES + " fit into its Secrets");
        }
        Index index = new Index(bundle.config().schemaVersion(), bundle.hash(), new ArrayList<>(parts.keySet()));
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(INDEX, CanonicalJson.bytes(index));
        files.putAll(parts);
        return files;
    }

    /**
     * Reads the index.
     *
     * @param json the index file
     * @return the index
     * @throws ConfigException when it is damaged, or newer than this program
     */
    public static Index readIndex(byte[] json) {
        Index index;
        try {
            index = CanonicalJson.read(json, Index.class);
        } catch (IOException e) {
            throw new ConfigException(INDEX + " is not readable: " + e.getMessage(), e);
        }
        if (index == null || index.hash() == null) {
            throw new ConfigException(INDEX + " does not say which configuration it is of");
        }
        if (index.schemaVersion() > RouterConfig.SCHEMA_VERSION) {
            throw new ConfigException("configuration " + index.hash() + " has schema version " + index.schemaVersion()
                    + ", this program reads up to " + RouterConfig.SCHEMA_VERSION);
        }
        if (index.parts() == null || index.parts().isEmpty() || index.parts().size() > MAX_PARTS) {
            throw new ConfigException(INDEX + " must name 1 to " + MAX_PARTS + " parts");
        }
        return index;
    }

    /**
     * Reads a bundle.
     *
     * @param files file contents by file name; others than the index and its parts are ignored
     * @return the bundle, or empty while a part that the index names is not there yet
     * @throws ConfigException when something is damaged, newer than this program, or does not have the hash it claims
     */
    public static Optional<ConfigBundle> read(Map<String, byte[]> files) {
        byte[] indexJson = files.get(INDEX);
        if (indexJson == null) {
            return Optional.empty();
        }
        Index index = readIndex(indexJson);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        for (String name : index.parts()) {
            byte[] part = files.get(name);
            if (part == null) {
                return Optional.empty();
            }
            packed.writeBytes(part);
        }
        return Optional.of(unpack(index, packed.toByteArray()));
    }

    private static ConfigBundle unpack(Index index, byte[] packed) {
        ConfigBundle read;
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            byte[] json = in.readNBytes(MAX_JSON_BYTES + 1);
            if (json.length > MAX_JSON_BYTES) {
                throw new ConfigException(
                        "configuration " + index.hash() + " unpacks to more than " + MAX_JSON_BYTES + " bytes");
            }
            read = CanonicalJson.read(json, ConfigBundle.class);
        } catch (IOException e) {
            throw new ConfigException("configuration " + index.hash() + " is damaged: " + e, e);
        }
        if (read == null || read.config() == null || read.secrets() == null || read.digestKey() == null) {
            throw new ConfigException("configuration " + index.hash() + " is damaged: a part of the bundle is missing");
        }
        ConfigBundle bundle = ConfigBundle.of(read.config(), read.secrets(), read.digestKey());
        if (!bundle.hash().equals(index.hash())) {
            throw new ConfigException("configuration claims hash " + index.hash() + " but has " + bundle.hash());
        }
        return bundle;
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return out.toByteArray();
    }
}
