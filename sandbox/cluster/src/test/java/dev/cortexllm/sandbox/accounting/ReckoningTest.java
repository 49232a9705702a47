package dev.cortexllm.sandbox.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReckoningTest {
    private static final BillLine BILLED = new BillLine("a1", 10, 5, false, 1_000);
    private static final BillLine CUT = new BillLine("a1", 10, 5, true, 1_000);
    private static final LedgerLine EXACT = new LedgerLine("a1", "r1", true, "ANSWERED", 1_000, 9_000);
    private static final Told WHOLE = new Told("r1", "http://router", Ending.WHOLE, 200, 5, 1, "");
    private static final Told LEFT = new Told("r1", "http://router", Ending.LEFT, 200, 3, 1, "");

    @Test
    void equal_sums_are_right_and_have_no_gap() {
        Reckoning reckoning = reckon(List.of(EXACT), List.of(BILLED), WHOLE);
        assertThat(reckoning.wrong()).isEmpty();
        assertThat(reckoning.gap()).isZero();
        assertThat(reckoning.summary())
                .isEqualTo(
                        "1 entries (1 exact), 1 billed attempts (0 cancelled); charged 0.000000001 USD, billed 0.000000001 USD, gap 0 USD");
    }

    @Test
    void an_estimate_between_bill_and_reservation_is_right_and_its_gap_is_told() {
        Reckoning reckoning = reckon(List.of(estimated(4_000)), List.of(CUT), LEFT);
        assertThat(reckoning.wrong()).isEmpty();
        assertThat(reckoning.gap()).isEqualTo(3_000);
    }

    @Test
    void a_billed_attempt_without_entry_is_wrong() {
        assertThat(reckon(List.of(), List.of(BILLED), WHOLE).wrong())
                .hasSize(2)
                .anyMatch(sentence -> sentence.contains("has no entry"))
                .anyMatch(sentence -> sentence.contains("below the providers' bill"));
    }

    @Test
    void what_was_never_billed_needs_no_entry() {
        assertThat(reckon(List.of(), List.of(new BillLine("a1", 0, 0, true, 0)), LEFT)
                        .wrong())
                .isEmpty();
    }

    @Test
    void two_entries_for_one_attempt_are_wrong() {
        assertThat(reckon(List.of(EXACT, EXACT), List.of(BILLED), WHOLE).wrong())
                .containsExactly("attempt a1 has more than one entry");
    }

    @Test
    void two_attempts_under_one_id_are_wrong() {
        assertThat(reckon(List.of(estimated(2_000)), List.of(CUT, CUT), LEFT).wrong())
                .containsExactly("two attempts went to the providers under one id, a1");
    }

    @Test
    void an_exact_entry_that_differs_by_one_pico_usd_is_wrong() {
        LedgerLine more = new LedgerLine("a1", "r1", true, "ANSWERED", 1_001, 9_000);
        assertThat(reckon(List.of(more), List.of(BILLED), WHOLE).wrong())
                .singleElement()
                .asString()
                .contains("Exact");
    }

    @Test
    void an_exact_entry_for_what_nobody_billed_is_wrong() {
        assertThat(reckon(List.of(EXACT), List.of(), WHOLE).wrong())
                .singleElement()
                .asString()
                .contains("says 0 USD");
    }

    @Test
    void an_estimate_for_a_whole_answer_is_wrong() {
        assertThat(reckon(List.of(estimated(4_000)), List.of(BILLED), WHOLE).wrong())
                .singleElement()
                .asString()
                .contains("neither cancelled nor killed");
    }

    @Test
    void an_estimate_for_a_whole_answer_is_right_where_its_router_was_killed_before_it_told() {
        Reckoning reckoning = Reckoning.of(
                List.of(estimated(4_000)), List.of(BILLED), List.of(WHOLE), Set.of("http://router"), (line, any) -> 0);
        assertThat(reckoning.wrong()).isEmpty();
    }

    @Test
    void an_estimate_below_the_bill_or_above_the_reservation_is_wrong() {
        assertThat(reckon(List.of(estimated(999)), List.of(CUT), LEFT).wrong())
                .anyMatch(sentence -> sentence.contains("below what the provider asks"));
        assertThat(reckon(List.of(estimated(9_001)), List.of(CUT), LEFT).wrong())
                .singleElement()
                .asString()
                .contains("above what was reserved");
    }

    @Test
    void an_estimate_below_what_reached_the_client_is_wrong() {
        BillLine less = new BillLine("a1", 10, 1, true, 100);
        assertThat(reckon(List.of(estimated(299)), List.of(less), LEFT).wrong())
                .singleElement()
                .asString()
                .contains("3 tokens");
    }

    @Test
    void an_entry_of_a_request_nobody_sent_is_wrong() {
        LedgerLine foreign = new LedgerLine("a1", "r2", true, "ANSWERED", 1_000, 9_000);
        assertThat(reckon(List.of(foreign), List.of(BILLED), WHOLE).wrong())
                .singleElement()
                .asString()
                .contains("nobody sent");
    }

    private static LedgerLine estimated(long pico) {
        return new LedgerLine("a1", "r1", false, "CANCELLED", pico, 9_000);
    }

    private static Reckoning reckon(List<LedgerLine> ledger, List<BillLine> bill, Told told) {
        return Reckoning.of(ledger, bill, List.of(told), Set.of(), (line, delivered) -> delivered * 100L);
    }
}
