package dev.cortexllm.router.wire.anthropic;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.cortexllm.router.account.Usage;
import dev.cortexllm.router.wire.chat.UpstreamFailed;
import dev.cortexllm.router.wire.chat.WholeCodec;
import dev.cortexllm.router.wire.json.JsonReading;
import dev.cortexllm.router.wire.pass.PassingAnswer;
import dev.cortexllm.router.wire.sse.MalformedStream;
import java.io.IOException;

/** A message in one piece passing by, unless it is an error that stands in a message's place. */
final class PassingMessage implements WholeCodec {
    private static final JsonFactory JSON = JsonReading.factory();

    private final PassingAnswer answer = new PassingAnswer();

    @Override
    public byte[] turn(byte[] body) throws MalformedStream {
        byte[] passing = answer.turn(body);
        if ("error".equals(type(body))) {
            throw new UpstreamFailed(AnthropicError.ofAnswer(body));
        }
        return passing;
    }

    /** What the answer says it is, or null; as a rule it says so at its beginning. */
    private static String type(byte[] body) throws MalformedStream {
        try (JsonParser parser = JSON.createParser(body)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean type = parser.currentName().equals("type");
                parser.nextToken();
                if (type) {
                    return parser.getValueAsString();
                }
                parser.skipChildren();
            }
            return null;
        } catch (IOException e) {
            throw new MalformedStream("the answer is not JSON");
        }
    }

    @Override
    public Usage usage() {
        return answer.usage();
    }

    @Override
    public boolean passesUnchanged() {
        return true;
    }
}
