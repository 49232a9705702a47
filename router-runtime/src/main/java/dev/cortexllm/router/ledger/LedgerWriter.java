package dev.cortexllm.router.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes entries to files that begin anew each day and when they are large, and keeps the last of them. What is written is
 * with the operating system at once, so that a router that is killed loses none of it. One thread writes; any may read.
 */
public final class LedgerWriter implements LedgerFile.Sink {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerWriter.class);

    private final Place place;
    private final LongSupplier epochMillis;
    private final StringBuilder text = new StringBuilder();
    private Path file;
    private LocalDate day;
    private OutputStream out;
    private long size;

    /**
     * Where and how entries are written.
     *
     * @param folder the folder, made when it is missing
     * @param maxBytes size from which on a file is full
     * @param keep most files that are kept, the one being written among them
     * @param compress whether files that are full are compressed
     */
    public record Place(Path folder, long maxBytes, int keep, boolean compress) {
        /** Size of a file unless said otherwise. */
        public static final long MAX_BYTES = 64L << 20;
        /** Files kept unless said otherwise. */
        public static final int KEEP = 100;
    }

    /**
     * @param place where
     * @param epochMillis wall clock, Unix milliseconds
     */
    public LedgerWriter(Place place, LongSupplier epochMillis) {
        this.place = place;
        this.epochMillis = epochMillis;
    }

    /** After a failure the next ones go to another file. */
    @Override
    public void write(List<Entry> entries) throws IOException {
        try {
            for (Entry entry : entries) {
                LocalDate today = Span.day(epochMillis.getAsLong());
                if (out != null && (size >= place.maxBytes() || !today.equals(day))) {
                    flush();
                    full();
                }
                if (out == null) {
                    begin(today);
                }
                int before = text.length();
                EntryCsv.write(text, entry);
                size += text.length() - before;
            }
            flush();
        } catch (IOException e) {
            close();
            throw e;
        } finally {
            text.setLength(0);
        }
    }

    private void begin(LocalDate today) throws IOException {
        file = LedgerFiles.create(place.folder(), today);
        out = Files.newOutputStream(file);
        day = today;
        text.append(EntryCsv.HEADING);
        size = EntryCsv.HEADING.length();
        LedgerFiles.keep(place.folder(), place.keep());
    }

    private void flush() throws IOException {
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        text.setLength(0);
    }

    private void full() throws IOException {
        Path done = file;
        out.close();
        out = null;
        if (place.compress()) {
            LedgerFiles.compress(done);
        }
    }

    @Override
    public void close() {
        try {
            if (out != null) {
                out.close();
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be closed: {}", file, e.toString());
        }
        out = null;
    }

    /**
     * Opens all that was written on a day; blocks.
     *
     * @param when the day, in UTC
     * @return one heading and the records of all files of that day
     * @throws IOException when they cannot be read
     */
    public InputStream read(LocalDate when) throws IOException {
        return new JoinedFiles(LedgerFiles.of(place.folder(), when));
    }
}
