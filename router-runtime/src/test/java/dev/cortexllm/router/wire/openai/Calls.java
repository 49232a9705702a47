package dev.cortexllm.router.wire.openai;

import dev.cortexllm.config.Parameters;
import dev.cortexllm.config.Quirks;
import dev.cortexllm.router.wire.chat.ChatCall;
import dev.cortexllm.router.wire.chat.TargetModel;
import dev.cortexllm.router.wire.json.InvalidBody;
import dev.cortexllm.router.wire.json.JsonText;
import dev.cortexllm.router.wire.pass.ChatRequestScan;
import java.nio.charset.StandardCharsets;

/** Requests and targets for tests. */
final class Calls {
    private Calls() {}

    /** Reads a body whose quotes are single and that lacks its model. */
    static ChatCall read(String fields) throws InvalidBody {
        return readJson(("{'model':'m'," + fields + "}").replace('\'', '"'));
    }

    /** Reads a body. */
    static ChatCall readJson(String json) throws InvalidBody {
        return new OpenAiDialect().read(ChatRequestScan.scan(json.getBytes(StandardCharsets.UTF_8)));
    }

    /** A target without defaults and quirks. */
    static TargetModel target(String vendor) {
        return new TargetModel("m", JsonText.bytes("m"), vendor, null, null, Parameters.NONE, Quirks.NONE);
    }
}
