package dev.cortexllm.router.ledger;

import dev.cortexllm.router.account.Cost;
import dev.cortexllm.router.account.Usage;
import java.time.Instant;
import java.util.Locale;

/** Ledger entries as CSV (docs/accounting.md): a heading, and one record for each. */
final class EntryCsv {
    /** The first record of a file. */
    static final String HEADING =
            "ended_at,attempt_id,request_id,policy,rule,upstream,model,workspace,key,execution_id,tags,"
                    + "basis,result,input_tokens,cached_tokens,cache_write_tokens,hour_cache_write_tokens,output_tokens,"
                    + "reasoning_tokens,usd,latency_millis" + Csv.END;

    private static final Usage UNKNOWN = new Usage(0, 0);

    private EntryCsv() {}

    /** Writes an entry with its end. */
    static void write(StringBuilder out, Entry entry) {
        texts(
                out,
                Instant.ofEpochMilli(entry.endedAtMillis()).toString(),
                entry.attemptId(),
                entry.requestId(),
                entry.policy(),
                entry.rule(),
                entry.upstream(),
                entry.model(),
                entry.workspace(),
                entry.key(),
                entry.executionId(),
                String.join(" ", entry.tags()),
                entry.basis().name().toLowerCase(Locale.ROOT),
                entry.result().name().toLowerCase(Locale.ROOT));
        Usage usage = entry.usage() == null ? UNKNOWN : entry.usage();
        numbers(
                out,
                usage.inputTokens(),
                usage.cachedTokens(),
                usage.cacheWriteTokens(),
                usage.hourCacheWriteTokens(),
                usage.outputTokens(),
                usage.reasoningTokens());
        out.append(Cost.usd(entry.picoUsd()))
                .append(',')
                .append(entry.latencyMillis())
                .append(Csv.END);
    }

    private static void texts(StringBuilder out, String... texts) {
        for (String text : texts) {
            Csv.text(out, text);
            out.append(',');
        }
    }

    private static void numbers(StringBuilder out, long... numbers) {
        for (long number : numbers) {
            out.append(number).append(',');
        }
    }
}
