package dev.cortexllm.schema.yaml;

/** A document that cannot be read; the message is a sentence for the user. */
public final class ReadFailure extends Exception {
    private final int line;
    private final int column;

    /**
     * @param line from 1
     * @param column from 1
     * @param message what is wrong there
     */
    public ReadFailure(int line, int column, String message) {
        super(message);
        this.line = line;
        this.column = column;
    }

    /** The line, from 1. */
    public int line() {
        return line;
    }

    /** The column, from 1. */
    public int column() {
        return column;
    }
}
