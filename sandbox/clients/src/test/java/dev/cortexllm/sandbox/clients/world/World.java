package dev.cortexllm.sandbox.clients.world;

import dev.cortexllm.sandbox.clients.client.ChatClient;
import dev.cortexllm.sandbox.clients.client.Library;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** All processes of these tests, started once: the simulated providers, and the router in front of them. */
public final class World implements AutoCloseable {
    /** The key that clients show the gateway; it must never reach a provider. */
    public static final String CLIENT_KEY = "sk-client-abcdef0123456789";

    private static final Pattern SERVING = Pattern.compile("serving on (http://\\S+?),");

    private final Map<String, Simulator> simulators = new LinkedHashMap<>();
    private final Map<String, ChatClient> clients = new LinkedHashMap<>();
    private final Child router;

    private World(Map<String, Simulator> simulators, Child router) {
        this.simulators.putAll(simulators);
        this.router = router;
    }

    /** Starts everything and waits until it is up. */
    public static World start() {
        Checkout checkout = Checkout.find();
        Map<String, Simulator> simulators = new LinkedHashMap<>();
        for (Target target : Target.values()) {
            simulators.computeIfAbsent(target.server(), server -> Simulator.start(checkout, server, modelsOf(server)));
        }
        try {
            simulators.values().forEach(Simulator::url);
            say("the simulated " + String.join(", ", simulators.keySet()) + " are up");
            var folder = Resources.write(
                    checkout.work().resolve("resources"),
                    target -> simulators.get(target.server()).url());
            List<String> run = List.of("run", folder.toString(), "--port", "0", "--admin-port", "0");
            Child router = Child.start(
                    "router",
                    checkout.command(Checkout.Program.ROUTER, run),
                    checkout.work().resolve("router.log"),
                    SERVING);
            World world = new World(simulators, router);
            say("the router is up at " + world.url());
            return world;
        } catch (RuntimeException e) {
            simulators.values().forEach(Simulator::close);
            throw e;
        }
    }

    private static List<String> modelsOf(String server) {
        return Stream.of(Target.values())
                .filter(target -> target.server().equals(server))
                .map(Target::model)
                .toList();
    }

    private static void say(String what) {
        System.out.println("[clients] " + what);
    }

    /** Returns the router's address. */
    public String url() {
        return router.address();
    }

    /** Returns everything the router has written to its log. */
    public String routerLog() {
        return router.output();
    }

    /** Returns the server that stands for a target. */
    public Simulator simulator(Target target) {
        return simulators.get(target.server());
    }

    /** Returns a client of the router; the same at each call. */
    public ChatClient client(Library library) {
        return clients.computeIfAbsent(library.title(), title -> library.connect(url(), CLIENT_KEY));
    }

    /** Returns a client that talks to a target's server without a router, which is what it has to feel like with one. */
    public ChatClient directClient(Library library, Target target) {
        return clients.computeIfAbsent(
                library.title() + " direct to " + target,
                title -> library.connect(simulator(target).url(), Simulator.KEY));
    }

    @Override
    public void close() {
        clients.values().forEach(ChatClient::close);
        List<AutoCloseable> processes = new ArrayList<>(List.of(router));
        processes.addAll(simulators.values());
        for (AutoCloseable process : processes) {
            try {
                process.close();
            } catch (Exception e) {
                say("cannot stop a process: " + e);
            }
        }
        say("all processes are stopped");
    }
}
