package dev.cortexllm.router.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;

/**
 * The folders of a cache in the layout of Hugging Face's own (huggingface.co/docs/hub/local-cache): {@code
 * hub/models--org--name} with {@code blobs}, {@code refs} and {@code snapshots}, whose files are links to blobs. All of it can be
 * written by the group, for engines run as another user than the loader.
 *
 * @param root the volume, {@code HF_HOME} of the engines
 */
record HubCache(Path root) {
    private static final String MAIN = "main";

    /** Folder of a repository. */
    Path repository(String name) {
        return root.resolve("hub").resolve("models--" + name.replace("/", "--"));
    }

    /** Where the content of a file is. */
    Path blob(String repository, RepositoryFile file) {
        return repository(repository).resolve("blobs").resolve(file.hash());
    }

    /** Where the content of a file grows. */
    Path incomplete(String repository, RepositoryFile file) {
        return repository(repository).resolve("blobs").resolve(file.hash() + ".incomplete");
    }

    /** Folder with the files of a commit. */
    Path snapshot(String repository, String commit) {
        return repository(repository).resolve("snapshots").resolve(commit);
    }

    /** Bytes of a file that are there already, whole or in part. */
    long already(String repository, RepositoryFile file) throws IOException {
        if (complete(repository, file)) {
            return file.size();
        }
        Path part = incomplete(repository, file);
        return Files.isRegularFile(part) ? Math.min(Files.size(part), file.size()) : 0;
    }

    /** Whether all of a file is there. */
    boolean complete(String repository, RepositoryFile file) throws IOException {
        Path blob = blob(repository, file);
        return Files.isRegularFile(blob) && Files.size(blob) == file.size();
    }

    /** Makes the folders of a repository. */
    void prepare(String repository) throws IOException {
        folders(repository(repository).resolve("blobs"));
        folders(repository(repository).resolve("snapshots"));
    }

    /**
     * Makes a commit visible whose blobs are all there: a link for each file, and the name that it was asked by.
     *
     * @param revision what was asked for; null: the default branch
     */
    void publish(Revision files, String revision) throws IOException {
        Path snapshot = snapshot(files.repository(), files.commit());
        folders(snapshot);
        for (RepositoryFile file : files.files()) {
            Path link = snapshot.resolve(file.path());
            folders(link.getParent());
            replace(link, link.getParent().relativize(blob(files.repository(), file)));
        }
        String name = revision == null ? MAIN : revision;
        if (!name.equals(files.commit()) && RepositoryFile.safe(name)) {
            Path ref = repository(files.repository()).resolve("refs").resolve(name);
            folders(ref.getParent());
            write(ref, files.commit());
        }
    }

    /** Makes a folder and those above it, as far as they are in the volume, for user and group. */
    void folders(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        folders(folder.getParent());
        Files.createDirectories(folder);
        Shared.folder(folder);
    }

    /** Puts a link in the place of whatever is there, at once. */
    static void replace(Path link, Path target) throws IOException {
        Path fresh = link.resolveSibling(link.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createSymbolicLink(fresh, target);
        Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Writes a small file as a whole. */
    static void write(Path file, String text) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, text);
        Shared.file(fresh);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Blobs in the folder of a repository that none of the given hashes names are deleted; so are snapshots of other commits. */
    void prune(String repository, Set<String> hashes, Set<String> commits) throws IOException {
        Trash.children(repository(repository).resolve("snapshots"), name -> !commits.contains(name));
        Trash.children(
                repository(repository).resolve("blobs"), name -> !hashes.contains(name.replace(".incomplete", "")));
    }
}
