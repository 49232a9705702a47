package dev.cortexllm.sandbox.kubelet;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Loopback addresses for pods, each its own: from 127.64.0.0/10, by the hash of the pod's uid, the next free one on a collision.
 * All of 127.0.0.0/8 is local on Linux without any set-up.
 */
final class PodAddresses {
    private static final int FIRST = 127 << 24 | 64 << 16;
    private static final int COUNT = 1 << 22;
    private static final Pattern ADDRESS = Pattern.compile("127\\.(6[4-9]|[7-9]\\d|1[01]\\d|12[0-7])\\.\\d+\\.\\d+");

    private final Map<String, String> uidByAddress = new HashMap<>();

    /**
     * The address of a pod until it is released.
     *
     * @param earlier what the pod had before (its status after a restart of the kubelet); kept when it is free; may be null
     */
    synchronized String allocate(String uid, String earlier) {
        if (earlier != null && ADDRESS.matcher(earlier).matches() && uidByAddress.putIfAbsent(earlier, uid) == null) {
            return earlier;
        }
        int start = Math.floorMod(uid.hashCode() * 0x9E3779B9, COUNT);
        for (int i = 0; i < COUNT; i++) {
            int value = FIRST + (start + i) % COUNT;
            int last = value & 255;
            String address = "127." + (value >> 16 & 255) + "." + (value >> 8 & 255) + "." + last;
            if (last != 0 && last != 255 && uidByAddress.putIfAbsent(address, uid) == null) {
                return address;
            }
        }
        throw new IllegalStateException("all " + COUNT + " pod addresses are in use");
    }

    synchronized void release(String address) {
        uidByAddress.remove(address);
    }
}
