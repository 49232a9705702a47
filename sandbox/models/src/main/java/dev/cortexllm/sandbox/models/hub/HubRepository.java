package dev.cortexllm.sandbox.models.hub;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A repository with one commit.
 *
 * @param name {@code organisation/name}
 * @param commit 40 hexadecimal digits
 * @param names branches and tags of the commit
 * @param files what it holds
 * @param gate the token that opens it; empty: it is open
 */
public record HubRepository(String name, String commit, Set<String> names, List<HubFile> files, Optional<String> gate) {
    /** An open repository with branch main. */
    public static HubRepository open(String name, String commit, HubFile... files) {
        return new HubRepository(name, commit, Set.of("main"), List.of(files), Optional.empty());
    }

    /** The same behind a gate. */
    public HubRepository gated(String token) {
        return new HubRepository(name, commit, names, files, Optional.of(token));
    }

    boolean has(String revision) {
        return revision.equals(commit) || names.contains(revision);
    }

    Optional<HubFile> file(String path) {
        return files.stream().filter(file -> file.path().equals(path)).findFirst();
    }

    /** As {@code /api/models/<name>/revision/<revision>?blobs=true} answers. */
    ObjectNode listing() {
        ObjectNode answer =
                JsonNodeFactory.instance.objectNode().put("id", name).put("sha", commit);
        ArrayNode siblings = answer.putArray("siblings");
        for (HubFile file : files) {
            ObjectNode sibling =
                    siblings.addObject().put("rfilename", file.path()).put("size", file.size());
            sibling.put("blobId", file.large() ? commit : file.hash());
            if (file.large()) {
                sibling.putObject("lfs")
                        .put("sha256", file.hash())
                        .put("size", file.size())
                        .put("pointerSize", 134);
            }
        }
        return answer;
    }
}
