package dev.cortexllm.sandbox.models;

import dev.cortexllm.sandbox.models.ranks.Group;
import dev.cortexllm.sandbox.models.ranks.Rendezvous;
import dev.cortexllm.sandbox.models.server.ModelServer;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine;

/** Starts a model server as a process of its own. Says one line on stdout, once the port is bound; stops at SIGTERM. */
public final class ModelServerMain {
    private static final int WRONG_USAGE = 2;

    private ModelServerMain() {}

    /** Runs until the process is told to stop. */
    public static void main(String... args) {
        List<String> line = List.of(args);
        if (line.isEmpty() || line.contains("--help")) {
            Arguments.flags(new ModelServerCommand()).usage(line.isEmpty() ? System.err : System.out);
            System.exit(line.isEmpty() ? WRONG_USAGE : 0);
        }
        try {
            run(Arguments.parse(line, System.getenv()), System.out, System.err);
        } catch (CommandLine.ParameterException | IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(WRONG_USAGE);
        } catch (IllegalStateException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static void run(Arguments arguments, PrintStream out, PrintStream err) {
        arguments.ignored().forEach(flag -> err.println("ignored, no meaning in the simulator: " + flag));
        AtomicReference<ModelServer> running = new AtomicReference<>();
        // Before the start, because loading may take long and may be given up, too.
        Thread stop = new Thread(() -> stop(running.get(), arguments), "stop");
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            if (arguments.group() != null) {
                join(arguments, out, err);
            }
            running.set(ModelServer.start(arguments.options()));
        } catch (RuntimeException e) {
            Runtime.getRuntime().removeShutdownHook(stop);
            throw e;
        }
        out.println("listening on " + running.get().url());
    }

    /** Loading begins when all ranks are there. A rank other than the first has nothing to serve, and lasts as they do. */
    private static void join(Arguments arguments, PrintStream out, PrintStream err) {
        Group group = arguments.group();
        out.println("rank " + group.rank() + " of " + group.size() + " waits for the others");
        Rendezvous.join(group, arguments.options().host(), arguments.joinTimeout(), lost -> {
            err.println(lost + ": an engine without it is dead");
            // Not the orderly stop of the hook.
            Runtime.getRuntime().halt(1);
        });
        out.println("all " + group.size() + " ranks have joined");
        if (!group.leads()) {
            while (true) {
                LockSupport.park(group);
            }
        }
    }

    /** An orderly stop is a success, where the JVM would report the signal: hence halt. */
    private static void stop(ModelServer server, Arguments arguments) {
        if (server != null) {
            server.drain(arguments.options().drainTime());
        }
        Runtime.getRuntime().halt(0);
    }
}
