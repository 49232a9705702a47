package dev.cortexllm.operator.link;

import dev.cortexllm.link.LinkProtocol;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what the link does each second. */
public final class LinkPulse implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LinkPulse.class);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "link-pulse");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Starts.
     *
     * @param work what is done; a failure is logged and does not end the pulse
     */
    public void start(Runnable work) {
        timer.scheduleAtFixedRate(() -> safely(work), 0, LinkProtocol.BEAT_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private static void safely(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.error("the link's pulse skips a beat", e);
        }
    }
}
