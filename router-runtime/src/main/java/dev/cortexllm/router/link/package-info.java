/**
 * The router's end of the link to the operator: newer configurations and endpoints come in, reports go out. Without it
 * the router serves what it has.
 */
package dev.cortexllm.router.link;
