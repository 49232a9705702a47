/** Child processes: started, watched for the line that says they are up, and always stopped by their own handle. */
package dev.cortexllm.sandbox.demo.process;
