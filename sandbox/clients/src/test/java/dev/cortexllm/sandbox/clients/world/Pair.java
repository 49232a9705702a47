package dev.cortexllm.sandbox.clients.world;

import dev.cortexllm.sandbox.clients.client.ChatClient;
import dev.cortexllm.sandbox.clients.client.Library;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Who talks to whom.
 *
 * @param direct whether they talk without a router: what a client sees then is what it has to see through one, and it shows
 *     that the simulated server is what the client expects of the vendor
 */
public record Pair(Library library, Target target, boolean direct) {
    /** Returns every client with every target, and without a router where they speak the same. */
    public static List<Pair> all() {
        return Arrays.stream(Library.values())
                .flatMap(library -> Arrays.stream(Target.values())
                        .flatMap(target -> Stream.of(true, false).map(direct -> new Pair(library, target, direct))))
                .filter(pair -> !pair.direct || pair.target.speaks(pair.library.dialect()))
                .toList();
    }

    /** Returns those pairs of which something holds. */
    public static List<Pair> where(Predicate<Pair> holds) {
        return all().stream().filter(holds).toList();
    }

    /** Returns whether the answer is translated on its way. */
    public boolean translated() {
        return !target.speaks(library.dialect());
    }

    /** Returns the client. */
    public ChatClient client(World world) {
        return direct ? world.directClient(library, target) : world.client(library);
    }

    /** Returns the model's name where the client asks. */
    public String model() {
        return direct ? target.model() : target.route();
    }

    /** Returns the server at the other end. */
    public Simulator simulator(World world) {
        return world.simulator(target);
    }

    @Override
    public String toString() {
        return library + (direct ? " straight to " : " by way of the router to ") + target;
    }
}
