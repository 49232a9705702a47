package dev.cortexllm.bench.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * The thirty points: rates from 10 to 1,000 requests per second in quarters of a decade and 1 to 32 replicas, wherever
 * that makes {@value #LEAST} to {@value #MOST} requests per second and replica. Below, replicas idle all day whoever
 * chooses; above, less than a quarter of the day fits into them, so that no way to choose could save a fifth of the cloud's
 * price.
 */
final class Grid {
    private static final double LEAST = 2.5;
    private static final double MOST = 60;
    private static final int[] RATES = {10, 18, 32, 56, 100, 178, 316, 562, 1000};
    private static final int[] REPLICAS = {1, 2, 4, 8, 16, 32};

    private Grid() {}

    /** The thirty points, by replicas and rate. */
    static List<Point> points() {
        return square().stream()
                .filter(point -> point.rate() >= LEAST * point.replicas() && !hopeless(point))
                .toList();
    }

    /** Every rate with every number of replicas. */
    static List<Point> square() {
        List<Point> points = new ArrayList<>();
        for (int replicas : REPLICAS) {
            for (int rate : RATES) {
                points.add(new Point(rate, replicas));
            }
        }
        return points;
    }

    /** Whether so little of a point's day fits into its replicas that nobody could save a fifth of the cloud's price. */
    static boolean hopeless(Point point) {
        return point.rate() > MOST * point.replicas();
    }

    /** A rate at which a replica never idles. */
    static Point overload() {
        return new Point(56, 1);
    }
}
