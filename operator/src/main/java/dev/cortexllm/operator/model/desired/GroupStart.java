package dev.cortexllm.operator.model.desired;

import dev.cortexllm.engine.EngineProfile;
import dev.cortexllm.engine.Serving;
import java.util.ArrayList;
import java.util.List;

/**
 * How an engine of several nodes starts, and stops. Its images have a shell but little else, so nothing more is relied on than
 * bash and the C library's getent, or the Python that both engines are written in.
 */
final class GroupStart {
    private static final String SHELL = "bash";
    /**
     * Shared memory that a dead engine left behind makes the next one fail, and the leader's name has an address only some time
     * after the leader was created.
     */
    private static final String SCRIPT = """
            rm -rf /dev/shm/*
            known() {
              getent ahosts "$1" || python3 -c 'import socket, sys; socket.getaddrinfo(sys.argv[1], None)' "$1"
            }
            for ((try = 0; try < 300; try++)); do
              known "$LWS_LEADER_ADDRESS" > /dev/null 2>&1 && break
              sleep 1
            done
            if ((try == 300)); then
              echo "the leader's name $LWS_LEADER_ADDRESS has no address after 300 s" >&2
              exit 1
            fi
            """;
    /** The leader may pull its image for longer than the engine would wait for it. */
    private static final String AWAIT =
            "until (exec 3<> \"/dev/tcp/$LWS_LEADER_ADDRESS/%d\") 2> /dev/null; do sleep 1; done\n";

    private static final String START = "exec \"$@\"";

    private GroupStart() {}

    static List<String> command(EngineSettings settings, Rank rank) {
        if (rank == Rank.LEADER) {
            return List.of(SHELL, "-c", SCRIPT + START + "\n", "start");
        }
        String await = AWAIT.formatted(NodeArguments.meetingPort(settings.serving()));
        return List.of(SHELL, "-c", SCRIPT + await + START + first(settings.serving()) + "\n", "start");
    }

    /** vLLM cannot reckon the first of a node's copies from the node's number where a copy stays on one node. */
    private static String first(Serving serving) {
        return NodeArguments.countsCopies(serving)
                ? " --data-parallel-start-rank \"$((LWS_WORKER_INDEX * "
                        + serving.layout().copiesPerNode() + "))\""
                : "";
    }

    static List<String> arguments(EngineProfile engine, List<String> arguments) {
        List<String> all = new ArrayList<>(engine.program());
        all.addAll(arguments);
        return all;
    }

    /** Whether the leader answers: a worker has no server of its own, and is as well as its leader is. */
    static List<String> leaderAnswers(EngineProfile engine) {
        return List.of(SHELL, "-c", """
                exec 3<> "/dev/tcp/$LWS_LEADER_ADDRESS/%d"
                printf 'GET %s HTTP/1.0\\r\\nHost: leader\\r\\n\\r\\n' >&3
                read -r _ code _ <&3
                [ "$code" = 200 ]
                """.formatted(engine.port(), engine.health()));
    }

    /** A leader that stops finishes what it works on, and needs the worker's GPUs until its port is closed. */
    static List<String> leaderLeaves(EngineProfile engine) {
        return List.of(
                SHELL,
                "-c",
                "while (exec 3<> \"/dev/tcp/$LWS_LEADER_ADDRESS/%d\") 2> /dev/null; do sleep 1; done\n"
                        .formatted(engine.port()));
    }
}
