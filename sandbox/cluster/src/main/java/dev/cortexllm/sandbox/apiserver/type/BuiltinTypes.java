package dev.cortexllm.sandbox.apiserver.type;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the built-in kinds from {@code builtin-types.txt}, one resource a line. */
public final class BuiltinTypes {
    private static final String FILE = "/dev/cortexllm/sandbox/apiserver/builtin-types.txt";

    private BuiltinTypes() {}

    /** All built-in resources in the order of the file. */
    public static List<ResourceType> load() {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(BuiltinTypes.class.getResourceAsStream(FILE), StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(BuiltinTypes::parse)
                    .collect(Collectors.toList());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FILE, e);
        }
    }

    private static ResourceType parse(String line) {
        String[] column = line.trim().split("\\s+");
        String group = column[0].contains("/") ? column[0].substring(0, column[0].indexOf('/')) : "";
        String version = column[0].substring(column[0].indexOf('/') + 1);
        return new ResourceType(
                group,
                version,
                column[3],
                column[1],
                column[2],
                !column[4].equals("cluster"),
                list(column[5]),
                list(column[6]),
                Set.copyOf(list(column[7])),
                column.length > 8,
                Optional.empty());
    }

    private static List<String> list(String column) {
        return column.equals("-") ? List.of() : List.of(column.split(","));
    }
}
