package dev.cortexllm.bench.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A JVM is warm when its compiler has had little to do for some turns in a row, and only a JVM has one. */
class CompilerTest {
    @Test
    void it_rests_after_turns_in_a_row_with_little_to_compile() {
        long self = ProcessHandle.current().pid();
        Compiler compiler = new Compiler(self, 3);
        double compiled = ProcFiles.compilerSeconds(self);
        double used = ProcFiles.cpuSeconds(self);
        List<Boolean> rests = new ArrayList<>();
        // The first is not of a second: what this JVM itself does meanwhile falls into it.
        for (double share : new double[] {0.5, 0.5, 0.02, 0.04, 0.1, 0.04, 0.01, 0, 0}) {
            compiled += share * 100;
            used += 100;
            rests.add(compiler.after(compiled, used));
        }

        assertThat(rests).containsExactly(false, false, false, false, false, false, false, true, true);
    }

    @Test
    void a_jvm_has_one_that_is_part_of_it() {
        long self = ProcessHandle.current().pid();
        double compiled = ProcFiles.compilerSeconds(self);

        assertThat(compiled).isPositive().isLessThanOrEqualTo(ProcFiles.cpuSeconds(self));
    }

    @Test
    void another_program_has_none() throws Exception {
        Process other = new ProcessBuilder("sleep", "60").start();
        try {
            assertThat(ProcFiles.compilerSeconds(other.pid())).isZero();
        } finally {
            other.destroy();
            other.waitFor();
        }
        assertThat(Compiler.of(null, 3)).isEmpty();
    }
}
