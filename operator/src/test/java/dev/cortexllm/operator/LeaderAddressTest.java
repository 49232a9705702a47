package dev.cortexllm.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeaderAddressTest {
    private final LeaderAddress leader = new LeaderAddress();

    @ParameterizedTest
    @CsvSource({
        "cortex-operator-6d5f_10.1.2.3, http://10.1.2.3:8081",
        "a_b_fd00::7, http://[fd00::7]:8081",
        "somebody-else, ",
        "nowhere_, "
    })
    void isPartOfTheLeadersName(String name, String url) {
        leader.leads(name);
        assertThat(leader.url(8081).orElse(null)).isEqualTo(url);
    }

    @Test
    void nobodyLeadsAtFirst() {
        assertThat(leader.url(8081)).isEmpty();
    }

    @Test
    void aReplicaNamesItsOwnAddress() {
        leader.leads(LeaderAddress.own(Map.of("POD_IP", "10.9.8.7")).orElseThrow());
        assertThat(leader.url(1)).contains("http://10.9.8.7:1");
    }
}
