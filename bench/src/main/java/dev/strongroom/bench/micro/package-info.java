/** JMH benchmarks of the small pieces of a call. */
package dev.strongroom.bench.micro;
