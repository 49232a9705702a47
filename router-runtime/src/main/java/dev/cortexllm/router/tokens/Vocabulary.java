package dev.cortexllm.router.tokens;

/** The vocabularies that OpenAI has published and that can be counted with exactly. */
enum Vocabulary {
    /** {@code cl100k_base}, of GPT-3.5 and GPT-4. */
    CL100K,
    /** {@code o200k_base}, of GPT-4o and what came after it. */
    O200K
}
