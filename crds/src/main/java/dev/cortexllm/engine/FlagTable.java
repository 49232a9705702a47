package dev.cortexllm.engine;

import dev.cortexllm.api.v1alpha1.EngineType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The flags of all engines. */
public final class FlagTable {
    /** Settings by which router and operator find the engine and its model: nobody else may give their flags. */
    private static final Set<String> OURS = Set.of("model", "repository", "name", "port", "host", "metrics");
    /** Settings by which the nodes of a replica find each other, and what they follow from. */
    private static final Set<String> OF_NODES = Set.of(
            "nodes",
            "nodeRank",
            "leader",
            "leaderPort",
            "headless",
            "dataLocal",
            "dataAddress",
            "dataPort",
            "dataStart",
            "dataRank",
            "dataOutside");

    private final List<EngineFlag> flags;

    FlagTable(List<EngineFlag> flags) {
        this.flags = List.copyOf(flags);
    }

    /**
     * Adds the flag of a setting to arguments, unless the setting is absent, the version knows no flag for it, or it is among
     * the further arguments already.
     *
     * @param arguments the arguments so far
     * @param serving what runs
     * @param setting the setting
     * @param value its value; null: absent; of a switch anything
     */
    public void add(List<String> arguments, Serving serving, String setting, Object value) {
        Optional<EngineFlag> flag = flags.stream()
                .filter(f -> f.engine() == serving.engine().type()
                        && f.setting().equals(setting)
                        && f.knownTo(serving.version()))
                .findFirst();
        boolean given = serving.arguments().stream()
                .anyMatch(
                        argument -> settingOf(serving.engine().type(), argument).equals(setting));
        if (value != null && flag.isPresent() && !given) {
            arguments.add(flag.get().flag());
            if (flag.get().valued()) {
                arguments.add(value.toString());
            }
        }
    }

    /**
     * What is known of a flag.
     *
     * @param engine the engine
     * @param argument an argument, possibly with {@code =value}
     * @return the flag; empty when it is not in the table
     */
    public Optional<EngineFlag> find(EngineType engine, String argument) {
        String name = nameOf(argument);
        return flags.stream()
                .filter(f -> f.engine() == engine && f.flag().equals(name))
                .findFirst();
    }

    /** Whether only the operator may give a flag. */
    public static boolean isOurs(EngineFlag flag) {
        return OURS.contains(flag.setting());
    }

    /** Whether a flag says where a node stands in its replica, which follows from {@code nodes} and {@code parallelism}. */
    public static boolean isOfNodes(EngineFlag flag) {
        return OF_NODES.contains(flag.setting());
    }

    /** All flags, in the order of the file. */
    public List<EngineFlag> all() {
        return flags;
    }

    /**
     * Arguments without the flags that others give and those that a version does not know.
     *
     * @param arguments arguments, each flag in an element of its own
     * @param given arguments that win
     * @param engine the engine
     * @param version its version
     * @return what is left
     */
    List<String> without(List<String> arguments, List<String> given, EngineType engine, EngineVersion version) {
        Set<String> settings =
                given.stream().map(argument -> settingOf(engine, argument)).collect(Collectors.toSet());
        List<String> left = new ArrayList<>();
        boolean keep = true;
        for (String argument : arguments) {
            if (argument.startsWith("--")) {
                keep = !settings.contains(settingOf(engine, argument))
                        && find(engine, argument).map(f -> f.knownTo(version)).orElse(true);
            }
            if (keep) {
                left.add(argument);
            }
        }
        return left;
    }

    /**
     * The value of a setting among arguments, however it is spelled. The last one counts, as it does for the engines.
     *
     * @param engine the engine
     * @param arguments its arguments
     * @param setting the setting
     * @return the value; empty when nobody sets it
     */
    Optional<String> value(EngineType engine, List<String> arguments, String setting) {
        Optional<String> value = Optional.empty();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (settingOf(engine, argument).equals(setting)) {
                int equals = argument.indexOf('=');
                if (equals >= 0) {
                    value = Optional.of(argument.substring(equals + 1));
                } else if (i + 1 < arguments.size()) {
                    value = Optional.of(arguments.get(i + 1));
                }
            }
        }
        return value;
    }

    /** What an argument sets; the flag itself when it has one spelling or is not in the table. */
    private String settingOf(EngineType engine, String argument) {
        return find(engine, argument)
                .map(flag -> flag.setting().isEmpty() ? flag.flag() : flag.setting())
                .orElse(nameOf(argument));
    }

    /** The flag of {@code --flag=value}. vLLM and SGLang take {@code _} for {@code -} in it. */
    private static String nameOf(String argument) {
        int equals = argument.indexOf('=');
        String name = equals < 0 ? argument : argument.substring(0, equals);
        return name.startsWith("--") ? name.replace('_', '-') : name;
    }
}
