package dev.cortexllm.router.tokens;

/**
 * Models that count in the same way. What is no OpenAI model is estimated: a count in one of OpenAI's vocabularies times a
 * factor. Factors were measured over prose in twelve languages, code, JSON, tables and logs; docs/tokens.md has the table
 * and says where the others come from.
 */
enum Family {
    /** GPT-3.5 and GPT-4: the published vocabulary and chat format. */
    GPT_4(Vocabulary.CL100K, new Text(1, 1, false), new Chat(3, 3, 1, 10, 12), true, true),
    /** GPT-4o and GPT-4.1: the published vocabulary and chat format. */
    GPT_4O(Vocabulary.O200K, new Text(1, 1, false), new Chat(3, 3, 1, 7, 12), true, true),
    /** OpenAI's later models: the vocabulary is known; OpenAI counts a token or two less or more for the format. */
    GPT_5(Vocabulary.O200K, new Text(1, 1, false), new Chat(3, 3, 1, 7, 12), false, true),
    /** OpenAI's open models: o200k with a system message of the format's own. */
    GPT_OSS(Vocabulary.O200K, new Text(1, 1, false), new Chat(65, 4, 1, 7, 12), false, true),
    /** Claude up to 4.6. */
    CLAUDE(Vocabulary.CL100K, new Text(1.2, 1, false), new Chat(6, 3, 0, 10, 500), false, false),
    /** Claude from 4.7 on: a vocabulary that makes up to 1.35 times as many tokens. */
    CLAUDE_4_7(Vocabulary.CL100K, new Text(1.4, 1, false), new Chat(6, 3, 0, 10, 500), false, false),
    /** Gemini. */
    GEMINI(Vocabulary.O200K, new Text(1.1, 0.75, true), new Chat(0, 2, 0, 10, 0), false, false),
    /** Moonshot's Kimi. */
    KIMI(Vocabulary.O200K, new Text(1.05, 0.7, false), new Chat(8, 4, 0, 12, 50), false, true),
    /** Meta's Llama from 3 on. */
    LLAMA(Vocabulary.O200K, new Text(1.1, 0.85, false), new Chat(25, 5, 0, 12, 100), false, true),
    /** Qwen. */
    QWEN(Vocabulary.O200K, new Text(1.1, 0.8, true), new Chat(5, 5, 0, 12, 150), false, true),
    /** Mistral. */
    MISTRAL(Vocabulary.O200K, new Text(1.1, 0.95, true), new Chat(3, 4, 0, 12, 20), false, true),
    /** DeepSeek. */
    DEEPSEEK(Vocabulary.O200K, new Text(1.05, 0.7, false), new Chat(5, 3, 0, 12, 100), false, true),
    /** Whatever else. */
    OTHER(Vocabulary.O200K, new Text(1.1, 0.7, false), new Chat(5, 4, 0, 12, 50), false, true);

    private final Vocabulary vocabulary;
    private final Text text;
    private final Chat chat;
    private final boolean published;
    private final boolean answerShares;

    Family(Vocabulary vocabulary, Text text, Chat chat, boolean published, boolean answerShares) {
        this.vocabulary = vocabulary;
        this.text = text;
        this.chat = chat;
        this.published = published;
        this.answerShares = answerShares;
    }

    /**
     * How its text counts.
     *
     * @param factor tokens per token of the vocabulary
     * @param least the same for the text that counts the least in comparison, at most 1
     * @param singleDigits whether each digit is a token of its own; OpenAI takes up to three for one
     */
    record Text(double factor, double least, boolean singleDigits) {}

    /**
     * What is counted beside texts, in tokens.
     *
     * @param perRequest of a conversation without messages
     * @param perMessage of a message, its role not included
     * @param perName of a message with a name, the name not included
     * @param perTool of a tool, its texts not included
     * @param toolsOnce of any tools at all
     */
    record Chat(int perRequest, int perMessage, int perName, int perTool, int toolsOnce) {}

    /** What its text is counted with. */
    Vocabulary vocabulary() {
        return vocabulary;
    }

    /** How its text counts. */
    Text text() {
        return text;
    }

    /** What is counted beside texts. */
    Chat chat() {
        return chat;
    }

    /** Whether OpenAI has published how it counts a conversation of mere texts. */
    boolean published() {
        return published;
    }

    /**
     * Whether a request is refused where prompt and asked answer together are larger than the context. Claude from 4.5 on
     * ends such an answer early, Gemini's limits of prompt and answer are apart.
     */
    boolean answerShares() {
        return answerShares;
    }

    /** Whether what it counts is counted as OpenAI does, without a factor. */
    boolean openAi() {
        return text.factor() == 1;
    }

    /** Tokens of a second of sound: 32 for Gemini, 10 for OpenAI, by their documentation; others as OpenAI. */
    int audioPerSecond() {
        return this == GEMINI ? 32 : 10;
    }
}
