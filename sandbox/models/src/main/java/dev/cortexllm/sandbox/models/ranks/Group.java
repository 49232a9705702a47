package dev.cortexllm.sandbox.models.ranks;

/**
 * Where a process stands among those that are one engine together.
 *
 * @param size number of processes, at least 2
 * @param rank number of this one; 0 leads and serves
 * @param address where rank 0 waits for the others
 * @param port its port there
 */
public record Group(int size, int rank, String address, int port) {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException naming what is out of range
     */
    public Group {
        if (size < 2) {
            throw new IllegalArgumentException("a group has at least 2 nodes, not " + size);
        }
        if (rank < 0 || rank >= size) {
            throw new IllegalArgumentException("--node-rank must be between 0 and " + (size - 1) + ", not " + rank);
        }
        if (address == null || address.isEmpty()) {
            throw new IllegalArgumentException("the address of node 0 is missing (--master-addr)");
        }
    }

    /**
     * From vLLM's flags: those of nodes, or those of copies of the attention layers, of which each node has as many.
     *
     * @param flags the flags
     * @return the group; null when the process stands alone
     * @throws IllegalArgumentException when the flags contradict each other
     */
    public static Group of(Flags flags) {
        Group group = null;
        if (flags.nodes() > 1) {
            group = new Group(flags.nodes(), flags.rank(), flags.address(), flags.port());
        } else if (flags.copiesHere() > 0 && flags.copies() > flags.copiesHere()) {
            if (flags.copies() % flags.copiesHere() != 0 || flags.firstCopy() % flags.copiesHere() != 0) {
                throw new IllegalArgumentException("--data-parallel-size " + flags.copies() + " and -start-rank "
                        + flags.firstCopy() + " are no multiples of --data-parallel-size-local "
                        + flags.copiesHere());
            }
            group = new Group(
                    flags.copies() / flags.copiesHere(),
                    flags.firstCopy() / flags.copiesHere(),
                    flags.copiesAddress(),
                    flags.copiesPort());
        }
        if (flags.headless() != (group != null && group.rank() > 0)) {
            throw new IllegalArgumentException(
                    flags.headless()
                            ? "--headless is for nodes other than the first"
                            : "a node other than the first needs --headless");
        }
        return group;
    }

    /** Whether this process serves. */
    public boolean leads() {
        return rank == 0;
    }

    /**
     * vLLM's flags as they are given.
     *
     * @param nodes {@code --nnodes}
     * @param rank {@code --node-rank}
     * @param address {@code --master-addr}
     * @param port {@code --master-port}
     * @param headless {@code --headless}
     * @param copies {@code --data-parallel-size}
     * @param copiesHere {@code --data-parallel-size-local}; 0: not given
     * @param firstCopy {@code --data-parallel-start-rank}
     * @param copiesAddress {@code --data-parallel-address}
     * @param copiesPort {@code --data-parallel-rpc-port}
     */
    public record Flags(
            int nodes,
            int rank,
            String address,
            int port,
            boolean headless,
            int copies,
            int copiesHere,
            int firstCopy,
            String copiesAddress,
            int copiesPort) {}
}
