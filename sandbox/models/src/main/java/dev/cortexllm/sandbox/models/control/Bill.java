package dev.cortexllm.sandbox.models.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.models.wire.JsonText;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;

/** What the vendor would charge. Totals are complete; of the entries only the last {@value #KEPT} are kept. */
public final class Bill {
    /** Entries kept, so that a long benchmark does not fill the memory. */
    public static final int KEPT = 100_000;

    private final Price price;
    private final Deque<BillEntry> entries = new ArrayDeque<>();
    private long requests;
    private long promptTokens;
    private long completionTokens;
    private BigDecimal usd = BigDecimal.ZERO;

    /** An empty bill. */
    public Bill(Price price) {
        this.price = price;
    }

    /**
     * Adds a request; its price is computed here.
     *
     * @param line the request, whatever price it has
     */
    public void add(BillEntry line) {
        BillEntry priced = line.costing(
                price.of(line.promptTokens(), line.cachedTokens(), line.writtenTokens(), line.completionTokens()));
        entries.add(priced);
        if (entries.size() > KEPT) {
            entries.remove();
        }
        requests++;
        promptTokens += priced.promptTokens();
        completionTokens += priced.completionTokens();
        usd = usd.add(priced.usd());
    }

    /** Renders totals and the last entries, oldest first. */
    public ObjectNode json(int last) {
        ObjectNode bill = JsonText.object()
                .put("requests", requests)
                .put("promptTokens", promptTokens)
                .put("completionTokens", completionTokens)
                .put("usd", usd);
        ArrayNode list = bill.putArray("entries");
        entries.stream().skip(Math.max(0, entries.size() - last)).forEach(list::addPOJO);
        return bill;
    }
}
