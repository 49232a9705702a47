package dev.cortexllm.router.load;

import java.util.List;

/**
 * A repository at one commit.
 *
 * @param repository {@code organisation/name}
 * @param commit the commit, 40 hexadecimal digits
 * @param files all of its files
 */
record Revision(String repository, String commit, List<RepositoryFile> files) {
    long bytes() {
        return files.stream().mapToLong(RepositoryFile::size).sum();
    }

    Revision with(List<RepositoryFile> fewer) {
        return new Revision(repository, commit, fewer);
    }
}
