package dev.cortexllm.sandbox.apiserver.controller;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.sandbox.apiserver.object.Json;
import java.nio.charset.StandardCharsets;

/** The hash in a ReplicaSet's name: FNV-1a over the canonical template, in the letters Kubernetes uses. */
final class TemplateHash {
    private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

    private TemplateHash() {}

    static String of(JsonNode template) {
        int hash = 0x811c9dc5;
        for (byte b : Json.write(Json.sorted(template)).getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x01000193;
        }
        StringBuilder out = new StringBuilder();
        for (char digit : Integer.toUnsignedString(hash).toCharArray()) {
            out.append(ALPHABET.charAt(digit % ALPHABET.length()));
        }
        return out.toString();
    }
}
