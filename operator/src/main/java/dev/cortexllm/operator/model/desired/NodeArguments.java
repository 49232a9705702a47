package dev.cortexllm.operator.model.desired;

import dev.cortexllm.api.v1alpha1.EngineType;
import dev.cortexllm.engine.EngineFacts;
import dev.cortexllm.engine.FlagTable;
import dev.cortexllm.engine.Layout;
import dev.cortexllm.engine.Serving;
import java.util.List;

/** Arguments that say how a model is cut, and where this node stands among the others. */
final class NodeArguments {
    private static final String SIZE = "$(LWS_GROUP_SIZE)";
    private static final String INDEX = "$(LWS_WORKER_INDEX)";
    private static final String LEADER = "$(LWS_LEADER_ADDRESS)";
    /** The leader listens on an address; a name it could not bind to. */
    private static final String OWN_ADDRESS = "$(VLLM_HOST_IP)";
    /** Where the copies of vLLM's attention layers register; the port of its documentation. */
    private static final int COPIES_PORT = 13345;

    private final FlagTable flags = EngineFacts.bundled().flags();
    private final List<String> arguments;
    private final Serving serving;
    private final Rank rank;

    private NodeArguments(List<String> arguments, Serving serving, Rank rank) {
        this.arguments = arguments;
        this.serving = serving;
        this.rank = rank;
    }

    static void add(List<String> arguments, Serving serving, Rank rank) {
        NodeArguments line = new NodeArguments(arguments, serving, rank);
        if (serving.engine().type() == EngineType.VLLM) {
            line.vllm();
        } else {
            line.sglang();
        }
    }

    /** Whether each node has whole copies of vLLM's attention layers, which are then counted through all nodes. */
    static boolean countsCopies(Serving serving) {
        return serving.engine().type() == EngineType.VLLM
                && serving.layout().data() > 1
                && serving.layout().copiesPerNode() > 0;
    }

    /** Where the leader waits for the others. */
    static int meetingPort(Serving serving) {
        return countsCopies(serving) ? COPIES_PORT : serving.engine().nodePort();
    }

    private void vllm() {
        Layout layout = serving.layout();
        add("tensorParallel", several(layout.tensor()));
        add("pipelineParallel", several(layout.pipeline()));
        add("dataParallel", several(layout.data()));
        add("expert", layout.expert() ? true : null);
        if (rank == Rank.ALONE) {
            return;
        }
        if (countsCopies(serving)) {
            add("dataLocal", layout.copiesPerNode());
            add("dataAddress", rank == Rank.LEADER ? OWN_ADDRESS : LEADER);
            add("dataPort", COPIES_PORT);
        } else {
            // Without a word it would look for a cluster of Ray.
            add("executor", "mp");
            add("nodes", SIZE);
            add("nodeRank", INDEX);
            add("leader", LEADER);
            add("leaderPort", serving.engine().nodePort());
        }
        add("headless", rank == Rank.WORKER ? true : null);
    }

    /** What SGLang calls tensor parallel covers the copies of the attention layers as well. */
    private void sglang() {
        Layout layout = serving.layout();
        int parts = layout.tensor() * layout.data();
        add("tensorParallel", several(parts));
        add("pipelineParallel", several(layout.pipeline()));
        add("dataParallel", several(layout.data()));
        add("dataAttention", layout.data() > 1 ? true : null);
        add("expert", layout.expert() ? parts : null);
        if (rank != Rank.ALONE) {
            add("nodes", SIZE);
            add("nodeRank", INDEX);
            add("leader", LEADER + ":" + serving.engine().nodePort());
        }
    }

    private static Integer several(int parts) {
        return parts > 1 ? parts : null;
    }

    private void add(String setting, Object value) {
        flags.add(arguments, serving, setting, value);
    }
}
