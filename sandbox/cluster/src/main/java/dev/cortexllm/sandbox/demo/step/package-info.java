/** The story of the main job, one class per chapter. Each says what it observed and whether that is what was promised. */
package dev.cortexllm.sandbox.demo.step;
