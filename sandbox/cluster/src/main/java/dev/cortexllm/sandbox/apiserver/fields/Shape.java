package dev.cortexllm.sandbox.apiserver.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.List;

/**
 * How values at a place in an object merge: what {@code x-kubernetes-list-type}, {@code -list-map-keys} and
 * {@code -map-type} say in a schema.
 */
public interface Shape {
    /** How lists merge. */
    enum ListType {
        ATOMIC,
        SET,
        MAP
    }

    /** Whether a map here is one value that is never merged. */
    boolean atomicMap();

    /** How a list here merges. */
    ListType listType();

    /** The fields that identify an element of a {@link ListType#MAP} list. */
    List<String> keys();

    /** The value of a key field that an element leaves out; a null node when there is none. */
    default JsonNode keyDefault(String key) {
        return NullNode.getInstance();
    }

    /** Whether a field is declared by name (as opposed to a key of a free map). */
    boolean declared(String field);

    /**
     * Whether the field is there in every object as far as ownership is concerned: Go structs that are not pointers.
     * Such a field is not listed as added by the first write.
     */
    boolean alwaysPresent(String field);

    Shape field(String name);

    Shape items();
}
