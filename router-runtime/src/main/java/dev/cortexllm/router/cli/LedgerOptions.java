package dev.cortexllm.router.cli;

import dev.cortexllm.router.ledger.LedgerWriter.Place;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Options of who wants the ledger in files. */
final class LedgerOptions {
    @Option(
            names = "--ledger-dir",
            paramLabel = "DIR",
            defaultValue = "${env:CORTEX_LEDGER_DIR}",
            description = "Folder in which what every upstream attempt cost is written, as CSV"
                    + " (CORTEX_LEDGER_DIR; default: nowhere).")
    private Path folder;

    @Option(
            names = "--ledger-max-bytes",
            paramLabel = "BYTES",
            defaultValue = "" + Place.MAX_BYTES,
            description = "Size from which on a file is followed by the next (default: ${DEFAULT-VALUE}).")
    private long maxBytes;

    @Option(
            names = "--ledger-keep",
            paramLabel = "COUNT",
            defaultValue = "" + Place.KEEP,
            description = "How many files are kept, the oldest go first (default: ${DEFAULT-VALUE}).")
    private int keep;

    @Option(names = "--ledger-gzip", description = "Compress files that are full.")
    private boolean compress;

    /** Where the ledger is written; null: nowhere. */
    Place place(CommandLine commandLine) {
        if (maxBytes < 1 || keep < 1) {
            throw new ParameterException(commandLine, "--ledger-max-bytes and --ledger-keep take 1 or more");
        }
        return folder == null ? null : new Place(folder, maxBytes, keep, compress);
    }
}
