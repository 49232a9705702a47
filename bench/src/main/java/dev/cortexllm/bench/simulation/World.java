package dev.cortexllm.bench.simulation;

/**
 * What is the same at all points.
 *
 * @param daySeconds how many virtual seconds stand for the 24 hours of the day
 * @param speed of a replica
 * @param cloud the other side
 * @param replicaUsdPerHour what a replica costs, busy or not
 * @param spillWaitMillis estimated local wait from which hybrid spills
 * @param patienceSeconds how long a client waits for its first token before it leaves
 * @param seed where chance comes from
 */
record World(
        double daySeconds,
        EngineSpeed speed,
        Cloud cloud,
        double replicaUsdPerHour,
        long spillWaitMillis,
        double patienceSeconds,
        long seed) {

    /** A replica on one H100 for 2.50 USD per hour; the limit is the CRD's default. */
    static World usual(double daySeconds, long seed) {
        return new World(daySeconds, EngineSpeed.MIDDLE, Cloud.USUAL, 2.5, 2_000, 60, seed);
    }

    /** The same with another limit for hybrid. */
    World spillingFrom(long waitMillis) {
        return new World(daySeconds, speed, cloud, replicaUsdPerHour, waitMillis, patienceSeconds, seed);
    }

    /** How many days of this length are in a real one. */
    double perDay() {
        return 86_400 / daySeconds;
    }
}
