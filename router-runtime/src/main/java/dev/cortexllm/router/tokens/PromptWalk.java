package dev.cortexllm.router.tokens;

import dev.cortexllm.router.wire.chat.AnswerFormat;
import dev.cortexllm.router.wire.chat.ChatCall;
import dev.cortexllm.router.wire.chat.Media;
import dev.cortexllm.router.wire.chat.Message;
import dev.cortexllm.router.wire.chat.Part;
import dev.cortexllm.router.wire.json.JsonTrees;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Goes over a request and tells a tally what it finds. */
final class PromptWalk {
    /** Each role is a token of its own in OpenAI's vocabularies. */
    private static final int ROLE = 1;
    /** Bytes of a usual page of a PDF, pictures included. */
    private static final int PAGE_BYTES = 64 * 1024;
    /** Bytes of a second of sound: 24 kHz in 16 bits, and 128 kbit/s. */
    private static final int WAV_SECOND = 48_000;

    private static final int COMPRESSED_SECOND = 16_000;
    /** Characters of an encrypted thought for each of its tokens; a guess. */
    private static final int HIDDEN_CHARS = 8;
    /** Base64 has four characters for three bytes. */
    private static final double BYTES_PER_CHAR = 0.75;

    private final ModelKind kind;
    private final PromptTally tally;

    /**
     * @param kind how the model counts
     * @param tally told what is found
     */
    PromptWalk(ModelKind kind, PromptTally tally) {
        this.kind = kind;
        this.tally = tally;
    }

    void walk(ChatCall call) {
        tally.format(kind.family().chat().perRequest());
        call.messages().forEach(this::message);
        new ToolWalk(kind.family(), tally).walk(call.tools());
        if (call.answerFormat() instanceof AnswerFormat.JsonSchema schema) {
            tally.json(JsonTrees.text(schema.schema()));
        } else if (call.answerFormat() != null) {
            tally.inexact();
        }
        // OpenAI's former name of tools.
        if (call.rest() != null && call.rest().hasNonNull("functions")) {
            tally.json(JsonTrees.text(call.rest().get("functions")));
        }
    }

    private void message(Message message) {
        tally.format(kind.family().chat().perMessage() + ROLE);
        if (message.name() != null) {
            tally.format(kind.family().chat().perName());
            tally.text(message.name());
        }
        // How several parts are joined is nowhere said.
        if (message.parts().size() > 1) {
            tally.inexact();
        }
        parts(message.parts());
    }

    private void parts(List<Part> parts) {
        parts.forEach(this::part);
    }

    private void part(Part part) {
        if (part instanceof Part.Text text) {
            tally.text(text.text());
        } else if (part instanceof Part.Image image) {
            image(image.source(), image.detail());
        } else if (part instanceof Part.Document document) {
            document(document);
        } else if (part instanceof Part.Audio audio) {
            audio(audio.source());
        } else if (part instanceof Part.ToolUse use) {
            tally.estimate(kind.family().chat().perTool(), 0);
            tally.text(use.name());
            tally.json(use.arguments());
        } else if (part instanceof Part.ToolResult result) {
            tally.estimate(kind.family().chat().perMessage() + ROLE, 0);
            parts(result.content());
        } else if (part instanceof Part.Reasoning reasoning) {
            tally.perhaps(reasoning.text());
        } else if (part instanceof Part.RedactedReasoning redacted) {
            tally.estimate(redacted.data().length() / HIDDEN_CHARS, 0);
        } else if (part instanceof Part.Refusal refusal) {
            tally.inexact();
            tally.text(refusal.text());
        } else if (part instanceof Part.Foreign foreign) {
            tally.json(JsonTrees.text(foreign.json()));
        }
    }

    /** Relied on by nine tenths where the size is known: providers scale images in ways that they don't tell in full. */
    private void image(Media source, String detail) {
        if (source instanceof Media.PlainText plain) {
            tally.text(plain.text());
            return;
        }
        ImageSize size = source instanceof Media.Inline inline ? ImageSize.of(inline.base64()) : null;
        long tokens = kind.images().tokens(size, detail);
        tally.estimate(tokens, size != null && kind.images().documented() ? tokens * 9 / 10 : 0);
    }

    private void document(Part.Document document) {
        if (document.title() != null) {
            tally.perhaps(document.title());
        }
        if (document.source() instanceof Media.PlainText plain) {
            tally.inexact();
            tally.text(plain.text());
        } else if (document.source() instanceof Media.Inline inline) {
            inline(inline);
        } else {
            tally.estimate(kind.images().pageTokens(), 0);
        }
    }

    private void inline(Media.Inline document) {
        String text = document.mediaType().startsWith("text/") ? decoded(document.base64()) : null;
        if (text != null) {
            tally.inexact();
            tally.text(text);
        } else {
            long pages = Math.max(1, bytes(document) / PAGE_BYTES);
            tally.estimate(pages * kind.images().pageTokens(), 0);
        }
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private void audio(Media source) {
        long seconds = 1;
        if (source instanceof Media.Inline inline) {
            int second = inline.mediaType().contains("wav") ? WAV_SECOND : COMPRESSED_SECOND;
            seconds = Math.max(1, bytes(inline) / second);
        }
        tally.estimate(seconds * kind.family().audioPerSecond(), 0);
    }

    private static long bytes(Media.Inline inline) {
        return (long) (inline.base64().length() * BYTES_PER_CHAR);
    }
}
