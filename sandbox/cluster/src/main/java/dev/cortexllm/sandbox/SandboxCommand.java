package dev.cortexllm.sandbox;

import dev.cortexllm.sandbox.apiserver.ApiServerCommand;
import dev.cortexllm.sandbox.demo.DemoCommand;
import dev.cortexllm.sandbox.kubelet.KubeletCommand;
import dev.cortexllm.sandbox.lws.LwsCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The sandbox's programs behind one command. */
@Command(
        name = "sandbox",
        mixinStandardHelpOptions = true,
        description = "A Kubernetes cluster on this machine: an API server, and a node without containers.",
        subcommands = {ApiServerCommand.class, KubeletCommand.class, LwsCommand.class, DemoCommand.class})
public final class SandboxCommand {
    private SandboxCommand() {}

    /**
     * Runs a subcommand and exits with its code.
     *
     * @param args its name and arguments
     */
    public static void main(String[] args) {
        System.exit(new CommandLine(new SandboxCommand()).execute(args));
    }
}
