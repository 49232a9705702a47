package dev.cortexllm.router.wire.golden;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A way to cut bytes.
 *
 * @param name for people
 * @param pieces the bytes in pieces
 */
public record Pieces(String name, List<byte[]> pieces) {
    private static final int RANDOM_WAYS = 40;
    private static final int LONGEST_RANDOM = 60;

    /**
     * One byte at a time.
     *
     * @param bytes the bytes
     */
    public static Pieces single(byte[] bytes) {
        return of("byte by byte", bytes, IntStream.range(1, bytes.length).toArray());
    }

    /**
     * In one piece.
     *
     * @param bytes the bytes
     */
    public static Pieces whole(byte[] bytes) {
        return of("whole", bytes);
    }

    /**
     * Every way that a stream is replayed but byte by byte: whole, cut in two at every byte, and in random pieces, the same
     * in every run.
     *
     * @param bytes the bytes
     */
    static Stream<Pieces> ways(byte[] bytes) {
        Stream<Pieces> cuts = IntStream.range(1, bytes.length).mapToObj(cut -> of("cut at " + cut, bytes, cut));
        Stream<Pieces> random = IntStream.range(0, RANDOM_WAYS).mapToObj(seed -> random(seed, bytes));
        return Stream.concat(Stream.of(whole(bytes)), Stream.concat(cuts, random));
    }

    /**
     * In random pieces.
     *
     * @param seed of the draw
     * @param bytes the bytes
     */
    public static Pieces random(int seed, byte[] bytes) {
        Random random = new Random(seed);
        List<Integer> cuts = new ArrayList<>();
        for (int at = 1 + random.nextInt(LONGEST_RANDOM); at < bytes.length; at += 1 + random.nextInt(LONGEST_RANDOM)) {
            cuts.add(at);
        }
        return of(
                "random pieces of seed " + seed,
                bytes,
                cuts.stream().mapToInt(i -> i).toArray());
    }

    private static Pieces of(String name, byte[] bytes, int... cuts) {
        List<byte[]> pieces = new ArrayList<>();
        int from = 0;
        for (int cut : cuts) {
            pieces.add(Arrays.copyOfRange(bytes, from, cut));
            from = cut;
        }
        pieces.add(Arrays.copyOfRange(bytes, from, bytes.length));
        return new Pieces(name, pieces);
    }
}
