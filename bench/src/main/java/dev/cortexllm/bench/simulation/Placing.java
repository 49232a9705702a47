package dev.cortexllm.bench.simulation;

/** Says where calls go. */
interface Placing {
    /**
     * Places a call.
     *
     * @param call the call, which comes now
     * @return where it goes
     */
    Place place(Call call);

    /**
     * Where a call goes.
     *
     * @param where index of a replica, {@link #CLOUD} or {@link #NOWHERE}
     * @param end what to do when it is over
     */
    record Place(int where, End end) {
        static final int CLOUD = -1;
        static final int NOWHERE = -2;
        static final Place REFUSED = new Place(NOWHERE, answered -> {});
    }

    /** What to do when a call is over. */
    interface End {
        /**
         * It is over.
         *
         * @param answered whether it was answered; false when its client left
         */
        void over(boolean answered);
    }

    /** Makes what places the calls of one day. */
    interface Factory {
        /**
         * Makes it.
         *
         * @param fleet what serves the day
         * @return it, for one day
         */
        Placing of(Fleet fleet);
    }

    /** Nothing but the cloud. */
    static Placing cloud() {
        Place cloud = new Place(Place.CLOUD, answered -> {});
        return call -> cloud;
    }
}
