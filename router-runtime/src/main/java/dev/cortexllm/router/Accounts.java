package dev.cortexllm.router;

import dev.cortexllm.router.account.Meters;
import dev.cortexllm.router.ledger.EntryMeters;
import dev.cortexllm.router.ledger.LedgerFile;
import dev.cortexllm.router.ledger.LedgerWriter;
import dev.cortexllm.router.ledger.Postings;
import dev.cortexllm.router.ledger.Statistics;
import dev.cortexllm.router.store.Books;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/**
 * What the process makes of ledger entries.
 *
 * @param statistics what this router has counted
 * @param writer writes files; null where none are wanted
 * @param file hands entries to the writer; null where there is none
 */
record Accounts(Statistics statistics, LedgerWriter writer, LedgerFile file) {
    private static final long SETTLING_MILLIS = 100;

    /**
     * Opens them.
     *
     * @param place where entries are written to files, or null
     * @param books tell of entries from now on
     * @param meters count them
     */
    static Accounts open(LedgerWriter.Place place, Books books, Meters meters) {
        Statistics statistics = new Statistics(System::currentTimeMillis, Statistics.DAYS);
        books.onEntry(statistics);
        books.onEntry(new EntryMeters(meters));
        books.statistics(new Postings(Statistics.DAYS));
        if (place == null) {
            return new Accounts(statistics, null, null);
        }
        LedgerWriter writer = new LedgerWriter(place, System::currentTimeMillis);
        LedgerFile file = new LedgerFile(writer, meters.ledger());
        books.onEntry(file);
        return new Accounts(statistics, writer, file);
    }

    /** The entries of the last answers are written when Redis has heard of them. */
    Future<Void> settled(Vertx vertx) {
        return file == null
                ? Future.succeededFuture()
                : vertx.timer(SETTLING_MILLIS).mapEmpty();
    }

    /** Writes what waits, beside the caller's thread. */
    void close(Promise<Void> closed) {
        if (file == null) {
            closed.complete();
            return;
        }
        new Thread(
                        () -> {
                            file.close();
                            closed.complete();
                        },
                        "ledger-close")
                .start();
    }
}
