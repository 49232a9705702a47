package dev.cortexllm.router.cli;

import dev.cortexllm.router.Router;
import dev.cortexllm.router.RouterMain;
import dev.cortexllm.router.RouterOptions;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** A router as a process: says where it serves, and drains when it is told to end. */
final class ServingProcess {
    private static final Logger LOG = LoggerFactory.getLogger(ServingProcess.class);

    private ServingProcess() {}

    /** Starts; false when it cannot, after saying why. */
    static boolean start(RouterOptions options, CommandLine commandLine) {
        Router router;
        try {
            router = RouterMain.start(options)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get();
        } catch (ExecutionException e) {
            commandLine
                    .getErr()
                    .println("The router cannot start: " + e.getCause().getMessage());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> drain(router), "drain"));
        commandLine
                .getOut()
                .println("serving on http://" + options.listenAddress() + ":" + router.port() + ", admin on http://"
                        + options.adminAddress() + ":" + router.adminPort());
        commandLine.getOut().flush();
        return true;
    }

    /** Ends the process with 0: a router that was told to end and did so in good order has not failed. */
    private static void drain(Router router) {
        CountDownLatch done = new CountDownLatch(1);
        router.stop().onComplete(stopped -> done.countDown());
        try {
            done.await();
        } catch (InterruptedException e) {
            LOG.warn("interrupted while draining");
        }
        LOG.info("stopped");
        Runtime.getRuntime().halt(0);
    }
}
