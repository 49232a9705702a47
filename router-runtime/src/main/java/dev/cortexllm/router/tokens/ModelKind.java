package dev.cortexllm.router.tokens;

/**
 * What decides the count of a prompt for a model; models of the same kind count the same.
 *
 * @param family how texts and messages count
 * @param images how images count
 */
record ModelKind(Family family, ImageRule images) {}
