/** What upstream attempts cost: one entry for each that could be billed, and what is made of the entries. */
package dev.cortexllm.router.ledger;
