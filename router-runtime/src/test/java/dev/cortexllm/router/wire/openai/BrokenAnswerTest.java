package dev.cortexllm.router.wire.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cortexllm.router.outcome.Failure.Kind;
import dev.cortexllm.router.wire.chat.UpstreamFailed;
import dev.cortexllm.router.wire.sse.MalformedStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrokenAnswerTest {
    private static UpstreamFailed failure(String sse) {
        return catchThrowableOfType(UpstreamFailed.class, () -> Answers.stream(sse));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: {'choices':[{'delta':{'content':'a'}}]}\n\n",
                "data: {'choices':[{'delta':{'content':'a'}},{'index':1,'delta':{},'finish_reason':'stop'}]}\n\n",
                "data: [DONE]\n\n",
                "data: {'choices':[],'usage':{'prompt_tokens':1}}\n\ndata: [DONE]\n\n",
                ": nothing\n\n"
            })
    void what_was_cut_does_not_look_complete(String sse) throws Exception {
        assertThat(Answers.stream(sse)).doesNotContain("end", "finish");
    }

    @ParameterizedTest
    @CsvSource({"insufficient_system_resource, OVERLOADED", "error, SERVER_ERROR", "abort, SERVER_ERROR"})
    void reasons_that_are_failures(String word, Kind kind) {
        assertThat(failure("data: {'choices':[{'delta':{},'finish_reason':'" + word + "'}]}\n\n")
                        .error()
                        .kind())
                .isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            data: {'error':{'message':'queue full','code':503}} | OVERLOADED | queue full
            data: {'error':{'message':'bad','type':'BadRequestError','code':400}} | | bad
            data: {'object':'error','message':'boom','code':500} | SERVER_ERROR | boom
            data: {'error':'late','error_type':'overloaded'} | OVERLOADED | late
            data: {'error':{'message':'x','type':'invalid_request_error','code':null}} | | x
            data: {'error':{'message':'x','type':'rate_limit_error'}} | RATE_LIMITED | x
            event: error`\\n`data: {'message':'y'} | SERVER_ERROR | y
            """)
    void errors_in_the_stream(String event, Kind kind, String message) {
        String start = "data: {'choices':[{'delta':{'content':'par'}}]}\n\n";
        UpstreamFailed failed =
                failure(start + event.replace("`\\n`", "\n").replace("\\n", "\n") + "\n\ndata: [DONE]\n\n");

        assertThat(failed).isNotNull();
        assertThat(failed.error().kind()).isEqualTo(kind);
        assertThat(failed.error().message()).isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: <html>\n\n",
                "data: 7\n\n",
                "data: {'choices':[{'index':128,'delta':{}}]}\n\n",
                "data: {'choices':[{'index':-1,'delta':{}}]}\n\n",
                "data: {'choices':[{'delta':{'tool_calls':[{'index':0,'function':{'arguments':'{}'}}]},'finish_reason':'stop'}]}\n\n",
                "data: {'a':1,'a':2}\n\n"
            })
    void garbage_is_malformed(String sse) {
        assertThatThrownBy(() -> Answers.stream(sse)).isExactlyInstanceOf(MalformedStream.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'choices':[{'delta':7}]}",
                "{'choices':[{'delta':{'content':{},'tool_calls':7,'function_call':[],'refusal':[],'reasoning':{}},'finish_reason':7}]}",
                "{'choices':[{'delta':{'tool_calls':[7,null,{'function':'x'},{'index':'y'}],'content':[7,{'text':8},{'type':'thinking'}]}}]}",
                "{'choices':[null,7,[]],'usage':7}",
                "{'choices':{'a':1},'usage':[],'x_groq':7,'id':8,'model':[]}"
            })
    void wrong_types_say_nothing(String chunk) throws Exception {
        assertThat(Answers.stream("data: " + chunk + "\n\n").replaceFirst("start null null\n", ""))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "[]",
                "{}",
                "7",
                "{'choices':[]}",
                "{'choices':[{'text':'x'}]}",
                "{'choices':[{'message':null}]}",
                "{'id':1} x"
            })
    void not_an_answer(String body) {
        assertThatThrownBy(() -> Answers.whole(body)).isExactlyInstanceOf(MalformedStream.class);
    }

    @Test
    void an_error_in_place_of_an_answer() {
        UpstreamFailed failed = catchThrowableOfType(
                UpstreamFailed.class,
                () -> Answers.whole("{'error':{'message':'Overloaded','type':'engine_overloaded_error'}}"));

        assertThat(failed.error().kind()).isEqualTo(Kind.OVERLOADED);
    }
}
