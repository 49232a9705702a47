package dev.cortexllm.sandbox.accounting;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The comparison of ledger, bill and clients: what is wrong, one sentence each, and the gap between what was charged and what
 * was billed.
 *
 * @param wrong sentences; empty when everything holds
 * @param entries entries of the ledger
 * @param exact of these, exact
 * @param billed lines of the bill that ask for something
 * @param cancelled of these, cancelled
 * @param chargedPicoUsd sum of the ledger
 * @param billedPicoUsd sum of the bill
 */
record Reckoning(
        List<String> wrong,
        int entries,
        int exact,
        int billed,
        int cancelled,
        long chargedPicoUsd,
        long billedPicoUsd) {

    /**
     * Compares.
     *
     * @param ledger all entries
     * @param bill all lines of all providers
     * @param told what all clients tell
     * @param killed addresses of the routers that were killed: what one of them had not told by then, it never tells
     * @param price what the attempt of a bill's line costs at the least, given the tokens that reached the client
     */
    static Reckoning of(
            List<LedgerLine> ledger, List<BillLine> bill, List<Told> told, Set<String> killed, Floor price) {
        Check check = new Check(ledger, bill, told, killed, price);
        check.eachBilledAttemptHasOneEntry();
        check.eachEntryIsOfAKnownRequest();
        ledger.forEach(check::entry);
        long charged = ledger.stream().mapToLong(LedgerLine::picoUsd).sum();
        long asked = bill.stream().mapToLong(BillLine::picoUsd).sum();
        if (charged < asked) {
            check.wrong.add("the ledger's sum, " + usd(charged) + ", is below the providers' bill, " + usd(asked));
        }
        return new Reckoning(
                check.wrong,
                ledger.size(),
                (int) ledger.stream().filter(LedgerLine::exact).count(),
                (int) bill.stream().filter(BillLine::billed).count(),
                (int) bill.stream()
                        .filter(line -> line.billed() && line.cancelled())
                        .count(),
                charged,
                asked);
    }

    /** The least that an attempt costs of which so much reached the client. */
    interface Floor {
        /**
         * @param line the provider's
         * @param delivered tokens that reached the client
         * @return pico-USD
         */
        long picoUsd(BillLine line, int delivered);
    }

    /** Returns what was charged above the bill, in pico-USD. */
    long gap() {
        return chargedPicoUsd - billedPicoUsd;
    }

    /** Says what was found, for a log. */
    String summary() {
        return entries + " entries (" + exact + " exact), " + billed + " billed attempts (" + cancelled
                + " cancelled); charged " + usd(chargedPicoUsd) + ", billed " + usd(billedPicoUsd) + ", gap "
                + usd(gap());
    }

    private static String usd(long pico) {
        return BigDecimal.valueOf(pico, 12).stripTrailingZeros().toPlainString() + " USD";
    }

    private static final class Check {
        private final List<String> wrong = new ArrayList<>();
        private final List<LedgerLine> ledger;
        private final List<BillLine> bill;
        private final Map<String, BillLine> lines = new HashMap<>();
        private final Map<String, Told> told;
        private final Set<String> killed;
        private final Floor price;

        Check(List<LedgerLine> ledger, List<BillLine> bill, List<Told> told, Set<String> killed, Floor price) {
            this.killed = killed;
            this.ledger = ledger;
            this.bill = bill;
            this.told = told.stream().collect(Collectors.toMap(Told::requestId, one -> one));
            this.price = price;
            for (BillLine line : bill) {
                if (lines.put(line.attemptId(), line) != null) {
                    wrong.add("two attempts went to the providers under one id, " + line.attemptId());
                }
            }
        }

        void eachBilledAttemptHasOneEntry() {
            Set<String> seen = new HashSet<>();
            for (LedgerLine entry : ledger) {
                if (!seen.add(entry.attemptId())) {
                    wrong.add("attempt " + entry.attemptId() + " has more than one entry");
                }
            }
            for (BillLine line : bill) {
                if (line.billed() && !seen.contains(line.attemptId())) {
                    wrong.add("attempt " + line.attemptId() + " is on the bill at " + usd(line.picoUsd())
                            + (line.cancelled() ? ", cancelled," : "") + " and has no entry");
                }
            }
        }

        void eachEntryIsOfAKnownRequest() {
            for (LedgerLine entry : ledger) {
                if (!told.containsKey(entry.requestId())) {
                    wrong.add("entry " + entry.attemptId() + " is of a request nobody sent, " + entry.requestId());
                }
            }
        }

        void entry(LedgerLine entry) {
            BillLine line = lines.get(entry.attemptId());
            Told client = told.get(entry.requestId());
            if (entry.exact()) {
                exact(entry, line);
            } else if (client != null) {
                estimated(entry, line, client);
            }
        }

        private void exact(LedgerLine entry, BillLine line) {
            long asked = line == null ? 0 : line.picoUsd();
            if (entry.picoUsd() != asked) {
                wrong.add("entry " + entry.attemptId() + " says Exact and " + usd(entry.picoUsd())
                        + ", but the provider's bill says " + usd(asked));
            }
        }

        private void estimated(LedgerLine entry, BillLine line, Told client) {
            boolean ended = client.ending() == Ending.WHOLE || client.ending() == Ending.REFUSED;
            if (ended && !killed.contains(client.router())) {
                wrong.add("entry " + entry.attemptId() + " is Estimated (" + entry.result()
                        + "), but its request was neither cancelled nor killed: " + client.ending());
            }
            if (line != null && entry.picoUsd() < price.picoUsd(line, client.delivered())) {
                wrong.add("estimated entry " + entry.attemptId() + ", " + usd(entry.picoUsd())
                        + ", is below what reached the client, " + client.delivered() + " tokens");
            }
            if (line != null && entry.picoUsd() < line.picoUsd()) {
                wrong.add("estimated entry " + entry.attemptId() + ", " + usd(entry.picoUsd())
                        + ", is below what the provider asks, " + usd(line.picoUsd()));
            }
            if (entry.picoUsd() > entry.reservedPicoUsd()) {
                wrong.add("estimated entry " + entry.attemptId() + ", " + usd(entry.picoUsd())
                        + ", is above what was reserved, " + usd(entry.reservedPicoUsd()));
            }
        }
    }
}
