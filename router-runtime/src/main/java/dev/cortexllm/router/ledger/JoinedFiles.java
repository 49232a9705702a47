package dev.cortexllm.router.ledger;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Several files of a ledger as one: the heading once, then the records of each. One file is open at a time; one that has
 * become too old meanwhile is passed over, and one that has been compressed is found under its new name.
 */
final class JoinedFiles extends InputStream {
    private static final byte[] HEADING = EntryCsv.HEADING.getBytes(StandardCharsets.UTF_8);

    private static final byte[] END = Csv.END.getBytes(StandardCharsets.UTF_8);

    private final Deque<Path> left;
    private int lastByte = '\n';
    private InputStream open = new ByteArrayInputStream(HEADING);

    JoinedFiles(List<Path> files) {
        this.left = new ArrayDeque<>(files);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
        if (most == 0) {
            return 0;
        }
        while (open != null) {
            int read = open.read(into, from, most);
            if (read > 0) {
                lastByte = into[from + read - 1];
                return read;
            }
            open.close();
            // A router that had no room left on its disk leaves half a record.
            open = lastByte == '\n' ? next() : new ByteArrayInputStream(END);
        }
        return -1;
    }

    private InputStream next() throws IOException {
        while (!left.isEmpty()) {
            Path file = left.poll();
            InputStream in = opened(file);
            if (in != null) {
                return withoutHeading(in);
            }
        }
        return null;
    }

    private static InputStream withoutHeading(InputStream file) throws IOException {
        InputStream in = new BufferedInputStream(file);
        int read;
        do {
            read = in.read();
        } while (read >= 0 && read != '\n');
        return in;
    }

    private static InputStream opened(Path file) throws IOException {
        try {
            return LedgerFiles.open(file);
        } catch (NoSuchFileException moved) {
            try {
                return LedgerFiles.open(file.resolveSibling(file.getFileName() + ".gz"));
            } catch (NoSuchFileException gone) {
                return null;
            }
        }
    }

    @Override
    public void close() throws IOException {
        left.clear();
        if (open != null) {
            open.close();
            open = null;
        }
    }
}
