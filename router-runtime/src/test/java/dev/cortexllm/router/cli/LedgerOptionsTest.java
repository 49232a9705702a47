package dev.cortexllm.router.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortexllm.router.ledger.LedgerWriter.Place;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class LedgerOptionsTest {
    @Test
    void nothingIsWrittenUnlessSomebodySaysWhere() {
        assertThat(place()).isNull();
        assertThat(place("--ledger-keep", "5")).isNull();
    }

    @Test
    void aFolderIsEnough() {
        assertThat(place("--ledger-dir", "/var/ledger"))
                .isEqualTo(new Place(Path.of("/var/ledger"), 64L << 20, 100, false));
        assertThat(place("--ledger-dir", "x", "--ledger-max-bytes", "9", "--ledger-keep", "2", "--ledger-gzip"))
                .isEqualTo(new Place(Path.of("x"), 9, 2, true));
    }

    @Test
    void filesMustHaveRoom() {
        assertThatThrownBy(() -> place("--ledger-dir", "x", "--ledger-keep", "0"))
                .isInstanceOf(CommandLine.ParameterException.class)
                .hasMessageContaining("take 1 or more");
    }

    @Test
    void bothCommandsThatServeHaveThem() {
        CommandLine cortex = CortexCommand.line();
        assertThat(cortex.parseArgs("run", "--ledger-dir", "x").subcommand().hasMatchedOption("--ledger-dir"))
                .isTrue();
        assertThat(cortex.parseArgs("serve", "--ledger-dir", "x").subcommand().hasMatchedOption("--ledger-dir"))
                .isTrue();
    }

    private static Place place(String... arguments) {
        LedgerOptions options = new LedgerOptions();
        CommandLine commandLine = new CommandLine(options);
        commandLine.parseArgs(arguments);
        return options.place(commandLine);
    }
}
