/** The command line. */
package dev.cortexllm.router.cli;
