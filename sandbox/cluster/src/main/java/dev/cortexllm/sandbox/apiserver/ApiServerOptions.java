package dev.cortexllm.sandbox.apiserver;

import dev.cortexllm.sandbox.apiserver.object.Ids;
import java.security.SecureRandom;
import java.time.Clock;

/**
 * How to start the server.
 *
 * @param host address to listen on
 * @param port TCP port, 0 for any free one
 * @param clock the time for timestamps and ages
 * @param ids where uids and generated names come from
 */
public record ApiServerOptions(String host, int port, Clock clock, Ids ids) {
    /** Loopback, any free port, the system's clock, random ids. */
    public static ApiServerOptions defaults() {
        return new ApiServerOptions("127.0.0.1", 0, Clock.systemUTC(), Ids.from(new SecureRandom()));
    }

    /** The same on another port. */
    public ApiServerOptions withPort(int wanted) {
        return new ApiServerOptions(host, wanted, clock, ids);
    }
}
