package dev.cortexllm.sandbox.clients.world;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The built checkout that these tests belong to.
 *
 * @param root its top folder
 */
record Checkout(Path root) {
    private static final String VERSION = "0.1.0-SNAPSHOT";

    /** Protobuf, under CEL, still uses it; from this JDK on each start would print four lines about that. */
    private static final int WARNS_OF_UNSAFE = 23;

    /** The programs that are run. */
    enum Program {
        ROUTER("router-runtime", "cortex-router"),
        MODELS("sandbox/models", "cortex-sandbox-models");

        private final String module;
        private final String artifact;

        Program(String module, String artifact) {
            this.module = module;
            this.artifact = artifact;
        }
    }

    /** Finds the checkout around the working folder. */
    static Checkout find() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("mvnw"))) {
                return new Checkout(folder);
            }
        }
        throw new IllegalStateException("these tests run inside a checkout; there is no mvnw above the working folder");
    }

    /** Returns the folder for logs and resources of this run. */
    Path work() {
        return root.resolve("sandbox/clients/target/world");
    }

    /**
     * The command that runs a program; the JVM is tuned for a quick start on few cores.
     *
     * @throws IllegalStateException if it is not built
     */
    List<String> command(Program program, List<String> arguments) {
        Path jar = root.resolve(program.module).resolve("target").resolve(program.artifact + "-" + VERSION + ".jar");
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(jar + " is missing; run ./mvnw -pl sandbox/clients -am verify");
        }
        List<String> command = new ArrayList<>(dyingWithUs());
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto"));
        if (Runtime.version().feature() >= WARNS_OF_UNSAFE) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(arguments);
        return command;
    }

    /** Prefix of a command that shall not survive this JVM even if that is killed; empty where util-linux is not at hand. */
    private static List<String> dyingWithUs() {
        String path = System.getenv("PATH");
        return Stream.of(path == null ? new String[0] : path.split(File.pathSeparator))
                .map(folder -> Path.of(folder, "setpriv"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(tool -> List.of(tool.toString(), "--pdeathsig", "KILL"))
                .orElse(List.of());
    }
}
