/** Facts on vendors and models, read from data files of this module: adding a vendor or a price is a data change. */
package dev.cortexllm.catalogue;
