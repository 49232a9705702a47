package dev.cortexllm.router.load;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Downloads one file. What is there of it is gone on with, over attempts and over restarts of the pod; a file gets its name
 * only when size and hash are right.
 */
final class FileDownload {
    private static final int BUFFER = 256 * 1024;

    private final Hub hub;
    private final HubCache cache;
    private final Revision revision;
    private final RepositoryFile file;
    private final Progress progress;
    private final Path part;
    private long have;
    private MessageDigest digest;

    FileDownload(Hub hub, HubCache cache, Revision revision, RepositoryFile file, Progress progress) {
        this.hub = hub;
        this.cache = cache;
        this.revision = revision;
        this.file = file;
        this.progress = progress;
        this.part = cache.incomplete(revision.repository(), file);
    }

    void run(Retries retries) throws LoadFailure, InterruptedException {
        retries.run("the download of " + file.path(), () -> have, this::attempt);
    }

    private Void attempt() throws IOException, LoadFailure {
        if (cache.complete(revision.repository(), file)) {
            return null;
        }
        try (FileChannel out =
                FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (digest == null) {
                takeUp(out);
            }
            if (have < file.size()) {
                receive(out);
            }
            out.force(true);
        }
        verify();
        Shared.file(part);
        Files.move(part, cache.blob(revision.repository(), file), StandardCopyOption.ATOMIC_MOVE);
        return null;
    }

    /** What an earlier pod has left. */
    private void takeUp(FileChannel out) throws IOException {
        MessageDigest fresh = fresh();
        if (out.size() > file.size()) {
            progress.add(-file.size());
            out.truncate(0);
        }
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        out.position(0);
        while (out.read(buffer) > 0) {
            fresh.update(buffer.flip());
            buffer.clear();
        }
        have = out.position();
        digest = fresh;
    }

    private void receive(FileChannel out) throws IOException, LoadFailure {
        HttpURLConnection answer = hub.content(revision, file, have);
        try (InputStream in = answer.getInputStream()) {
            if (have > 0 && !continues(answer)) {
                anew(out);
            }
            out.position(have);
            byte[] buffer = new byte[BUFFER];
            int count = in.read(buffer);
            while (count > 0) {
                if (have + count > file.size()) {
                    anew(out);
                    throw new Mismatch(
                            file.path() + " is longer than the " + file.size() + " bytes that are announced");
                }
                write(out, ByteBuffer.wrap(buffer, 0, count));
                digest.update(buffer, 0, count);
                have += count;
                progress.add(count);
                count = in.read(buffer);
            }
        } finally {
            answer.disconnect();
        }
        if (have < file.size()) {
            throw new IOException("the connection ended after " + have + " of " + file.size() + " bytes");
        }
    }

    private static void write(FileChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    private boolean continues(HttpURLConnection answer) throws IOException {
        String range = answer.getHeaderField("Content-Range");
        return answer.getResponseCode() == HttpURLConnection.HTTP_PARTIAL
                && range != null
                && range.startsWith("bytes " + have + "-");
    }

    private void anew(FileChannel out) throws IOException {
        out.truncate(0);
        progress.add(-have);
        have = 0;
        digest = fresh();
    }

    private void verify() throws IOException {
        String actual = HexFormat.of().formatHex(digest.digest());
        if (!actual.equals(file.hash())) {
            Files.deleteIfExists(part);
            progress.add(-have);
            have = 0;
            digest = null;
            throw new Mismatch(file.path() + " has hash " + actual + " and not " + file.hash());
        }
    }

    private MessageDigest fresh() {
        try {
            MessageDigest made = MessageDigest.getInstance(file.sha256() ? "SHA-256" : "SHA-1");
            if (!file.sha256()) {
                made.update(("blob " + file.size() + "\0").getBytes(StandardCharsets.US_ASCII));
            }
            return made;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
