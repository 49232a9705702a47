package dev.cortexllm.router.load;

import dev.cortexllm.load.LoadReason;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which files of a repository are downloaded. Many repositories hold the same weights several times: where there are
 * safetensors, other formats are left out, and so are the folders {@code original} and {@code metal} with the publisher's own.
 */
final class Selection {
    private static final Set<String> OTHER_FORMATS =
            Set.of("pth", "pt", "h5", "msgpack", "ot", "onnx", "onnx_data", "tflite", "gguf", "mlmodel");

    private static final Pattern TORCH = Pattern.compile("(.*/)?pytorch_model[^/]*[.]bin");
    private static final Pattern OWN = Pattern.compile("(original|metal)/.*");
    private static final Pattern PART = Pattern.compile("(.*)-[0-9]{5}-of-([0-9]{5})[.]gguf");

    private Selection() {}

    /**
     * Chooses.
     *
     * @param all a repository
     * @param file the only file wanted, with all parts of a split one; null: the whole repository
     * @return the same with fewer files
     * @throws LoadFailure when the file is not there
     */
    static Revision of(Revision all, String file) throws LoadFailure {
        if (file != null) {
            return all.with(parts(all, file));
        }
        boolean safetensors = all.files().stream().anyMatch(f -> weights(f.path()));
        return safetensors
                ? all.with(all.files().stream().filter(f -> !twice(f.path())).toList())
                : all;
    }

    private static List<RepositoryFile> parts(Revision all, String file) throws LoadFailure {
        Matcher part = PART.matcher(file);
        Pattern wanted = part.matches()
                ? Pattern.compile(Pattern.quote(part.group(1)) + "-[0-9]{5}-of-" + part.group(2) + "[.]gguf")
                : Pattern.compile(Pattern.quote(file));
        List<RepositoryFile> found = all.files().stream()
                .filter(f -> wanted.matcher(f.path()).matches())
                .toList();
        if (found.stream().noneMatch(f -> f.path().equals(file))) {
            throw new LoadFailure(
                    LoadReason.NotFound, "repository " + all.repository() + " has no file '" + file + "'");
        }
        return found;
    }

    private static boolean weights(String path) {
        return path.endsWith(".safetensors") && !OWN.matcher(path).matches();
    }

    private static boolean twice(String path) {
        String extension = path.substring(path.lastIndexOf('.') + 1);
        return OTHER_FORMATS.contains(extension)
                || TORCH.matcher(path).matches()
                || OWN.matcher(path).matches();
    }
}
