package dev.cortexllm.router.balance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RendezvousTest {
    private static final int KEYS = 20_000;

    private final SplittableRandom random = new SplittableRandom(5);
    private final long[] keys = random.longs(KEYS).toArray();

    private static long owner(List<Long> replicas, long key) {
        long owner = replicas.get(0);
        for (long replica : replicas) {
            owner = Rendezvous.weight(key, replica) > Rendezvous.weight(key, owner) ? replica : owner;
        }
        return owner;
    }

    private List<Long> replicas(int count) {
        List<Long> replicas = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            replicas.add(Hash64.of("10.0." + random.nextInt(256) + "." + random.nextInt(256) + ":8000", 0));
        }
        return replicas;
    }

    @Test
    void one_more_takes_its_share_and_moves_no_other_key_and_one_less_gives_up_its_own_alone() {
        for (int count : new int[] {1, 2, 3, 5, 8, 16, 32, 100}) {
            List<Long> before = replicas(count);
            List<Long> after = new ArrayList<>(before);
            long added = replicas(1).get(0);
            after.add(random.nextInt(count + 1), added);
            int moved = 0;
            for (long key : keys) {
                if (owner(before, key) != owner(after, key)) {
                    assertThat(owner(after, key))
                            .as("whoever loses a key loses it to the new one")
                            .isEqualTo(added);
                    moved++;
                }
            }
            double share = 1.0 / (count + 1);
            double deviation = Math.sqrt(share * (1 - share) / KEYS);
            assertThat(moved / (double) KEYS)
                    .as("share of keys that move to one more than " + count)
                    .isBetween(share - 5 * deviation, share + 5 * deviation);
        }
    }

    @Test
    void keys_of_one_that_goes_are_spread_over_all_others() {
        List<Long> before = replicas(8);
        List<Long> after = before.subList(1, 8);
        int[] got = new int[7];
        int lost = 0;
        for (long key : keys) {
            if (owner(before, key) == before.get(0)) {
                got[after.indexOf(owner(after, key))]++;
                lost++;
            }
        }
        for (int one : got) {
            assertThat(one).isBetween((int) (0.75 * lost / 7), (int) (1.25 * lost / 7));
        }
    }

    /** Keys and addresses that differ in one bit only, as those of a StatefulSet do. */
    @Test
    void neighbours_are_not_treated_alike() {
        List<Long> replicas = List.of(0L, 1L, 2L, 3L);
        int[] got = new int[4];
        for (long key = 0; key < KEYS; key++) {
            got[(int) owner(replicas, key)]++;
        }
        for (int one : got) {
            assertThat(one).isBetween((int) (0.9 * KEYS / 4), (int) (1.1 * KEYS / 4));
        }
    }
}
