package dev.cortexllm.router.wire.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.router.outcome.Failure.Kind;
import dev.cortexllm.router.wire.chat.UpstreamError;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiErrorTest {
    private static UpstreamError error(int status, String body) {
        return new OpenAiFormat().error(status, body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    /** Shapes of facts/wire/openai.md sections 7 and 8, openai-compatible.md sections 1 to 8. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', emptyValue = "", nullValues = "-", textBlock = """
            400 | {'error':{'message':'m','type':'invalid_request_error','param':'temperature','code':'unsupported_value'}} | - | m | unsupported_value | temperature
            400 | {'error':{'message':'m','type':'invalid_request_error','param':null,'code':null}} | - | m | - | -
            400 | {'error':{'message':'This model's maximum context length is 8192 tokens.','type':'invalid_request_error','param':'messages','code':'context_length_exceeded'}} | CONTEXT_TOO_LONG | * | context_length_exceeded | messages
            401 | {'error':{'message':'Incorrect API key provided: sk-1','type':'invalid_request_error','param':null,'code':'invalid_api_key'}} | UNAUTHORIZED | * | invalid_api_key | -
            403 | {'error':{'message':'m','type':'request_forbidden','code':'unsupported_country_region_territory'}} | UNAUTHORIZED | m | invalid_api_key | -
            404 | {'error':{'message':'m','type':'invalid_request_error','param':null,'code':'model_not_found'}} | UNKNOWN_MODEL | m | model_not_found | -
            429 | {'error':{'message':'Rate limit reached. Please try again in 7.66s.','type':'tokens','param':null,'code':'rate_limit_exceeded'}} | RATE_LIMITED | * | rate_limit_exceeded | -
            429 | {'error':{'message':'m','type':'insufficient_quota','param':null,'code':'insufficient_quota'}} | QUOTA | m | insufficient_quota | -
            429 | {'error':{'message':'m','type':'x','code':'credit_balance_exhausted'}} | QUOTA | m | insufficient_quota | -
            500 | {'error':{'message':'m','type':'server_error','param':null,'code':null}} | SERVER_ERROR | m | - | -
            503 | {'error':{'message':'m','type':'service_unavailable_error','code':'slow_down'}} | OVERLOADED | m | server_is_overloaded | -
            400 | {'error':{'message':'m','type':null,'param':'prompt','code':'content_filter','status':400,'innererror':{'code':'ResponsibleAIPolicyViolation'}}} | - | m | content_filter | prompt
            401 | {'error':{'code':'401','message':'Access denied'}} | UNAUTHORIZED | Access denied | invalid_api_key | -
            401 | {'statusCode':401,'message':'Access denied'} | UNAUTHORIZED | Access denied | invalid_api_key | -
            404 | {'error':{'code':'DeploymentNotFound','message':'m'}} | UNKNOWN_MODEL | m | model_not_found | -
            422 | {'detail':[{'type':'extra_forbidden','loc':['body','seed'],'msg':'Extra inputs are not permitted','input':7}]} | - | seed: Extra inputs are not permitted | unknown_parameter | seed
            422 | {'object':'error','message':{'detail':[{'type':'missing','loc':['body','messages',0,'content'],'msg':'Field required'}]},'type':'invalid_request_error','param':null,'code':null} | - | messages[0].content: Field required | missing_required_parameter | messages[0].content
            422 | {'object':'error','message':'{\\'detail\\':[{\\'type\\':\\'literal_error\\',\\'loc\\':[\\'body\\',\\'x\\'],\\'msg\\':\\'No\\'}]}','type':'invalid_request_error','code':'1000'} | - | x: No | invalid_value | x
            422 | {'object':'Error','detail':[{'loc':['body','a'],'msg':'one'},{'loc':['body','b'],'msg':'two'}],'message':['x'],'type':'invalid','code':3001} | - | a: one; b: two | - | a
            400 | {'object':'error','message':'Tool call id has to be defined','type':'invalid_request_message_order','param':null,'code':'3230','raw_status_code':400} | - | Tool call id has to be defined | - | -
            400 | {'object':'error','message':'Invalid model: x','type':'invalid_model','param':null,'code':'1500'} | UNKNOWN_MODEL | Invalid model: x | model_not_found | -
            400 | {'object':'error','message':'Prompt contains 9 tokens and 0 draft tokens, too large for model with 8 maximum context length','type':'invalid_request_prompt','code':'3051'} | CONTEXT_TOO_LONG | * | context_length_exceeded | -
            401 | {'detail':'Unauthorized'} | UNAUTHORIZED | Unauthorized | invalid_api_key | -
            429 | {'message':'Requests rate limit exceeded'} | RATE_LIMITED | Requests rate limit exceeded | rate_limit_exceeded | -
            402 | {'error':{'message':'spend limit','type':'x','param':null,'code':null}} | QUOTA | spend limit | insufficient_quota | -
            403 | {'error':{'message':'inputs exceed the model's maximum context length of 4097','type':'invalid_request_error','code':null}} | CONTEXT_TOO_LONG | * | context_length_exceeded | -
            524 | error code: 524 | TIMEOUT | error code: 524 | - | -
            529 | {'error':{'message':'m'}} | OVERLOADED | m | server_is_overloaded | -
            400 | {'error':{'message':'Invalid request: Your request exceeded model token limit: 8192','type':'invalid_request_error'}} | CONTEXT_TOO_LONG | * | context_length_exceeded | -
            400 | {'error':{'message':'m','type':'content_filter'}} | - | m | content_filter | -
            401 | {'error':{'message':'m','type':'incorrect_api_key_error'}} | UNAUTHORIZED | m | invalid_api_key | -
            403 | {'error':{'message':'Your account balance is not enough','type':'permission_denied_error'}} | QUOTA | * | insufficient_quota | -
            404 | {'error':{'message':'Not found the model k or Permission denied','type':'resource_not_found_error'}} | UNKNOWN_MODEL | * | model_not_found | -
            429 | {'error':{'message':'m','type':'exceeded_current_quota_error'}} | QUOTA | m | insufficient_quota | -
            429 | {'error':{'message':'m','type':'engine_overloaded_error'}} | OVERLOADED | m | server_is_overloaded | -
            429 | {'error':{'message':'m','type':'rate_limit_reached_error'}} | RATE_LIMITED | m | rate_limit_exceeded | -
            500 | {'error':{'message':'m','type':'unexpected_output'}} | SERVER_ERROR | m | - | -
            402 | {'error':{'message':'Insufficient Balance','type':'unknown_error','param':null,'code':'invalid_request_error'}} | QUOTA | Insufficient Balance | insufficient_quota | -
            400 | {'error':{'message':'m','type':'invalid_request_error','code':'tool_use_failed','failed_generation':'<f>'}} | - | m | tool_use_failed | -
            413 | {'error':{'message':'Request too large for model','type':'tokens','code':'rate_limit_exceeded'}} | TOO_LARGE | * | request_too_large | -
            498 | {'error':{'message':'m','type':'x'}} | OVERLOADED | m | server_is_overloaded | -
            400 | {'error':{'message':'m','type':'invalid_request_error','param':''}} | - | m | - | -
            400 | {'object':'error','message':'m','type':'BadRequestError','param':null,'code':400} | - | m | - | -
            400 | {'error':{'message':'m','type':'BadRequestError','param':'n','code':400}} | - | m | - | n
            400 | {'error':{'message':'This model's maximum context length is 10 tokens.','type':'BadRequestError','param':null,'code':400}} | CONTEXT_TOO_LONG | * | context_length_exceeded | -
            404 | {'object':'error','message':'The model `x` does not exist.','type':'NotFoundError','param':'model','code':404} | UNKNOWN_MODEL | * | model_not_found | model
            401 | {'error':'Unauthorized'} | UNAUTHORIZED | Unauthorized | invalid_api_key | -
            503 | {'error':{'code':503,'message':'Loading model','type':'unavailable_error'}} | OVERLOADED | Loading model | server_is_overloaded | -
            400 | {'error':{'code':400,'message':'m','type':'exceed_context_size_error','n_prompt_tokens':9,'n_ctx':8}} | CONTEXT_TOO_LONG | m | context_length_exceeded | -
            501 | {'error':{'code':501,'message':'m','type':'not_supported_error'}} | SERVER_ERROR | m | - | -
            422 | {'error':'Input validation error: `inputs` tokens + `max_new_tokens` must be <= 10. Given: 11','error_type':'validation'} | CONTEXT_TOO_LONG | * | context_length_exceeded | -
            422 | {'error':'Input validation error: `temperature` must be strictly positive','error_type':'validation'} | - | * | - | -
            424 | {'error':'Request failed during generation','error_type':'generation'} | SERVER_ERROR | * | - | -
            429 | {'error':'Model is overloaded','error_type':'overloaded'} | OVERLOADED | * | server_is_overloaded | -
            400 | [{'error':{'code':400,'message':'m','status':'INVALID_ARGUMENT'}}] | - | m | - | -
            413 | <html><head><title>413 Request Entity Too Large</title></head></html> | TOO_LARGE | 413 Request Entity Too Large | request_too_large | -
            502 | <html>x</html> | SERVER_ERROR | - | - | -
            502 | Bad Gateway | SERVER_ERROR | Bad Gateway | - | -
            500 | `` | SERVER_ERROR | - | - | -
            400 | {} | - | - | - | -
            400 | 'just words' | - | just words | - | -
            400 | {'error':{'message':{'a':1},'code':{},'type':[],'param':{}}} | - | {'a':1} | - | -
            302 | moved | MALFORMED | moved | - | -
            200 | {'error':{'message':'m','type':'server_error'}} | SERVER_ERROR | m | - | -
            200 | {'error':{'message':'m','code':429}} | RATE_LIMITED | m | rate_limit_exceeded | -
            """)
    void every_vendors_errors(int status, String body, Kind kind, String message, String code, String param) {
        UpstreamError error = error(status, body.replace("model's", "model\\u0027s"));

        assertThat(error.kind()).isEqualTo(kind);
        if (!"*".equals(message)) {
            assertThat(error.message()).isEqualTo(message == null ? null : message.replace('\'', '"'));
        } else {
            assertThat(error.message()).hasSizeGreaterThan(10);
        }
        assertThat(error.code()).isEqualTo(code);
        assertThat(error.param()).isEqualTo(param);
    }

    @ParameterizedTest
    @CsvSource({
        "Please try again in 20s., 20", "Please try again in 7.66s. Visit, 8", "Please try again in 250ms., 0",
        "Please try again in 6m0s., 360", "Please try again in 1h2m3.5s, 3724", "Please retry after 26 seconds., 26",
        "Slow down., 0"
    })
    void a_sentence_may_say_when_to_come_again(String message, int seconds) {
        assertThat(error(429, "{'error':{'message':'" + message + "'}}").retryAfterSeconds())
                .isEqualTo(seconds);
        assertThat(error(400, "{'error':{'message':'" + message + "'}}").retryAfterSeconds())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"error":{"message":"m","type":"t","param":null,"code":null}} | true
            {"error":{"message":"m","type":"t","param":"p","code":"c"}} | true
            {"error":{"message":"m","type":"t"}} | true
            {"error":{"message":"m","type":"t","code":400}} | false
            {"error":{"message":"m","type":null}} | false
            {"error":{"message":"m"}} | false
            {"error":{"message":{"a":1},"type":"t"}} | false
            {"error":{"message":"m","type":"t","param":["p"]}} | false
            {"error":"m"} | false
            {"object":"error","message":"m","type":"t","param":null,"code":null} | false
            [{"error":{"message":"m","type":"t"}}] | false
            <html> | false
            {"error":{"message":"m","type":"t"}} x | false
            """)
    void only_openais_own_shape_passes(String body, boolean passes) {
        assertThat(OpenAiError.ownShape(body.getBytes(StandardCharsets.UTF_8))).isEqualTo(passes);
    }

    @Test
    void no_body_is_too_strange() {
        Random random = new Random(7);
        String[] words = {
            "{", "}", "[", "]", "\"error\"", ":", ",", "\"message\"", "1", "null", "\"detail\"", "\"loc\"", "\"\\u"
        };
        for (int i = 0; i < 20_000; i++) {
            StringBuilder body = new StringBuilder();
            for (int j = random.nextInt(12); j >= 0; j--) {
                body.append(words[random.nextInt(words.length)]);
            }
            int status = 200 + random.nextInt(400);
            byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
            assertThat(new OpenAiFormat().error(status, bytes)).isNotNull();
            OpenAiError.ownShape(bytes);
        }
    }
}
