package dev.cortexllm.router.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryCsvTest {
    @Test
    void everyFieldHasItsColumn() {
        StringBuilder out = new StringBuilder(EntryCsv.HEADING);
        EntryCsv.write(out, Entries.of(Entries.NOON, "run-1", List.of("a", "b=c"), 1_234_567_890L));
        assertThat(out.toString())
                .isEqualTo("ended_at,attempt_id,request_id,policy,rule,upstream,model,workspace,key,execution_id,tags,"
                        + "basis,result,input_tokens,cached_tokens,cache_write_tokens,hour_cache_write_tokens,"
                        + "output_tokens,reasoning_tokens,usd,latency_millis\r\n"
                        + "2026-11-30T12:00:00Z,a-1,req_1,team/chat,default,provider/team/openai,gpt-5.4,support,app,run-1,"
                        + "a b=c,exact,answered,100,40,10,4,20,5,0.00123456789,1234\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+1",
                "-1",
                "@SUM(A1)",
                "\t=1",
                "\r=1",
                "\n=1",
                "\uff1d1",
                "=HYPERLINK(\"http://x\",\"y\")"
            })
    void noTextIsAFormula(String text) {
        StringBuilder out = new StringBuilder();
        Csv.text(out, text);
        assertThat(CsvText.read(out + "\r\n").get(0)).containsExactly("'" + text);
    }

    @Test
    void whateverATextHoldsComesBack() {
        Random random = new Random(9);
        String alphabet = "ab,\"\r\n ;'\u00e4\ud83d\ude80=";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder("x");
            for (int left = random.nextInt(8); left > 0; left--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            StringBuilder out = new StringBuilder();
            Csv.text(out, text.toString());
            out.append(',');
            Csv.text(out, null);
            assertThat(CsvText.read(out + Csv.END)).containsExactly(List.of(text.toString(), ""));
        }
    }

    @Test
    void anyEntryIsOneRecordOfAsManyCellsAsTheHeadingHas() {
        Random random = new Random(10);
        StringBuilder out = new StringBuilder(EntryCsv.HEADING);
        for (int i = 0; i < 500; i++) {
            EntryCsv.write(out, Entries.any(random, 30));
        }
        assertThat(CsvText.read(out.toString())).hasSize(501).allMatch(record -> record.size() == 21);
    }
}
