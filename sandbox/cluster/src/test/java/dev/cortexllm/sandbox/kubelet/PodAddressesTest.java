package dev.cortexllm.sandbox.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PodAddressesTest {
    private final PodAddresses addresses = new PodAddresses();

    @Test
    void givesEachPodALoopbackAddressOfItsOwn() {
        Set<String> given = new HashSet<>();
        for (int i = 0; i < 5000; i++) {
            String address = addresses.allocate("uid-" + i, null);
            assertThat(address).matches("127\\.(6[4-9]|[7-9]\\d|1[01]\\d|12[0-7])\\.\\d+\\.\\d+");
            assertThat(address).doesNotEndWith(".0").doesNotEndWith(".255");
            assertThat(given.add(address)).isTrue();
        }
    }

    @Test
    void isTheSameForTheSameUidButNeverTwiceWhileAlive() {
        String first = addresses.allocate("a", null);
        assertThat(new PodAddresses().allocate("a", null)).isEqualTo(first);
        assertThat(addresses.allocate("a", null)).isNotEqualTo(first);
        addresses.release(first);
        assertThat(addresses.allocate("a", null)).isEqualTo(first);
    }

    @Test
    void keepsTheAddressOfAnEarlierKubeletWhenItIsFreeAndOurs() {
        assertThat(addresses.allocate("a", "127.70.1.2")).isEqualTo("127.70.1.2");
        assertThat(addresses.allocate("b", "127.70.1.2")).isNotEqualTo("127.70.1.2");
        assertThat(addresses.allocate("c", "127.0.0.1")).isNotEqualTo("127.0.0.1");
        assertThat(addresses.allocate("d", "10.1.2.3")).startsWith("127.");
    }
}
