package dev.cortexllm.router.limit;

/**
 * What the limits of a request say together. It takes from all of them or, when one has no room, from none; a shadow limit
 * without room is not taken from, and keeps nobody away.
 *
 * @param admitted whether all have room, shadows aside
 * @param readings what each says, in the order of the asking
 */
public record Decision(boolean admitted, Reading[] readings) {

    /**
     * Whether a limit was taken from.
     *
     * @param index which one
     * @return true when the request counts there
     */
    public boolean taken(int index) {
        return admitted && readings[index].fits();
    }

    /**
     * Decides.
     *
     * @param ask what is asked
     * @param readings what each limit says
     * @return the decision
     */
    public static Decision of(Ask ask, Reading[] readings) {
        boolean admitted = true;
        for (int i = 0; i < readings.length; i++) {
            admitted &= readings[i].fits() || ask.limits()[i].config().shadow();
        }
        return new Decision(admitted, readings);
    }
}
