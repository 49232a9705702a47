package dev.cortexllm.sandbox.accounting;

import static org.awaitility.Awaitility.await;

import dev.cortexllm.sandbox.demo.process.Programs;
import dev.cortexllm.sandbox.redis.RedisServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.awaitility.core.ConditionTimeoutException;

/**
 * All processes of one test: a Redis that keeps what it answers, simulated providers, four routers.
 *
 * @param redis the Redis
 * @param providers the providers
 * @param routers the routers
 * @param books what the routers keep in Redis
 * @param programs stops what it has started
 * @param settled attempts of tests that are over, see {@link #begin}
 */
record Fleet(
        RedisServerProcess redis,
        Providers providers,
        Routers routers,
        Books books,
        Programs programs,
        Set<String> settled)
        implements AutoCloseable {
    /** How long a killed router's attempts may stay open: their lease, and somebody to find them. */
    private static final Duration QUIET = Duration.ofSeconds(60);

    private static final Path CHECKOUT = Path.of("../..").toAbsolutePath().normalize();

    /**
     * Starts everything.
     *
     * @param name of the folder for logs
     * @param perToken how long a token takes
     * @param rules limits and budgets
     */
    static Fleet start(String name, String perToken, Rules rules) throws IOException, InterruptedException {
        Path work = CHECKOUT.resolve("sandbox/cluster/target/accounting").resolve(name);
        Path resources = Files.createDirectories(work.resolve("resources"));
        Programs programs = new Programs(CHECKOUT, work);
        RedisServerProcess redis = RedisServerProcess.lasting();
        try {
            Providers providers = Providers.start(programs, perToken);
            Files.writeString(resources.resolve("resources.yaml"), rules.yaml(redis.url(), providers));
            Routers routers = Routers.start(programs, resources, Files.createTempDirectory(work, "state"));
            await("all routers have their connections to Redis").atMost(QUIET).until(routers::allConnected);
            return new Fleet(redis, providers, routers, new Books(redis), programs, new HashSet<>());
        } catch (IOException | InterruptedException | RuntimeException e) {
            programs.close();
            redis.close();
            throw e;
        }
    }

    /** Begins another test with the same processes: what was charged and billed by now does not count any more. */
    void begin() {
        awaitQuiet();
        books.ledger().forEach(entry -> settled.add(entry.attemptId()));
        providers.bill().forEach(line -> settled.add(line.attemptId()));
    }

    /** Lines of all bills since the test began. */
    List<BillLine> bill() {
        return since(providers.bill());
    }

    /** Entries of the ledger since the test began. */
    List<LedgerLine> ledger() {
        return books.ledger().stream()
                .filter(entry -> !settled.contains(entry.attemptId()))
                .toList();
    }

    private List<BillLine> since(List<BillLine> bill) {
        return bill.stream().filter(line -> !settled.contains(line.attemptId())).toList();
    }

    /** Waits until nothing is in the making and no attempt holds money any more. */
    void awaitQuiet() {
        await("no provider works on anything any more").atMost(QUIET).until(() -> providers.running() == 0);
        await("no attempt holds money any more").atMost(QUIET).until(() -> books.holds() == 0);
    }

    /** What was spent while Redis was away is told when a router gets round to it; what then is missing, the reckoning says. */
    private void awaitEntries() {
        try {
            await().atMost(QUIET).until(() -> {
                Set<String> entries = new HashSet<>();
                ledger().forEach(entry -> entries.add(entry.attemptId()));
                return bill().stream().filter(BillLine::billed).allMatch(line -> entries.contains(line.attemptId()));
            });
        } catch (ConditionTimeoutException e) {
            System.out.println("[accounting] some attempts have no entry after " + QUIET);
        }
    }

    /** Compares all that is known once it is quiet. */
    Reckoning reckon(List<Told> told) {
        awaitQuiet();
        awaitEntries();
        List<BillLine> openai = providers.bill(Providers.Kind.OPENAI);
        Reckoning.Floor floor = (line, delivered) -> openai.contains(line)
                ? Providers.Kind.OPENAI.least(line.promptTokens(), delivered)
                : Providers.Kind.ANTHROPIC.least(line.promptTokens(), delivered);
        return Reckoning.of(ledger(), bill(), told, routers.killed(), floor);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        programs.close();
        redis.close();
    }
}
