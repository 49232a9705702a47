package dev.cortexllm.bench.program;

import java.util.Optional;

/**
 * The just-in-time compiler of a running JVM. Where that has one processor, it takes half of it while it makes a program faster: until it
 * has come to rest, whatever is measured is a matter of when.
 */
public final class Compiler {
    /** Of a program's processor time; what it takes every now and then of one that is as fast as it gets. */
    private static final double LITTLE = 0.05;

    private final long pid;
    private final int turns;
    private double compiled;
    private double used;
    private int quiet;

    Compiler(long pid, int turns) {
        this.pid = pid;
        this.turns = turns;
        this.compiled = ProcFiles.compilerSeconds(pid);
        this.used = ProcFiles.cpuSeconds(pid);
    }

    /**
     * The compiler of a process.
     *
     * @param child the process; null: there is none
     * @param turns after how many turns with little to compile it has come to rest
     * @return empty when the process is no JVM
     */
    public static Optional<Compiler> of(Child child, int turns) {
        return child == null || ProcFiles.compilerSeconds(child.pid()) == 0
                ? Optional.empty()
                : Optional.of(new Compiler(child.pid(), turns));
    }

    /** Whether it has come to rest; to be asked once after each turn in which the program had all that it could do. */
    public boolean rests() {
        return after(ProcFiles.compilerSeconds(pid), ProcFiles.cpuSeconds(pid));
    }

    /**
     * Takes note of a turn.
     *
     * @param compiledNow seconds that the compiler has used until now
     * @param usedNow seconds that the process has used until now, its compiler's among them
     * @return whether that was the last of as many turns with little to compile as there have to be
     */
    boolean after(double compiledNow, double usedNow) {
        double compiling = compiledNow - compiled;
        // Less than before: one of its threads has ended, and nobody knows what it did last.
        boolean little = compiling >= 0 && compiling <= LITTLE * (usedNow - used);
        quiet = little ? quiet + 1 : 0;
        compiled = compiledNow;
        used = usedNow;
        return quiet >= turns;
    }
}
