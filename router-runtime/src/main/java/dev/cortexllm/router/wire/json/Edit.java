package dev.cortexllm.router.wire.json;

import java.util.List;

/**
 * A change of a body's bytes.
 *
 * @param from offset of the first byte replaced
 * @param to offset behind the last byte replaced
 * @param text what stands there instead
 */
public record Edit(int from, int to, byte[] text) {
    private static final byte[] NOTHING = {};

    /**
     * Takes a member out of an object: with the comma before it, the first one with the comma behind it.
     *
     * @param body where the object is
     * @param nameFrom offset of the member's name, opening quote included
     * @param valueTo offset behind its value
     * @param end offset behind what may be looked at
     * @return the change
     */
    public static Edit removal(byte[] body, int nameFrom, int valueTo, int end) {
        int before = nameFrom - 1;
        while (white(body[before])) {
            before--;
        }
        if (body[before] == ',') {
            return new Edit(before, valueTo, NOTHING);
        }
        int behind = valueTo;
        while (behind < end && white(body[behind])) {
            behind++;
        }
        return new Edit(nameFrom, behind < end && body[behind] == ',' ? behind + 1 : valueTo, NOTHING);
    }

    private static boolean white(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    /**
     * Changes a body.
     *
     * @param body the body; stays as it is
     * @param edits the changes, by ascending offset, none overlapping
     * @return a new body, or the same array when there is no change
     */
    public static byte[] apply(byte[] body, List<Edit> edits) {
        return new Spliced(body, edits).bytes();
    }
}
