package dev.cortexllm.router.classify;

/** What a line of a prompt is, by its looks. */
enum LineKind {
    /** Words to a reader. */
    PROSE,
    /** Source code, or a configuration file. */
    CODE,
    /** What a program says when something went wrong: a log, a stack trace. */
    TRACE
}
