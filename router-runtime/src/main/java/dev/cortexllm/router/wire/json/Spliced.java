package dev.cortexllm.router.wire.json;

import java.util.List;

/**
 * A body with changes that nobody has carried out yet: it is put together where it is sent, so that a large one is copied once.
 *
 * @param body the body; nobody changes it
 * @param edits the changes, by ascending offset, none overlapping
 */
public record Spliced(byte[] body, List<Edit> edits) {
    /** Takes pieces of an array, one after another. */
    public interface Sink {
        /**
         * Takes a piece.
         *
         * @param bytes where it is; not to be changed
         * @param from offset of its first byte
         * @param length how many bytes
         */
        void piece(byte[] bytes, int from, int length);
    }

    /**
     * A body without changes.
     *
     * @param body all of it
     */
    public static Spliced whole(byte[] body) {
        return new Spliced(body, List.of());
    }

    /** How many bytes it has with its changes. */
    public int length() {
        int length = body.length;
        for (Edit edit : edits) {
            length += edit.text().length - (edit.to() - edit.from());
        }
        return length;
    }

    /**
     * Gives it away, piece by piece.
     *
     * @param sink gets every byte, in order
     */
    public void write(Sink sink) {
        int read = 0;
        for (Edit edit : edits) {
            sink.piece(body, read, edit.from() - read);
            sink.piece(edit.text(), 0, edit.text().length);
            read = edit.to();
        }
        sink.piece(body, read, body.length - read);
    }

    /** All of it, changed; the body itself when there is no change. */
    public byte[] bytes() {
        return edits.isEmpty() ? body : new Copy(length()).of(this);
    }

    private static final class Copy implements Sink {
        private final byte[] out;
        private int written;

        Copy(int length) {
            out = new byte[length];
        }

        byte[] of(Spliced spliced) {
            spliced.write(this);
            return out;
        }

        @Override
        public void piece(byte[] bytes, int from, int length) {
            System.arraycopy(bytes, from, out, written, length);
            written += length;
        }
    }
}
