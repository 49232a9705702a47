package dev.cortexllm.compile;

import dev.cortexllm.config.Clients;
import dev.cortexllm.config.KeyDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Collects the keys of a gateway's clients. The first to claim a key, a place or a name has it. */
final class KeyTable {
    /** Each request looks at all of them. */
    static final int MOST = 4096;

    private final String digestKey;
    private final Map<String, Clients.Key> before = new TreeMap<>();
    private final Findings findings;
    private final Map<String, Clients.Key> byUid = new TreeMap<>();
    private final Map<String, Clients.Key> byDigest = new HashMap<>();
    private final Set<String> names = new HashSet<>();
    private boolean full;

    /**
     * @param digestKey what keys are digested under
     * @param before the keys until now
     * @param findings told what is wrong
     */
    KeyTable(String digestKey, List<Clients.Key> before, Findings findings) {
        this.digestKey = digestKey;
        this.findings = findings;
        before.forEach(key -> this.before.put(key.uid(), key));
    }

    /** Adds the key in an entry of a Secret; one that cannot be used leaves the entry's key until now in use. */
    void add(String secret, String entry, String name, String value, String workspace, String path) {
        String uid = secret + "/" + entry;
        KeySecrets.flaw(value)
                .ifPresentOrElse(
                        flaw -> {
                            Clients.Key kept = before.get(uid);
                            findings.unresolved(
                                    path,
                                    "KeyUnusable",
                                    "entry '" + entry + "' of Secret " + secret + " " + flaw
                                            + (kept == null ? "" : "; its key until now stays in use"));
                            if (kept != null) {
                                put(uid, name, kept.digest(), workspace, path);
                            }
                        },
                        () -> put(uid, name, KeyDigest.hex(digestKey, value), workspace, path));
    }

    /** Keeps the keys until now of a Secret, or of one entry of it; returns how many there are. */
    int keep(String secret, String entry, String workspace) {
        List<Clients.Key> kept = new ArrayList<>();
        for (Clients.Key key : before.values()) {
            if (entry == null ? key.uid().startsWith(secret + "/") : key.uid().equals(secret + "/" + entry)) {
                kept.add(key);
            }
        }
        kept.forEach(key -> put(key.uid(), key.name(), key.digest(), workspace, ""));
        return kept.size();
    }

    private void put(String uid, String name, String digest, String workspace, String path) {
        Clients.Key same = byDigest.get(digest);
        if (byUid.containsKey(uid)) {
            findings.warn(path, "Duplicate", "key " + uid + " is listed twice; the first counts");
        } else if (same != null) {
            findings.unresolved(
                    path, "Duplicate", "key " + uid + " is the same as key " + same.uid() + ", which counts");
        } else if (byUid.size() == MOST) {
            if (!full) {
                findings.unresolved(path, "TooManyKeys", "there are more than " + MOST + " keys; the rest is left out");
            }
            full = true;
        } else {
            Clients.Key key = new Clients.Key(free(uid, name), uid, digest, workspace);
            byUid.put(uid, key);
            byDigest.put(digest, key);
        }
    }

    /** Where two Secrets have an entry of the same name, the second is called by both names. */
    private String free(String uid, String name) {
        if (names.add(name)) {
            return name;
        }
        String longer = uid.substring(uid.indexOf('/') + 1);
        names.add(longer);
        return longer;
    }

    /** All of them, sorted by uid. */
    List<Clients.Key> keys() {
        return byUid.values().stream()
                .sorted(Comparator.comparing(Clients.Key::uid))
                .toList();
    }
}
